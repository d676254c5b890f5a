namespace VoipBin.Auth.Testing;

/// <summary>Settings for tests that come more often than any client may. What the limits do by default has tests of its own.</summary>
internal static class Limits
{
    /// <summary>Each setting that switches one off, with its value.</summary>
    public static IReadOnlyDictionary<string, string> Off { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["RateLimits:AnonymousPerSecond"] = "0",
        ["RateLimits:ApiPerSecond"] = "0",
        ["RateLimits:CustomerPerSecond"] = "0",
        ["RateLimits:FailedCredentialsPerSecond"] = "0",
        ["RateLimits:FailedIntrospectionsPerSecond"] = "0",
        ["RateLimits:FailedLoginsPerSecond"] = "0",
        ["RateLimits:WaitingLogins"] = "0",
        ["Guessing:FirstDelay"] = "00:00:00",
    };
}
