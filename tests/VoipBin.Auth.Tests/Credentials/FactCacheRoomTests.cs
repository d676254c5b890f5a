using System.Runtime.CompilerServices;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Tests.Credentials;

public sealed class FactCacheRoomTests
{
    private readonly InvalidationClock clock = new();

    [Fact]
    public void Add_MoreThanThereIsRoomFor_KeepsTheNewest()
    {
        var cache = Build(100);

        AddMany(cache, 1, 250);

        Assert.Equal(100, cache.Count);
        Assert.Equal(Enumerable.Range(151, 100), Enumerable.Range(1, 250).Where(key => cache.Find(key) is not null));
    }

    [Fact]
    public void Add_TheSameRowAgainAndAgain_TakesOnePlace()
    {
        var cache = Build(2);
        AddMany(cache, 1, 1);

        for (var round = 0; round < 1000; round++)
        {
            AddMany(cache, 2, 2);
        }

        Assert.Equal(2, cache.Count);
        Assert.NotNull(cache.Find(1));
    }

    [Fact]
    public void Add_FloodOfOthers_LeavesWhatIsAskedForInBetween()
    {
        var cache = Build(1000);
        AddMany(cache, 1, 1000);
        var wanted = Enumerable.Range(1, 1000).Where(key => key % 20 == 0).ToArray();

        for (var flood = 10_000; flood < 60_000; flood += 500)
        {
            Assert.All(wanted, key => Assert.NotNull(cache.Find(key)));
            AddMany(cache, flood, flood + 499);
        }

        Assert.All(wanted, key => Assert.NotNull(cache.Find(key)));
        Assert.Equal(1000, cache.Count);
    }

    /// <summary>What is not asked for any more makes room, even if it was asked for a thousand times.</summary>
    [Fact]
    public void Add_FloodOfOthers_PushesOutWhatIsNotAskedForAnyMore()
    {
        var cache = Build(100);
        AddMany(cache, 1, 100);
        Assert.All(Enumerable.Range(1, 100), key => Assert.NotNull(cache.Find(key)));

        AddMany(cache, 1001, 1300);

        Assert.Equal(100, cache.Count);
        Assert.All(Enumerable.Range(1, 100), key => Assert.Null(cache.Find(key)));
    }

    /// <summary>When everything is wanted one must go nevertheless, and who adds does not look through all of them under the lock.</summary>
    [Fact]
    public void Add_EverythingWanted_PushesOutOne()
    {
        var cache = Build(1000);
        AddMany(cache, 1, 1000);
        Assert.All(Enumerable.Range(1, 1000), key => Assert.NotNull(cache.Find(key)));

        AddMany(cache, 2000, 2000);

        Assert.Equal(1000, cache.Count);
        Assert.NotNull(cache.Find(2000));
        Assert.Equal(999, Enumerable.Range(1, 1000).Count(key => cache.Find(key) is not null));
    }

    [Fact]
    public void Add_RoomForNone_RemembersNothingAndHoldsNothing()
    {
        var cache = Build(0);

        var facts = AddAndForget(cache, 1000, key => cache.Find(key));

        Assert.Equal(0, cache.Count);
        Assert.Equal(0, Living(facts));
    }

    /// <summary>A row that was forgotten still stands in line; a line that nobody shortens would eat the memory of a service that runs for months.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    public void Forget_ManyTimes_LetsGoOfWhatWasForgotten(int capacity)
    {
        var cache = Build(capacity);

        var facts = AddAndForget(cache, 20 * capacity, cache.Forget);

        Assert.Equal(0, cache.Count);
        Assert.InRange(Living(facts), 0, (2 * capacity) + 1);
    }

    [Fact]
    public void Add_TheSameRowManyTimes_LetsGoOfWhatWasReplaced()
    {
        var cache = Build(10);

        var facts = AddAndForget(cache, 1000, _ => { }, key: _ => 1);

        Assert.Equal(1, cache.Count);
        Assert.InRange(Living(facts), 1, 21);
        Assert.NotNull(cache.Find(1));
    }

    [Fact]
    public void Clear_FullCache_MakesRoomOfWhatCountsNoLongerHoweverMuchItWasWanted()
    {
        var cache = Build(1000);
        var facts = AddAndForget(cache, 1000, key => cache.Find(key));
        cache.Clear();

        AddMany(cache, 2001, 3000);

        Assert.Equal(1000, cache.Count);
        Assert.All(Enumerable.Range(2001, 1000), key => Assert.NotNull(cache.Find(key)));
        Assert.Equal(0, Living(facts));
    }

    private static int Living(WeakReference[] facts)
    {
        GC.Collect();
        return facts.Count(reference => reference.IsAlive);
    }

    private void AddMany(FactCache<int, object> cache, int first, int last)
    {
        for (var key = first; key <= last; key++)
        {
            cache.Add(key, new(), clock.Now);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference[] AddAndForget(FactCache<int, object> cache, int count, Action<int> forget, Func<int, int>? key = null) =>
        [.. Enumerable.Range(1, count).Select(number =>
        {
            var facts = new object();
            cache.Add(key?.Invoke(number) ?? number, facts, clock.Now);
            forget(number);
            return new WeakReference(facts);
        })];

    private FactCache<int, object> Build(int capacity) => new(new("row:", _ => null, capacity, TimeSpan.FromMinutes(5)), clock, TimeProvider.System);
}
