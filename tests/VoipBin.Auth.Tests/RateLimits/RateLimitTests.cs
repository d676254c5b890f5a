using System.Diagnostics;
using System.Net;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Tests.RateLimits;

/// <summary>In real time, which is the only one that the framework's limiter knows.</summary>
public sealed class RateLimitTests
{
    /// <summary>The bucket is refilled when a token is taken from it, so that of a full one a single token more is had.</summary>
    private const int Surplus = 1;

    [Fact]
    public void TryTake_ManyAtOnce_GivesTheBurstAndNoMore()
    {
        using var limit = new RateLimit<int>("test", perSecond: 1, burst: 20);

        var (taken, passed) = TakeAll(limit, 7);

        Assert.InRange(taken, 20, 20 + Surplus + (int)Math.Ceiling(passed.TotalSeconds));
        Assert.Equal(0, limit.Rest(7));
    }

    [Fact]
    public void TryTake_AnotherKey_HasABucketOfItsOwn()
    {
        using var limit = new RateLimit<int>("test", perSecond: 1, burst: 2);
        TakeAll(limit, 7);

        Assert.True(limit.TryTake(8));
    }

    /// <summary>Whoever did not come for a while does not have what came back in the meantime on top of the burst.</summary>
    [Fact]
    public async Task TryTake_AfterARest_GivesTheBurstOnce()
    {
        using var limit = new RateLimit<int>("test", perSecond: 10, burst: 20);
        limit.TryTake(7);
        await Task.Delay(TimeSpan.FromSeconds(3));

        var watch = Stopwatch.StartNew();
        var taken = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(1))
        {
            taken += limit.TryTake(7) ? 1 : 0;
            await Task.Delay(1);
        }

        // What comes back in that second, and one that the timer gives too late.
        Assert.InRange(taken, 25, 20 + Surplus + (int)Math.Ceiling(10 * watch.Elapsed.TotalSeconds) + 1);
    }

    [Fact]
    public async Task TryTake_EmptyBucket_IsRefilledByTheRate()
    {
        using var limit = new RateLimit<int>("test", perSecond: 20, burst: 5);
        TakeAll(limit, 7);

        var watch = Stopwatch.StartNew();
        var taken = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(2))
        {
            taken += limit.TryTake(7) ? 1 : 0;
            await Task.Delay(1);
        }

        Assert.InRange(taken, 20, (int)Math.Ceiling(20 * watch.Elapsed.TotalSeconds) + 2);
    }

    [Fact]
    public void TryTake_Zero_IsNoLimit()
    {
        using var limit = new RateLimit<int>("test", perSecond: 0, burst: 1);

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(limit.TryTake(7)));
        Assert.False(limit.IsOn);
    }

    [Theory]
    [InlineData(10, 20, "\"test\";q=20;w=2")]
    [InlineData(1, 5, "\"test\";q=5;w=5")]
    [InlineData(100, 30, "\"test\";q=30;w=1")]
    public void Describe_BeforeAndAfterThree_IsAsTheDraftSays(int perSecond, int burst, string policy)
    {
        using var limit = new RateLimit<int>("test", perSecond, burst);
        Assert.Equal((policy, $"\"test\";r={burst};t=0"), (limit.Policy, limit.Describe(7)));

        for (var number = 0; number < 3; number++)
        {
            limit.TryTake(7);
        }

        // What comes back while the test runs is as much as it takes.
        var possible = Enumerable.Range(0, 4).Select(back => $"\"test\";r={burst - 3 + back};t={(int)Math.Ceiling((3.0 - back) / perSecond)}");
        Assert.Contains(limit.Describe(7), possible);
    }

    /// <summary>A flood from a million addresses takes no more memory than one from as many as there are buckets.</summary>
    [Fact]
    public void TryTake_AMillionAddresses_TakesBoundedMemory()
    {
        const double MaximumMegabytes = 25;
        using var limit = new RateLimit<int>("test", perSecond: 1, burst: 2);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < 1_000_000; number++)
        {
            limit.TryTake(ClientNetwork.BucketOf(new IPAddress(number)));
        }

        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1_000_000.0;
        Assert.InRange(megabytes, 5, MaximumMegabytes);
        GC.KeepAlive(limit);
    }

    private static (int Taken, TimeSpan Passed) TakeAll(RateLimit<int> limit, int key)
    {
        var (watch, taken) = (Stopwatch.StartNew(), 0);
        while (limit.TryTake(key))
        {
            taken++;
        }

        return (taken, watch.Elapsed);
    }
}
