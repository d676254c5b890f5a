namespace VoipBin.Auth.Tokens;

/// <summary>How a delegation ended.</summary>
internal abstract record DelegateOutcome
{
    private DelegateOutcome()
    {
    }

    internal sealed record Issued(TokenText Token, Guid CustomerId, DateTimeOffset Expires) : DelegateOutcome;

    /// <summary>There is no such living customer.</summary>
    internal sealed record CustomerNotFound : DelegateOutcome;

    /// <summary>It is the super admin's own customer.</summary>
    internal sealed record OwnCustomer : DelegateOutcome;
}
