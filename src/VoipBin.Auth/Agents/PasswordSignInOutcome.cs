using VoipBin.Auth.Guessing;
using VoipBin.Auth.Problems;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Agents;

/// <summary>How a sign-in with name and password ended.</summary>
internal abstract record PasswordSignInOutcome
{
    private PasswordSignInOutcome()
    {
    }

    /// <summary>The password is right, and the customer is not deleted; it may be frozen.</summary>
    /// <param name="Login">Who it is.</param>
    /// <param name="Device">By which the browser shows itself the next time.</param>
    internal sealed record Accepted(AgentLogin Login, KnownDevice Device) : PasswordSignInOutcome;

    /// <summary>Unknown name, wrong password, deleted, or not judged because others failed shortly before: nobody is told which. It is recorded.</summary>
    /// <param name="IsDelayed">Whether it was not judged.</param>
    internal sealed record Refused(bool IsDelayed) : PasswordSignInOutcome;

    /// <summary>Too many sign in at this moment; decided before the name is looked up.</summary>
    internal sealed record Busy : PasswordSignInOutcome;

    /// <summary>Too many sign-ins failed from the client's address; decided before the name is looked up.</summary>
    internal sealed record Limited(FailureLimit Limit) : PasswordSignInOutcome
    {
        public ProblemResult Problem => new(ProblemCatalogue.RateLimitExceeded.RetryIn(Limit.Wait), new LimitDetail(Limit.Name));
    }
}
