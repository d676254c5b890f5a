using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Signup;

/// <summary>How an operator's making of a customer ended.</summary>
internal abstract record CustomerRegistrationOutcome
{
    private CustomerRegistrationOutcome()
    {
    }

    internal sealed record Done(Customer Customer) : CustomerRegistrationOutcome;

    /// <summary>Another customer has the address.</summary>
    internal sealed record EmailTaken : CustomerRegistrationOutcome;

    /// <summary>An agent of another customer has the address as its username.</summary>
    internal sealed record UsernameTaken : CustomerRegistrationOutcome;
}
