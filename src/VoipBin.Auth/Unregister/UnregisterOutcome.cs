using VoipBin.Auth.Customers;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Unregister;

/// <summary>How freezing, recovering or deleting a customer ended.</summary>
internal abstract record UnregisterOutcome
{
    private UnregisterOutcome()
    {
    }

    internal sealed record Done(Customer Customer) : UnregisterOutcome;

    /// <summary>The password is not the caller's.</summary>
    internal sealed record WrongPassword : UnregisterOutcome;

    /// <summary>Unknown name, wrong password, or no admin: nobody is told which.</summary>
    internal sealed record Refused : UnregisterOutcome;

    /// <summary>Too many sign-ins failed from the client's address.</summary>
    internal sealed record Limited(ProblemResult Problem) : UnregisterOutcome;

    /// <summary>Too many sign in at this moment; decided before the name is looked up.</summary>
    internal sealed record Busy : UnregisterOutcome;

    /// <summary>There is no such living customer.</summary>
    internal sealed record NotFound : UnregisterOutcome;

    /// <summary>The customer's state does not allow it.</summary>
    internal sealed record StateInvalid(string Message) : UnregisterOutcome;
}
