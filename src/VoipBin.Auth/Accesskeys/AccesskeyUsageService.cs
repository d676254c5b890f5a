using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Accesskeys;

/// <summary>
/// Writes the uses of accesskeys that were counted in memory, every few seconds and at the end, and never while a request waits.
/// While the database is away they wait. What a process had counted that is killed is lost; what was cut off between the database's
/// commit and its answer is written again, and counts twice.
/// </summary>
internal sealed partial class AccesskeyUsageService(AccesskeyUsageCollector collector, IServiceScopeFactory scopes, TimeProvider time, ILogger<AccesskeyUsageService> logger) : BackgroundService
{
    /// <summary>Rows in a statement: so few that nobody waits for long for the locks of one.</summary>
    private const int Batch = 500;

    /// <summary>Rows in a round. Of more keys in use at a time, each is written in one of several rounds: writing each of them every few seconds would cost the database as much as asking it for each request.</summary>
    private const int RowsInARound = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long the end of the process may wait for the last round.</summary>
    private static readonly TimeSpan LastRound = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1);
    private bool isPostponed;

    /// <summary>Writes everything, after the round that is on its way; also called by tests.</summary>
    /// <returns>Whether nothing waits any more.</returns>
    public Task<bool> RunAsync(CancellationToken cancellationToken) => RunAsync(int.MaxValue, cancellationToken);

    private async Task<bool> RunAsync(int rows, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await WriteAsync(collector.Take(rows), cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The server ended before us, so that nobody uses a key any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(LastRound);
        try
        {
            // On another thread, since SQLite waits for somebody else's write without looking at the token.
            if (await Task.Run(() => RunAsync(limit.Token), CancellationToken.None).WaitAsync(limit.Token))
            {
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Out of time.
        }

        Log.Lost(logger);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // A round that has begun is not cut off: nobody could say what of it was written.
                await RunAsync(RowsInARound, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end; the last round follows.
        }
    }

    private async Task<bool> WriteAsync(ArraySegment<AccesskeyUsage> usages, CancellationToken cancellationToken)
    {
        while (usages.Count > 0)
        {
            var batch = usages[..Math.Min(Batch, usages.Count)];
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<AccesskeyUsageStore>().AddAsync(batch, cancellationToken);
                isPostponed = false;
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested || DatabaseFault.IsOutage(exception))
            {
                collector.PutBack(usages);
                Postpone(exception, cancellationToken);
                return false;
            }
            catch (Exception exception)
            {
                // A fault of ours would be one the next time too: the rest must not wait for it.
                Log.Failed(logger, exception, batch.Sum(usage => usage.Uses));
            }

            usages = usages[batch.Count..];
        }

        if (collector.TakeUncounted() is > 0 and var uncounted)
        {
            Log.Uncounted(logger, uncounted, AccesskeyUsageCollector.MaximumWaiting);
        }

        return true;
    }

    /// <summary>Says so once, and not in every round until the database is back.</summary>
    private void Postpone(Exception exception, CancellationToken cancellationToken)
    {
        if (!isPostponed && !cancellationToken.IsCancellationRequested)
        {
            isPostponed = true;
            Log.Postponed(logger, exception.GetBaseException().Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The uses of accesskeys are not written, and wait: {Cause}")]
        public static partial void Postponed(ILogger logger, string cause);

        [LoggerMessage(2, LogLevel.Warning, "{Count} uses of accesskeys were not counted: those of more than {Maximum} accesskeys waited to be written")]
        public static partial void Uncounted(ILogger logger, long count, int maximum);

        [LoggerMessage(3, LogLevel.Error, "{Count} uses of accesskeys cannot be written")]
        public static partial void Failed(ILogger logger, Exception exception, long count);

        [LoggerMessage(4, LogLevel.Warning, "The last uses of accesskeys were not written: the database did not take them in time")]
        public static partial void Lost(ILogger logger);
    }
}
