using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Credentials;

/// <summary>
/// Lets the process make threads at once while PostgreSQL is silent. A statement that is not answered in time is broken off by Npgsql, which asks the server for
/// that on another connection and holds a thread until it is answered there, or gives up: a few of them, and whoever is remembered waits for a thread too.
/// While the database answers, more threads than cores would only be in each other's way.
/// </summary>
internal sealed class ThreadReserve(DatabaseTarget target, CacheTrust trust, TimeProvider time) : BackgroundService
{
    /// <summary>As many as questions may be under way (<see cref="DatabaseGate"/>), and as many again for those who change something.</summary>
    private const int Threads = 128;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>More than a heartbeat takes, and well before the first statement is broken off.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!target.IsPostgres)
        {
            return;
        }

        ThreadPool.GetMinThreads(out var usual, out var completion);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                ThreadPool.SetMinThreads(trust.Age < Silence ? usual : Math.Max(usual, Threads), completion);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
        finally
        {
            // Of a host that others follow in the same process, as in tests.
            ThreadPool.SetMinThreads(usual, completion);
        }
    }
}
