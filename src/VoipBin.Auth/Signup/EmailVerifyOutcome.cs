using VoipBin.Auth.Agents;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Signup;

/// <summary>How the use of a link that confirms an address ended.</summary>
internal abstract record EmailVerifyOutcome
{
    private EmailVerifyOutcome()
    {
    }

    /// <summary>A signup is completed.</summary>
    internal sealed record SignedUp(Customer Customer) : EmailVerifyOutcome;

    /// <summary>It is the customer's address now, and verified.</summary>
    internal sealed record EmailConfirmed(Customer Customer) : EmailVerifyOutcome;

    /// <summary>It is the agent's username now.</summary>
    internal sealed record UsernameConfirmed(Agent Agent) : EmailVerifyOutcome;

    /// <summary>Unknown, used, ended by another link, or too old: nobody is told which.</summary>
    internal sealed record InvalidLink : EmailVerifyOutcome;

    /// <summary>The address became somebody else's while the link waited.</summary>
    internal sealed record AddressTaken : EmailVerifyOutcome;

    /// <summary>The username became another agent's while the link waited.</summary>
    internal sealed record UsernameTaken : EmailVerifyOutcome;
}
