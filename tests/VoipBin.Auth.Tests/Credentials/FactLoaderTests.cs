using System.Threading.Channels;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Tests.Credentials;

public sealed class FactLoaderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly InvalidationClock clock = new();
    private readonly FactLoader<int, string> loader;
    private readonly FactCache<int, string> cache;
    private readonly Database database = new();

    public FactLoaderTests()
    {
        loader = new(clock);
        cache = new(new("row:", _ => null, Capacity: 10, TimeSpan.FromMinutes(5)), clock, TimeProvider.System);
    }

    [Fact]
    public async Task Load_ManyAtOnce_ReadsOnce()
    {
        var asking = Enumerable.Range(0, 50).Select(_ => LoadAsync(1)).ToArray();
        (await database.NextAsync()).SetResult("row");

        var rows = await Task.WhenAll(asking).WaitAsync(Limit);

        Assert.All(rows, row => Assert.Equal("row", row));
        Assert.Equal(1, database.Readings);
    }

    [Fact]
    public async Task Load_ManyThreadsAtOnce_ReadsOnce()
    {
        using var begin = new ManualResetEventSlim();
        using var asked = new CountdownEvent(8);
        var asking = Enumerable.Range(0, asked.InitialCount).Select(_ => Task.Run(() =>
        {
            begin.Wait();
            var load = LoadAsync(1);
            asked.Signal();
            return load;
        })).ToArray();
        begin.Set();
        var reading = await database.NextAsync();
        Assert.True(asked.Wait(Limit));
        reading.SetResult("row");

        await Task.WhenAll(asking).WaitAsync(Limit);

        Assert.Equal(1, database.Readings);
    }

    [Fact]
    public async Task Load_OtherKey_ReadsItsOwn()
    {
        var (one, two) = (LoadAsync(1), LoadAsync(2));
        (await database.NextAsync()).SetResult("one");
        (await database.NextAsync()).SetResult("two");

        Assert.Equal(("one", "two"), (await one.WaitAsync(Limit), await two.WaitAsync(Limit)));
    }

    [Fact]
    public async Task Load_WaiterThatGoesAway_FailsAlone()
    {
        using var cancellation = new CancellationTokenSource();
        var first = LoadAsync(1, cancellation.Token);
        var second = LoadAsync(1);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var third = LoadAsync(1);
        (await database.NextAsync()).SetResult("row");

        Assert.Equal(("row", "row"), (await second.WaitAsync(Limit), await third.WaitAsync(Limit)));
        Assert.Equal(1, database.Readings);
    }

    [Fact]
    public async Task Load_AfterItWasAnswered_ReadsAgain()
    {
        var first = LoadAsync(1);
        (await database.NextAsync()).SetResult("old");
        await first.WaitAsync(Limit);

        var second = LoadAsync(1);
        (await database.NextAsync()).SetResult("new");

        Assert.Equal("new", await second.WaitAsync(Limit));
    }

    /// <summary>The interleaving that matters: a reading has its row, a revocation comes, somebody asks. He must not be told what the reading saw, and nobody after him.</summary>
    [Fact]
    public async Task Load_AfterAnInvalidation_DoesNotJoinTheOlderReading()
    {
        var before = LoadAsync(1);
        var old = await database.NextAsync();
        cache.Forget(1);

        var after = LoadAsync(1);
        var reading = await database.NextAsync();
        old.SetResult("good");
        var joining = LoadAsync(1);
        reading.SetResult("revoked");

        Assert.Equal("good", await before.WaitAsync(Limit));
        Assert.Equal("revoked", await after.WaitAsync(Limit));
        Assert.Equal("revoked", await joining.WaitAsync(Limit));
        Assert.Equal("revoked", cache.Find(1));
        Assert.Equal(2, database.Readings);
    }

    [Fact]
    public async Task Load_OlderReadingThatEndsLast_IsNotRemembered()
    {
        var before = LoadAsync(1);
        var old = await database.NextAsync();
        cache.Clear();
        var after = LoadAsync(1);
        (await database.NextAsync()).SetResult("revoked");
        await after.WaitAsync(Limit);

        old.SetResult("good");
        await before.WaitAsync(Limit);

        Assert.Equal("revoked", cache.Find(1));
    }

    [Fact]
    public async Task Load_ReadingThatFails_FailsAllWhoWaitedAndIsNotRemembered()
    {
        var (first, second) = (LoadAsync(1), LoadAsync(1));
        (await database.NextAsync()).SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first.WaitAsync(Limit));
        await Assert.ThrowsAsync<TimeoutException>(() => second.WaitAsync(Limit));

        var third = LoadAsync(1);
        (await database.NextAsync()).SetResult("row");

        Assert.Equal("row", await third.WaitAsync(Limit));
    }

    [Fact]
    public async Task Load_ReadingThatFailsAtOnce_IsNotRemembered()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => loader.LoadAsync(1, (_, _) => throw new TimeoutException(), CancellationToken.None));

        var row = await loader.LoadAsync(1, (_, _) => Task.FromResult("row"), CancellationToken.None);

        Assert.Equal("row", row);
    }

    private Task<string> LoadAsync(int key, CancellationToken cancellationToken = default) => loader.LoadAsync(
        key,
        async (asked, since) =>
        {
            var row = await database.ReadAsync();
            cache.Add(asked, row, since);
            return row;
        },
        cancellationToken);

    /// <summary>Answers when a test says so.</summary>
    private sealed class Database
    {
        private readonly Channel<TaskCompletionSource<string>> asked = Channel.CreateUnbounded<TaskCompletionSource<string>>();
        private int readings;

        public int Readings => readings;

        public Task<string> ReadAsync()
        {
            Interlocked.Increment(ref readings);
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            asked.Writer.TryWrite(answer);
            return answer.Task;
        }

        /// <summary>The next reading, waited for.</summary>
        public Task<TaskCompletionSource<string>> NextAsync() => asked.Reader.ReadAsync().AsTask().WaitAsync(Limit);
    }
}
