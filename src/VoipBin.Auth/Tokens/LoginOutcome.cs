using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>How a login ended.</summary>
internal abstract record LoginOutcome
{
    private LoginOutcome()
    {
    }

    internal sealed record Accepted(TokenText Token) : LoginOutcome;

    /// <summary>Unknown name, wrong password, deleted: nobody is told which.</summary>
    internal sealed record Refused : LoginOutcome;

    /// <summary>Too many log in at this moment; decided before the name is looked up.</summary>
    internal sealed record Busy : LoginOutcome;

    /// <summary>The password was right, but the customer is frozen.</summary>
    internal sealed record Frozen(AccountFreeze Freeze) : LoginOutcome;
}
