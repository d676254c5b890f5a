using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Signup;

/// <summary>How the use of a link that confirms an address ended.</summary>
internal abstract record EmailVerifyOutcome
{
    private EmailVerifyOutcome()
    {
    }

    /// <summary>The address is confirmed, and what waited for it is done.</summary>
    /// <param name="Customer">Whose address it is.</param>
    /// <param name="IsNew">Whether it completed a signup.</param>
    internal sealed record Confirmed(Customer Customer, bool IsNew) : EmailVerifyOutcome;

    /// <summary>Unknown, used, ended by another link, or too old: nobody is told which.</summary>
    internal sealed record InvalidLink : EmailVerifyOutcome;

    /// <summary>The address became somebody else's while the link waited.</summary>
    internal sealed record AddressTaken : EmailVerifyOutcome;

    /// <summary>The username became another agent's while the link waited.</summary>
    internal sealed record UsernameTaken : EmailVerifyOutcome;
}
