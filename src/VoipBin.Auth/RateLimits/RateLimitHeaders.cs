using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.RateLimits;

/// <summary>How a client learns of its limits before it reaches them: the fields of draft-ietf-httpapi-ratelimit-headers-10.</summary>
internal static class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy";
    public const string Rest = "RateLimit";

    /// <summary>Tells of one more limit that counts the request.</summary>
    public static void Add<TKey>(IHeaderDictionary headers, RateLimit<TKey> limit, TKey key)
        where TKey : struct, IEquatable<TKey>
    {
        headers[Policy] = Join(headers[Policy], limit.Policy);
        headers[Rest] = Join(headers[Rest], limit.Describe(key));
    }

    /// <summary>One line for both, as the fields are lists.</summary>
    private static string Join(StringValues before, string item) => before.Count == 0 ? item : $"{before}, {item}";
}
