using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.ReliabilityTests.Ledgers;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Failover;

/// <summary>The primary is killed and its synchronous standby promoted, under two replicas that know both hosts.</summary>
public sealed class FailoverTests(PublishedService published, ITestOutputHelper output) : IClassFixture<PublishedService>
{
    private const int Changes = 20;

    /// <summary>What an operator's tool takes to see that the primary is dead.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);

    /// <summary>A statement is waited for for 5 s.</summary>
    private static readonly TimeSpan CutOff = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <param name="isCutOff">Whether nothing reaches the standby before that, for longer than a statement is waited for: what is not replicated must not be acknowledged.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_PrimaryDiesAndStandbyIsPromoted_GoesOnAndLosesNothing(bool isCutOff)
    {
        var primary = await PostgresServer.StartOwnAsync();
        await using var place = await Workplace.OnPostgresAsync(published, primary);
        var first = new NpgsqlConnectionStringBuilder(place.Settings["ConnectionStrings:Postgres"]);
        var replication = new TcpRelay(first.Host!, first.Port);
        var standby = await PostgresServer.StartStandbyAsync(replication.Port);
        await ReplicateAsync(primary);
        var second = new NpgsqlConnectionStringBuilder(standby.ConnectionString);
        place.Settings["ConnectionStrings:Postgres"] =
            new NpgsqlConnectionStringBuilder(first.ConnectionString) { Host = $"127.0.0.1:{first.Port},127.0.0.1:{second.Port}", TargetSessionAttributes = "primary" }.ConnectionString;
        var service = await place.StartReadyAsync();
        var other = await place.StartReadyAsync();
        var token = await service.LoginForTokenAsync();
        var (revoked, deleted) = (await service.CreateAccesskeyAsync(token), await service.CreateAccesskeyAsync(token));
        var ledger = new Ledger();
        await using var stream = new WriteStream(ledger, () => service, token);
        await stream.AdvanceAsync(Changes);

        var acknowledged = ledger.Acknowledged;
        if (isCutOff)
        {
            replication.FallSilent();
            await Task.Delay(CutOff);
        }

        acknowledged = ledger.Acknowledged - acknowledged;
        await primary.KillAsync();
        var watch = Stopwatch.StartNew();
        replication.Cut();

        await Task.Delay(Notice);
        await standby.PromoteAsync();
        var promoted = watch.Elapsed;
        await stream.AdvanceAsync(1);
        var back = watch.Elapsed;
        await stream.AdvanceAsync(Changes);
        await stream.EndAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(standby.ConnectionString) { Database = first.Database, Pooling = false }.ConnectionString;
        var figures = await LedgerCheck.RunAsync(ledger, await OpenAsync(connectionString), service, other);
        var heard = await AssertHearAsync(connectionString, (service, other), token, (revoked, deleted));

        output.Tell($"Primary killed, standby{(isCutOff ? $" cut off {CutOff.TotalSeconds:F0} s before," : "")} promoted", $"""
            {figures}; {acknowledged} acknowledged while the standby was cut off; promoted {promoted.TotalMilliseconds:F0} ms after the kill, writing again after {back.TotalMilliseconds:F0} ms; revoked afterwards by SQL: refused by both replicas after {heard.TotalMilliseconds:F0} ms
            """);
        Assert.True(back < Longest, $"Changes were made again after {back}.");
        Assert.True(ledger.Unavailable > 0, "Nobody was told to come back.");
    }

    /// <summary>From here on a commit waits for the standby.</summary>
    private static async Task ReplicateAsync(PostgresServer primary)
    {
        await using var connection = await OpenAsync(primary.ConnectionString);
        foreach (var statement in new[] { "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()" })
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }

        await using var state = new NpgsqlCommand("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'", connection);
        await Eventually.IsTrueAsync(async () => (long)(await state.ExecuteScalarAsync())! == 1, "the standby is synchronous");
    }

    /// <summary>The listeners have moved too: what is revoked on the new primary, by an operator or by the other replica, counts at once.</summary>
    private static async Task<TimeSpan> AssertHearAsync(string connectionString, (ServiceProcess One, ServiceProcess Other) services, string token, (string Revoked, string Deleted) keys)
    {
        await Eventually.IsTrueAsync(() => Listens(services.One) && Listens(services.Other), "both listen again");
        foreach (var service in new[] { services.One, services.Other })
        {
            Assert.Equal((404, 404), (await service.VerifyAsync(keys.Revoked), await service.VerifyAsync(keys.Deleted)));
        }

        var watch = Stopwatch.StartNew();
        await using (var connection = await OpenAsync(connectionString))
        {
            await using var command = new NpgsqlCommand("UPDATE accesskeys SET tm_delete = now() WHERE token_prefix = $1", connection) { Parameters = { new() { Value = keys.Revoked[..11] } } };
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        await Eventually.IsTrueAsync(async () => (await services.One.VerifyAsync(keys.Revoked), await services.Other.VerifyAsync(keys.Revoked)) == (401, 401), "both refuse what an operator revoked");
        var heard = watch.Elapsed;
        Assert.True(heard < Soon, $"It took {heard}.");

        using (var own = await services.One.AskAsync(keys.Deleted, path: "/v1.0/me"))
        {
            var id = (await own.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            using var deletion = await services.One.AskAsync(token, HttpMethod.Delete, $"/v1.0/accesskeys/{id}");
            Assert.True(deletion.IsSuccessStatusCode, $"{deletion.StatusCode}");
        }

        watch.Restart();
        Assert.Equal(401, await services.One.VerifyAsync(keys.Deleted));
        await Eventually.IsTrueAsync(async () => await services.Other.VerifyAsync(keys.Deleted) == 401, "the other replica refuses what was deleted");
        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
        return heard;
    }

    private static bool Listens(ServiceProcess service)
    {
        var lines = service.Lines.ToList();
        return Last("Listening for revocations") > Last("Revocations are not heard");
        int Last(string text) => lines.FindLastIndex(line => line.Contains(text, StringComparison.Ordinal));
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }
}
