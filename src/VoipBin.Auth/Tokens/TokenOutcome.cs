using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>What a token with a good signature turned out to be.</summary>
internal abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    /// <summary>The token is good; the caller says whether its customer is frozen.</summary>
    internal sealed record Accepted(Caller Caller) : TokenOutcome;

    /// <summary>Its claims are not those of a token of ours.</summary>
    internal sealed record Foreign : TokenOutcome;

    /// <summary>A delegate whose super admin is none any more, or whose own token has ended.</summary>
    internal sealed record DelegationEnded : TokenOutcome;

    /// <summary>It was logged out.</summary>
    internal sealed record Revoked : TokenOutcome;

    /// <summary>Its agent has logged out everywhere, or has a new password.</summary>
    internal sealed record Ended : TokenOutcome;

    /// <summary>Its agent was deleted.</summary>
    internal sealed record AgentDeleted : TokenOutcome;

    /// <summary>Its customer was deleted.</summary>
    internal sealed record CustomerDeleted : TokenOutcome;
}
