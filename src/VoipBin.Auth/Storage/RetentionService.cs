using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Storage;

/// <summary>
/// Deletes the rows whose time is over, once an hour, kind by kind in the order of registration: a row goes before the one that it refers to.
/// Several replicas may do so at once.
/// </summary>
internal sealed partial class RetentionService(IServiceScopeFactory scopes, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    /// <summary>So few that nobody waits for long for the locks of one statement.</summary>
    private const int Batch = 1000;

    /// <summary>A start has better things to do.</summary>
    private static readonly TimeSpan FirstRound = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Between two batches others write: on SQLite there is one writer at a time, and those that wait look only now and then.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    /// <summary>One round; also called by tests.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        foreach (var kind in FindKinds())
        {
            await DeleteAsync(kind, now, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var leap = new ClockLeap(time);
        try
        {
            await Task.Delay(FirstRound, time, stoppingToken);
            using var timer = new PeriodicTimer(Interval, time);
            do
            {
                if (leap.IsRecent())
                {
                    Log.ClockWasSet(logger);
                }
                else
                {
                    await RunAsync(stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The end; what is left waits for the next start, or for another replica.
        }
    }

    private List<string> FindKinds()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IExpiringRows>().Select(rows => rows.Kind)];
    }

    /// <summary>Whatever happens to one kind is no reason to keep the others. Nor is an outage: it may be one of a table, as when somebody took away the right to delete.</summary>
    private async Task DeleteAsync(string kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var total = 0;
        try
        {
            // Until nothing is left, not until a batch is not full: another replica may have had a part of it.
            while (await DeleteBatchAsync(kind, now, cancellationToken) is > 0 and var deleted)
            {
                total += deleted;
                await Task.Delay(Breath, time, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && DatabaseFault.IsOutage(exception))
        {
            Log.Postponed(logger, kind, exception.GetBaseException().Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception, kind);
        }

        if (total > 0)
        {
            Log.Removed(logger, total, kind);
        }
    }

    private async Task<int> DeleteBatchAsync(string kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetServices<IExpiringRows>().Single(rows => rows.Kind == kind).DeleteExpiredAsync(now, Batch, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Removed {Count} {Kind} whose time was over")]
        public static partial void Removed(ILogger logger, int count, string kind);

        [LoggerMessage(2, LogLevel.Warning, "Not all {Kind} whose time is over were removed; the next round tries again: {Cause}")]
        public static partial void Postponed(ILogger logger, string kind, string cause);

        [LoggerMessage(3, LogLevel.Error, "Not all {Kind} whose time is over can be removed")]
        public static partial void Failed(ILogger logger, Exception exception, string kind);

        [LoggerMessage(4, LogLevel.Warning, "The clock was set forwards; nothing is removed until it has gone on for an hour")]
        public static partial void ClockWasSet(ILogger logger);
    }
}
