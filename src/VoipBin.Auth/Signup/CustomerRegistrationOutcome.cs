using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Signup;

/// <summary>How an operator's making of a customer ended.</summary>
internal abstract record CustomerRegistrationOutcome
{
    private CustomerRegistrationOutcome()
    {
    }

    /// <param name="Customer">The new customer.</param>
    /// <param name="IsInvited">Whether its admin was mailed a link; not when too much was mailed to that address lately.</param>
    internal sealed record Done(Customer Customer, bool IsInvited) : CustomerRegistrationOutcome;

    /// <summary>Another customer has the address.</summary>
    internal sealed record EmailTaken : CustomerRegistrationOutcome;

    /// <summary>An agent of another customer has the address as its username.</summary>
    internal sealed record UsernameTaken : CustomerRegistrationOutcome;
}
