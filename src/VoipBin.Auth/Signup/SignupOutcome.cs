using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Signup;

/// <summary>How the completion of a signup ended.</summary>
internal abstract record SignupOutcome
{
    private SignupOutcome()
    {
    }

    /// <summary>The customer is there, with an admin and a key.</summary>
    internal sealed record Completed(Customer Customer, Accesskey Accesskey, AccesskeyToken Token) : SignupOutcome;

    /// <summary>Both secrets are right, and the account was made with them, or by the link, before: a browser shows the answer to the form that it sent last. A program is told what it is told of every code that was used.</summary>
    internal sealed record AlreadyCompleted : SignupOutcome;

    /// <summary>Wrong, unknown, used, ended by another signup, or too old: nobody is told which.</summary>
    internal sealed record InvalidCode : SignupOutcome;

    /// <summary>Too many codes were tried; even the right one is refused.</summary>
    internal sealed record TooManyTries(TimeSpan Rest) : SignupOutcome;

    /// <summary>The address became somebody's while the signup waited.</summary>
    internal sealed record AddressTaken : SignupOutcome;

    /// <summary>The password is not good enough; the code is not used up.</summary>
    internal sealed record InvalidPassword(ProblemResult Problem) : SignupOutcome;
}
