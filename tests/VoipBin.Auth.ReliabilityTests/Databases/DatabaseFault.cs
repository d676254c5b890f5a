using Npgsql;

namespace VoipBin.Auth.ReliabilityTests.Databases;

/// <summary>What can be wrong with a database, how it is made so, and how it is mended.</summary>
public enum DatabaseFault
{
    /// <summary>Stopped by an operator, and started again.</summary>
    Stopped,

    /// <summary>Every process of it stands still: connections stay, and nobody answers.</summary>
    Suspended,

    /// <summary>It takes no writes.</summary>
    ReadOnly,

    /// <summary>It refuses the service, by <c>pg_hba.conf</c>.</summary>
    Rejecting,

    /// <summary>Others hold all of its connections.</summary>
    Full,

    /// <summary>Each packet is on its way for a second and a half.</summary>
    Slow,
}

/// <summary>A PostgreSQL, and a relay that leads to it.</summary>
internal sealed class FaultyDatabase(PostgresServer server, TcpRelay relay) : IAsyncDisposable
{
    private const int MoreThanThereAre = 60;

    private readonly List<NpgsqlConnection> takers = [];

    /// <summary>So few that they are quickly taken.</summary>
    public static string FewConnections => "max_connections=40";

    private string AccessFile => Path.Combine(server.Data, "pg_hba.conf");

    public Task InjectAsync(DatabaseFault fault) => fault switch
    {
        DatabaseFault.Stopped => server.StopFastAsync(),
        DatabaseFault.Suspended => server.SuspendAsync(),
        DatabaseFault.ReadOnly => ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"),
        DatabaseFault.Rejecting => RejectAsync(),
        DatabaseFault.Full => FillAsync(),
        _ => SetDelayAsync(TimeSpan.FromSeconds(1.5)),
    };

    public Task MendAsync(DatabaseFault fault) => fault switch
    {
        DatabaseFault.Stopped => server.StartAgainAsync(),
        DatabaseFault.Suspended => server.ResumeAsync(),
        DatabaseFault.ReadOnly => ExecuteAsync("SET default_transaction_read_only = off", "ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()"),
        DatabaseFault.Rejecting => AcceptAsync(),
        DatabaseFault.Full => ReleaseAsync(),
        _ => SetDelayAsync(TimeSpan.Zero),
    };

    public async ValueTask DisposeAsync() => await ReleaseAsync();

    private Task SetDelayAsync(TimeSpan delay)
    {
        relay.Delay = delay;
        return Task.CompletedTask;
    }

    private async Task RejectAsync()
    {
        File.Copy(AccessFile, AccessFile + ".good", overwrite: true);
        await File.WriteAllTextAsync(AccessFile, "host all all 127.0.0.1/32 reject\n");
        await server.ReloadAsync();

        // Who is connected stays so.
        relay.Cut();
        relay.Mend();
    }

    private async Task AcceptAsync()
    {
        File.Copy(AccessFile + ".good", AccessFile, overwrite: true);
        await server.ReloadAsync();
    }

    /// <summary>While the service cannot come in.</summary>
    private async Task FillAsync()
    {
        relay.Cut();
        try
        {
            while (takers.Count < MoreThanThereAre)
            {
                var taker = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
                await taker.OpenAsync();
                takers.Add(taker);
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            relay.Mend();
            return;
        }

        Assert.Fail("The connections do not end.");
    }

    private async Task ReleaseAsync()
    {
        foreach (var taker in takers)
        {
            await taker.DisposeAsync();
        }

        takers.Clear();
    }

    private async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
