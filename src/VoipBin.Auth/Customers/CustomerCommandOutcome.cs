namespace VoipBin.Auth.Customers;

/// <summary>How a command on customers ended.</summary>
internal abstract record CustomerCommandOutcome
{
    private CustomerCommandOutcome()
    {
    }

    /// <summary>It was carried out.</summary>
    internal sealed record Done(Customer Customer) : CustomerCommandOutcome;

    /// <summary>There is no such living customer.</summary>
    internal sealed record NotFound : CustomerCommandOutcome;

    /// <summary>Another customer has the address.</summary>
    internal sealed record EmailTaken : CustomerCommandOutcome;

    /// <summary>The customer asked for taken addresses too often.</summary>
    internal sealed record TooManyConflicts(TimeSpan Wait) : CustomerCommandOutcome;

    /// <summary>The customer's state does not allow it, or it is the operator's own.</summary>
    internal sealed record StateInvalid(string Message) : CustomerCommandOutcome;

    /// <summary>Only somebody who logged in may change the address: mail to it can take the account over.</summary>
    internal sealed record AgentNeeded : CustomerCommandOutcome;
}
