using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.ReliabilityTests.Ledgers;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Databases;

/// <summary>The database is ill in one way after the other, while writers write and a credential is presented that the service remembers.</summary>
[Collection(DatabaseFaultGroup.Name)]
public sealed class DatabaseFaultTests(PublishedService published, ITestOutputHelper output)
{
    private const int Changes = 10;

    /// <summary>The longest that anybody waits who wants to change something: 2 s until the caller is known, 5 s for a statement, 5 s to break it off, and what a busy machine adds.</summary>
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(16);

    /// <summary>The same where each statement is answered, though slowly: a change has up to four.</summary>
    private static readonly TimeSpan LongestSlowChange = TimeSpan.FromSeconds(2 + (4 * 5));

    /// <summary>The longest that anybody waits whose credential is remembered: one of them asks the database for 2 s.</summary>
    private static readonly TimeSpan LongestVerification = TimeSpan.FromSeconds(3);

    /// <summary>Until changes are made again, once the database is well.</summary>
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Write_DatabaseIsIll_IsToldToComeBackWhileRememberedCredentialsGoOn()
    {
        var server = await PostgresServer.StartOwnAsync(FaultyDatabase.FewConnections);
        await using var place = await Workplace.OnPostgresAsync(published, server);
        var direct = new NpgsqlConnectionStringBuilder(place.Settings["ConnectionStrings:Postgres"]);
        var relay = new TcpRelay(direct.Host!, direct.Port);
        place.Settings["ConnectionStrings:Postgres"] = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = relay.Port }.ConnectionString;
        place.Settings["Credentials:ListenerBound"] = "00:00:02";
        var service = await place.StartReadyAsync();
        var token = await service.LoginForTokenAsync();
        var accesskey = await service.CreateAccesskeyAsync(token);
        await using var database = new FaultyDatabase(server, relay);

        foreach (var fault in Enum.GetValues<DatabaseFault>())
        {
            await FallIllAsync(database, fault, place, service, (token, accesskey));
        }

        relay.Cut();
        Assert.DoesNotContain("unhandled exception", service.Output, StringComparison.Ordinal);
    }

    private async Task FallIllAsync(FaultyDatabase database, DatabaseFault fault, Workplace place, ServiceProcess service, (string Token, string Accesskey) known)
    {
        var ledger = new Ledger();
        await using var stream = new WriteStream(ledger, () => service, known.Token);
        await stream.AdvanceAsync(Changes);
        await Eventually.IsTrueAsync(() => Last(service, "Listening for revocations") > Last(service, "Revocations are not heard"), "the service listens");
        Assert.Equal((404, 404), (await service.VerifyAsync(known.Accesskey), await service.VerifyAsync(known.Token)));

        await database.InjectAsync(fault);
        Observation seen;
        try
        {
            seen = await ObserveAsync(service, known, DurationOf(fault));
        }
        finally
        {
            await database.MendAsync(fault);
        }

        var back = await stream.AdvanceAsync(Changes);
        await Eventually.IsTrueAsync(async () => await HealthAsync(service) == "ready", "the service is ready again");
        await stream.EndAsync();
        var figures = await LedgerCheck.RunAsync(ledger, await place.ConnectAsync(), service);

        output.Tell($"PostgreSQL {fault}", $"{figures}; {seen}; writing again {back.TotalMilliseconds:F0} ms after it was mended");
        Assert.True(ledger.Unavailable > 0, $"{fault}: nobody was told to come back.");
        Assert.All(seen.Health, health => Assert.Contains(health, fault == DatabaseFault.ReadOnly ? ["ready"] : new[] { "ready", "degraded" }));
        Assert.True(Answers(fault) || seen.Health.Contains("degraded"), $"{fault}: nobody was told that the database does not answer.");
        Assert.True(seen.Slowest < LongestVerification, $"{fault}: one that is remembered was answered after {seen.Slowest}.");
        Assert.True(ledger.Slowest < (fault == DatabaseFault.Slow ? LongestSlowChange : LongestChange), $"{fault}: a change was answered after {ledger.Slowest}.");
        Assert.True(back < LongestRecovery, $"{fault}: changes were made again after {back}.");
    }

    /// <summary>Whether the database answers those who only ask, slowly perhaps.</summary>
    private static bool Answers(DatabaseFault fault) => fault is DatabaseFault.ReadOnly or DatabaseFault.Slow;

    /// <summary>Long enough for the time-outs where there is no other answer.</summary>
    private static TimeSpan DurationOf(DatabaseFault fault) =>
        fault is DatabaseFault.Suspended or DatabaseFault.Slow ? Scale.OfSeconds(8, 30) : Scale.OfSeconds(3, 30);

    /// <summary>Presents what the service remembers, again and again: it must be good all the time.</summary>
    private static async Task<Observation> ObserveAsync(ServiceProcess service, (string Token, string Accesskey) known, TimeSpan duration)
    {
        var (watch, slowest, count, health) = (Stopwatch.StartNew(), TimeSpan.Zero, 0, new SortedSet<string>(StringComparer.Ordinal));
        for (Task<string>? asked = null; watch.Elapsed < duration || asked is not null;)
        {
            asked ??= HealthAsync(service);
            var begin = watch.Elapsed;
            Assert.Equal((404, 404), (await service.VerifyAsync(known.Accesskey), await service.VerifyAsync(known.Token)));
            slowest = watch.Elapsed - begin > slowest ? watch.Elapsed - begin : slowest;
            count += 2;
            if (asked.IsCompleted)
            {
                health.Add(await asked);
                asked = null;
            }

            await Task.Delay(20);
        }

        return new(count, slowest, health);
    }

    private static async Task<string> HealthAsync(ServiceProcess service)
    {
        using var response = await service.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode ? body.GetProperty("status").GetString()! : "not ready";
    }

    private static int Last(ServiceProcess service, string text) => service.Lines.ToList().FindLastIndex(line => line.Contains(text, StringComparison.Ordinal));

    private sealed record Observation(int Count, TimeSpan Slowest, IReadOnlyCollection<string> Health)
    {
        public override string ToString() => $"{Count} remembered credentials accepted meanwhile, the slowest two after {Slowest.TotalMilliseconds:F0} ms, health {string.Join(" and ", Health)}";
    }
}
