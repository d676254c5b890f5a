using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Accesskeys;

/// <summary>What a presented accesskey turned out to be.</summary>
internal abstract record AccesskeyOutcome
{
    private AccesskeyOutcome()
    {
    }

    /// <summary>The key is good; the caller says whether its customer is frozen.</summary>
    internal sealed record Accepted(Caller Caller) : AccesskeyOutcome;

    /// <summary>No key has this hash.</summary>
    internal sealed record Unknown : AccesskeyOutcome;

    /// <summary>The key's time is over.</summary>
    internal sealed record Expired : AccesskeyOutcome;

    /// <summary>The key was deleted.</summary>
    internal sealed record Revoked : AccesskeyOutcome;

    /// <summary>The key's customer was deleted.</summary>
    internal sealed record CustomerDeleted : AccesskeyOutcome;
}
