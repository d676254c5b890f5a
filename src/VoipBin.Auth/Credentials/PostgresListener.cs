using System.Globalization;
using Npgsql;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Credentials;

/// <summary>
/// Hears from PostgreSQL what anybody changed, replicas and operators alike. Each second it sends itself a message: when that comes back,
/// everything that was committed before it was sent has been heard. Without it the caches are not believed for long.
/// </summary>
internal sealed partial class PostgresListener(
    DatabaseTarget target,
    CacheInvalidation invalidation,
    CacheTrust trust,
    ListenerMetrics metrics,
    DatabaseMetrics databaseMetrics,
    TimeProvider time,
    ILogger<PostgresListener> logger) : BackgroundService
{
    /// <summary>The channel on which the triggers tell (migration Notifications).</summary>
    public const string Channel = "voipbin_auth";

    private const string HeartbeatPrefix = "beat:";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    /// <summary>Npgsql waits in whole milliseconds, and takes none for ever.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string me = Guid.CreateVersion7().ToString("N");
    private long beats;
    private long sentAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!target.IsPostgres)
        {
            return;
        }

        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = FirstPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever it is: a service that does not hear goes on by asking, and must not end with its listener.
                Log.Lost(logger, exception.GetBaseException().Message);
                databaseMetrics.Count(exception);
            }
            finally
            {
                metrics.SetConnected(false);
            }

            try
            {
                await Task.Delay(pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken stoppingToken)
    {
        await using var connection = new NpgsqlConnection(target.ListenerConnectionString);
        await connection.OpenAsync(stoppingToken);
        await ExecuteAsync(connection, $"LISTEN {Channel}", payload: null, stoppingToken);

        // What was said while nobody listened is lost: first forget, then believe again. What came with that answer is forgotten too,
        // and a heartbeat among it is of the connection before: it says nothing about this one.
        invalidation.ForgetAll();
        connection.Notification += (_, message) => Hear(message.Payload);
        Log.Listening(logger);
        metrics.SetConnected(true);
        connected();
        while (!stoppingToken.IsCancellationRequested)
        {
            Volatile.Write(ref sentAt, time.GetTimestamp());
            await ExecuteAsync(connection, $"SELECT pg_notify('{Channel}', $1)", string.Create(CultureInfo.InvariantCulture, $"{HeartbeatPrefix}{me}:{++beats}"), stoppingToken);
            var next = time.GetTimestamp() + (long)(Heartbeat.TotalSeconds * time.TimestampFrequency);
            while (time.GetElapsedTime(time.GetTimestamp(), next) is var rest && rest >= ShortestWait)
            {
                await connection.WaitAsync(rest, stoppingToken);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, string? payload, CancellationToken stoppingToken)
    {
        // A connection that was silently cut off never answers.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(LongestPause);
        await using var command = new NpgsqlCommand(sql, connection);
        if (payload is not null)
        {
            command.Parameters.Add(new() { Value = payload });
        }

        await command.ExecuteNonQueryAsync(limit.Token);
    }

    private void Hear(string payload)
    {
        if (!payload.StartsWith(HeartbeatPrefix, StringComparison.Ordinal))
        {
            invalidation.Forget(payload);
        }
        else if (payload == string.Create(CultureInfo.InvariantCulture, $"{HeartbeatPrefix}{me}:{beats}"))
        {
            trust.Confirm(Volatile.Read(ref sentAt));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Listening for revocations")]
        public static partial void Listening(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "Revocations are not heard; every request asks the database until they are: {Cause}")]
        public static partial void Lost(ILogger logger, string cause);
    }
}
