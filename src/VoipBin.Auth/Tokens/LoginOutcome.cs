using VoipBin.Auth.Authentication;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Tokens;

/// <summary>How a login ended.</summary>
internal abstract record LoginOutcome
{
    private LoginOutcome()
    {
    }

    /// <param name="Token">The new token.</param>
    /// <param name="Device">By which the browser shows itself the next time.</param>
    internal sealed record Accepted(TokenText Token, KnownDevice Device) : LoginOutcome;

    /// <summary>Unknown name, wrong password, deleted: nobody is told which.</summary>
    internal sealed record Refused : LoginOutcome;

    /// <summary>Not judged, because others failed shortly before: answered as refused.</summary>
    internal sealed record Delayed : LoginOutcome;

    /// <summary>Too many logins failed from the client's address.</summary>
    internal sealed record Limited(ProblemResult Problem) : LoginOutcome;

    /// <summary>Too many log in at this moment; decided before the name is looked up.</summary>
    internal sealed record Busy : LoginOutcome;

    /// <summary>The password was right, but the customer is frozen.</summary>
    internal sealed record Frozen(AccountFreeze Freeze) : LoginOutcome;
}
