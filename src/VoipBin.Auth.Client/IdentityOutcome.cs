using System.Security.Claims;

namespace VoipBin.Auth.Client;

/// <summary>What became of an identity.</summary>
internal abstract record IdentityOutcome
{
    private IdentityOutcome()
    {
    }

    /// <summary>It is good.</summary>
    public sealed record Accepted(ClaimsIdentity Identity) : IdentityOutcome;

    /// <summary>It is not, for the log: a fixed word.</summary>
    public sealed record Refused(string Cause) : IdentityOutcome;

    /// <summary>The key that it names is not held, and the keys could not be fetched.</summary>
    public sealed record Undecided : IdentityOutcome;
}
