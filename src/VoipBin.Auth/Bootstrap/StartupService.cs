using Microsoft.Extensions.Options;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Bootstrap;

/// <summary>
/// Prepares the database after the server has begun to listen: the service is alive at once, and ready when this is done.
/// While the database is away it waits, with growing pauses, instead of ending and being restarted in a loop.
/// </summary>
internal sealed partial class StartupService(
    StartLock startLock,
    DatabaseMigrator migrator,
    KeyRing keyRing,
    IServiceScopeFactory scopes,
    FirstStartNotice notice,
    IOptions<StorageOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<StartupService> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Whether the database is migrated and has its first admin.</summary>
    public bool IsPrepared { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Not before the server listens: if it cannot, no admin is made whose password nobody has seen.
            await WaitForStartAsync(stoppingToken);
            var pause = TimeSpan.FromMilliseconds(250);
            while (!await TryPrepareAsync(stoppingToken))
            {
                await Task.Delay(pause, time, stoppingToken);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends before it was prepared; it may not even have begun to listen.
        }
    }

    private async Task WaitForStartAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task<bool> TryPrepareAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!options.Value.MigrateAtStart && !await migrator.IsMigratedAsync(stoppingToken))
            {
                Log.NotMigrated(logger);
                return false;
            }

            var outcome = await PrepareAsync(stoppingToken);
            IsPrepared = true;
            await notice.WriteAsync(outcome);
            Log.Prepared(logger);
            return true;
        }
        catch (Exception exception) when (DatabaseFault.IsOutage(exception))
        {
            Log.DatabaseAway(logger, exception.GetBaseException().Message);
            return false;
        }
        catch (BootstrapRefusedException exception)
        {
            Log.Refused(logger, exception.Message);
            return End();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
            return End();
        }
    }

    /// <summary>There is nothing to wait for: the process ends, and says so by its exit code.</summary>
    private bool End()
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
        return true;
    }

    private async Task<FirstAdministratorOutcome> PrepareAsync(CancellationToken stoppingToken)
    {
        await using var held = await startLock.AcquireAsync(stoppingToken);
        if (options.Value.MigrateAtStart)
        {
            await migrator.MigrateAsync(stoppingToken);
        }

        keyRing.Prepare();

        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().CreateIfNoneAsync(stoppingToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The database is prepared; the service is ready")]
        public static partial void Prepared(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "The database cannot be prepared; trying again: {Cause}")]
        public static partial void DatabaseAway(ILogger logger, string cause);

        [LoggerMessage(3, LogLevel.Error, "The database is not migrated to this version: run the verb migrate, or set Storage:MigrateAtStart")]
        public static partial void NotMigrated(ILogger logger);

        [LoggerMessage(4, LogLevel.Critical, "{Refusal}")]
        public static partial void Refused(ILogger logger, string refusal);

        [LoggerMessage(5, LogLevel.Critical, "The database could not be prepared")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
