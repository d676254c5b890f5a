using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.RateLimiting;

namespace VoipBin.Auth.RateLimits;

/// <summary>One limit: for each key a bucket of tokens, of which every request takes one. A refused request takes none.</summary>
/// <remarks>The framework forgets buckets that nobody used for ten seconds once they are full.</remarks>
internal sealed class RateLimit<TKey> : IDisposable
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>What is said of this many tokens and fewer is remembered: buckets hold some hundreds, and every answer says it.</summary>
    private const int RememberedRests = 4096;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<TKey>? limiter;
    private readonly int perSecond;
    private readonly string?[] descriptions = [];

    /// <param name="name">What clients and operators are told that it is: a word.</param>
    /// <param name="perSecond">How many tokens come back in a second; zero means that there is no limit.</param>
    /// <param name="burst">How many tokens a bucket holds.</param>
    public RateLimit(string name, int perSecond, int burst)
    {
        (Name, this.perSecond, Burst) = (name, perSecond, burst);
        if (perSecond > 0)
        {
            var options = new TokenBucketRateLimiterOptions { TokenLimit = burst, TokensPerPeriod = perSecond, ReplenishmentPeriod = Second, AutoReplenishment = false };
            Func<TKey, RateLimiter> bucketOf = _ => new TokenBucket(options);
            limiter = PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.Get(key, bucketOf));
            descriptions = new string?[Math.Min(burst + 1, RememberedRests)];
            Policy = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={burst};w={SecondsUntil(burst)}");
        }
    }

    public string Name { get; }

    /// <summary>How many tokens a bucket holds.</summary>
    public int Burst { get; }

    /// <summary>The limit as the header <c>RateLimit-Policy</c> says it: so many in so many seconds, in which an empty bucket is full again.</summary>
    public string Policy { get; } = "";

    /// <summary>How long until a token comes back.</summary>
    public TimeSpan Wait => perSecond == 0 ? TimeSpan.Zero : Second / perSecond;

    [MemberNotNullWhen(true, nameof(limiter))]
    public bool IsOn => limiter is not null;

    /// <summary>Takes a token, if there is one.</summary>
    public bool TryTake(TKey key)
    {
        if (!IsOn)
        {
            return true;
        }

        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    /// <summary>How many tokens are left.</summary>
    public int Rest(TKey key) => IsOn && limiter.GetStatistics(key) is { } statistics ? (int)statistics.CurrentAvailablePermits : Burst;

    /// <summary>What is left, as the header <c>RateLimit</c> says it: so many now, and in how many seconds all of them.</summary>
    public string Describe(TKey key)
    {
        var rest = Rest(key);
        return rest < descriptions.Length ? descriptions[rest] ??= Describe(rest) : Describe(rest);
    }

    public void Dispose() => limiter?.Dispose();

    private string Describe(int rest) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{Name}\";r={rest};t={SecondsUntil(Burst - rest)}");

    private int SecondsUntil(int tokens) => (int)(((long)tokens + perSecond - 1) / perSecond);
}
