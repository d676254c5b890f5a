using Microsoft.IdentityModel.Tokens;

namespace VoipBin.Auth.Client;

/// <summary>What became of the search for a key.</summary>
internal abstract record IdentityKeyOutcome
{
    private IdentityKeyOutcome()
    {
    }

    /// <summary>This is it.</summary>
    public sealed record Found(ECDsaSecurityKey Key) : IdentityKeyOutcome;

    /// <summary>The service publishes no such key.</summary>
    public sealed record Unknown : IdentityKeyOutcome
    {
        public static readonly Unknown Instance = new();
    }

    /// <summary>It is not held, and nobody could be asked.</summary>
    public sealed record Unavailable : IdentityKeyOutcome
    {
        public static readonly Unavailable Instance = new();
    }
}
