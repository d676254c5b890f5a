namespace VoipBin.Auth.Agents;

/// <summary>How a sign-in with name and password ended.</summary>
internal abstract record PasswordSignInOutcome
{
    private PasswordSignInOutcome()
    {
    }

    /// <summary>The password is right, and the customer is not deleted; it may be frozen.</summary>
    internal sealed record Accepted(AgentLogin Login) : PasswordSignInOutcome;

    /// <summary>Unknown name, wrong password, deleted: nobody is told which. It is recorded.</summary>
    internal sealed record Refused : PasswordSignInOutcome;

    /// <summary>Too many sign in at this moment; decided before the name is looked up.</summary>
    internal sealed record Busy : PasswordSignInOutcome;
}
