using Microsoft.Data.Sqlite;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Credentials;

/// <summary>Notices that somebody else wrote into the SQLite file: the command line, or an operator. It says that, not what: everything is forgotten.</summary>
internal sealed class SqliteWatcher(DatabaseTarget target, CacheInvalidation invalidation, CacheTrust trust, ListenerMetrics metrics, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (target.IsPostgres)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (SqliteException)
            {
                // Not there yet, or replaced: the next round opens it again, and until then nothing is believed for long.
                metrics.SetConnected(false);
                invalidation.ForgetAll();
                await PauseAsync(stoppingToken);
            }
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(target.ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(stoppingToken);
        await using var command = connection.CreateCommand();

        // Another number than before: another connection, of this process or not, has committed since.
        command.CommandText = "PRAGMA data_version";
        var last = -1L;
        while (!stoppingToken.IsCancellationRequested)
        {
            var asked = time.GetTimestamp();
            if (command.ExecuteScalar() is long version && version != last)
            {
                invalidation.ForgetAll();
                last = version;
            }

            trust.Confirm(asked);
            metrics.SetConnected(true);
            await PauseAsync(stoppingToken);
        }
    }

    private static async Task PauseAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Interval, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
