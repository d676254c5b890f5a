using Npgsql;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>What the service holds, looked at twice a second while it works.</summary>
internal sealed class SoakSamples(BenchService service, string connectionString) : IAsyncDisposable
{
    /// <summary>Those of the pool are used in turn, a dozen times a second: one that nobody uses is lost.</summary>
    private const string Connections = """
        SELECT count(*), count(*) FILTER (WHERE state_change < now() - interval '5 seconds' AND state IS DISTINCT FROM 'active')
        FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'VoipBin.Auth%'
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    private readonly List<Sample> all = [];
    private readonly CancellationTokenSource end = new();
    private Task taking = Task.CompletedTask;

    public IReadOnlyList<Sample> All => all;

    public void Begin() => taking = Task.Run(TakeAsync);

    public async Task EndAsync()
    {
        await end.CancelAsync();
        await taking;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        end.Dispose();
    }

    private async Task TakeAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Connections, connection);
        var begun = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        do
        {
            await using var row = await command.ExecuteReaderAsync();
            await row.ReadAsync();
            var (connections, unused) = (row.GetInt64(0), row.GetInt64(1));
            all.Add(new(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, service.ResidentMegabytes, service.Handles - connections, service.Threads, connections, unused));
        }
        while (await timer.WaitForNextTickAsync() && !end.IsCancellationRequested);
    }
}

/// <summary>One look at the service.</summary>
/// <param name="Seconds">Since the first one.</param>
/// <param name="Megabytes">Resident memory.</param>
/// <param name="Handles">Open files and sockets, without those to the database and those that the clients hold.</param>
/// <param name="Threads">All of the process.</param>
/// <param name="Connections">To the database.</param>
/// <param name="Unused">Of these, the ones that did nothing for five seconds.</param>
internal sealed record Sample(double Seconds, double Megabytes, double Handles, double Threads, double Connections, double Unused);
