using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Storage;

public sealed class RetentionServiceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LogLines log = new();

    [Fact]
    public async Task RunAsync_MoreThanOneBatch_GoesOnUntilNothingIsLeft()
    {
        var (letters, parcels) = (new Rows("letters", count: 2500), new Rows("parcels", count: 0));

        await Build(TimeProvider.System, letters, parcels).RunAsync(CancellationToken.None);

        Assert.Equal([1000, 1000, 500, 0], letters.Batches);
        Assert.Equal([0], parcels.Batches);
        Assert.Equal(["Information: Removed 2500 letters whose time was over"], log.Lines);
    }

    [Fact]
    public async Task RunAsync_KindThatFails_IsToldAndTheOthersAreDone()
    {
        var (letters, parcels) = (new Rows("letters", count: 1500, new InvalidOperationException("a fault of ours")), new Rows("parcels", count: 1));

        await Build(TimeProvider.System, letters, parcels).RunAsync(CancellationToken.None);

        Assert.Equal([1, 0], parcels.Batches);
        Assert.Equal(["Error: Not all letters whose time is over can be removed", "Information: Removed 1500 letters whose time was over", "Information: Removed 1 parcels whose time was over"], log.Lines);
    }

    [Fact]
    public async Task RunAsync_TableThatIsNotToBeHad_IsToldAndTheOthersAreDone()
    {
        var (letters, parcels) = (new Rows("letters", count: 0, new SocketException((int)SocketError.TimedOut)), new Rows("parcels", count: 1));

        await Build(TimeProvider.System, letters, parcels).RunAsync(CancellationToken.None);

        Assert.Equal([1, 0], parcels.Batches);
        Assert.StartsWith("Warning: Not all letters whose time is over were removed; the next round tries again: ", log.Lines[0], StringComparison.Ordinal);
        Assert.Equal("Information: Removed 1 parcels whose time was over", Assert.Single(log.Lines[1..]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_Cancelled_EndsQuietlyAndAsksNobodyElse(bool isOutage)
    {
        using var cancellation = new CancellationTokenSource();
        var (letters, parcels) = (new Rows("letters", count: 0, isOutage ? new SocketException() : new OperationCanceledException(), cancellation.Cancel), new Rows("parcels", count: 1));

        await Assert.ThrowsAnyAsync<Exception>(() => Build(TimeProvider.System, letters, parcels).RunAsync(cancellation.Token));

        Assert.Empty(parcels.Batches);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Start_FirstRound_ComesAfterFiveMinutesAndThenOneAnHour()
    {
        var (time, letters) = (new ManualTime(), new Rows("letters", count: 0));
        using var service = Build(time, letters);

        await service.StartAsync(CancellationToken.None);
        var first = await time.NextTimerAsync();
        var before = letters.Batches.Count;
        first.Ring();
        var hourly = await time.NextTimerAsync();
        await letters.AskedAsync();
        hourly.Ring();
        await letters.AskedAsync();
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(0, before);
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)), (first.Due, hourly.Period));
        Assert.Equal([0, 0], letters.Batches);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
    }

    /// <summary>What was logged out by a clock that was right must still be there when it is right again.</summary>
    [Fact]
    public async Task Start_ClockIsSetForwards_RemovesNothing()
    {
        var (time, letters) = (new ManualTime(), new Rows("letters", count: 1));
        using var service = Build(time, letters);

        await service.StartAsync(CancellationToken.None);
        var first = await time.NextTimerAsync();
        time.Ahead = TimeSpan.FromDays(400);
        first.Ring();
        await time.NextTimerAsync();
        await log.ToldAsync();
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(["Warning: The clock was set forwards; nothing is removed until it has gone on for an hour"], log.Lines);
        Assert.Empty(letters.Batches);
    }

    private RetentionService Build(TimeProvider time, params IExpiringRows[] kinds)
    {
        var services = new ServiceCollection();
        foreach (var rows in kinds)
        {
            services.AddScoped(_ => rows);
        }

        return new(services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), time, log);
    }

    /// <summary>So many rows; then a failure, if there is one.</summary>
    private sealed class Rows(string kind, int count, Exception? failure = null, Action? beforeFailure = null) : IExpiringRows
    {
        private readonly Channel<int> asked = Channel.CreateUnbounded<int>();
        private int left = count;

        public string Kind => kind;

        public List<int> Batches { get; } = [];

        public Task AskedAsync() => asked.Reader.ReadAsync().AsTask().WaitAsync(Limit);

        public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
        {
            if (left == 0 && failure is not null)
            {
                beforeFailure?.Invoke();
                throw failure;
            }

            var batch = Math.Min(left, limit);
            left -= batch;
            Batches.Add(batch);
            asked.Writer.TryWrite(batch);
            return Task.FromResult(batch);
        }
    }

    private sealed class LogLines : ILogger<RetentionService>
    {
        private readonly Channel<bool> told = Channel.CreateUnbounded<bool>();

        public List<string> Lines { get; } = [];

        public Task ToldAsync() => told.Reader.ReadAsync().AsTask().WaitAsync(Limit);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Add($"{logLevel}: {formatter(state, exception)}");
            told.Writer.TryWrite(true);
        }
    }
}
