using System.Diagnostics;
using System.Net;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>What one process or an operator revokes is dead in every process: typically within milliseconds.</summary>
[Collection(RevocationGroup.Name)]
public sealed class RevocationEverywhereTests(ReplicaPair pair, ITestOutputHelper output)
{
    /// <summary>The machine of the tests may be busy with other things.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_AccesskeyInOneProcess_IsRefusedThereAtOnceAndSoonInTheOther(bool inTheFirst)
    {
        const int Tries = 20;
        var (here, there) = inTheFirst ? (pair.First, pair.Second) : (pair.Second, pair.First);
        var taken = new List<TimeSpan>();

        for (var count = 0; count < Tries; count++)
        {
            var tenant = await pair.AddKnownTenantAsync();
            using var deleted = await here.AskAsync(tenant.Token, HttpMethod.Delete, $"/v1.0/accesskeys/{tenant.AccesskeyId}");
            var watch = Stopwatch.StartNew();
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
            Assert.Equal(401, await here.VerifyAsync(tenant.Accesskey));
            await Eventually.IsTrueAsync(async () => await there.VerifyAsync(tenant.Accesskey) == 401, "the key is refused");
            taken.Add(watch.Elapsed);
            Assert.Equal(404, await there.VerifyAsync(tenant.Token));
        }

        Report("Deleted in the other process", taken);
    }

    [Fact]
    public async Task Logout_InOneProcess_IsRefusedThereAtOnceAndSoonInTheOther()
    {
        const int Tries = 5;
        var taken = new List<TimeSpan>();

        for (var count = 0; count < Tries; count++)
        {
            var tenant = await pair.AddKnownTenantAsync();
            using var done = await pair.First.AskAsync(tenant.Token, HttpMethod.Post, "/auth/logout");
            var watch = Stopwatch.StartNew();
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
            Assert.Equal(401, await pair.First.VerifyAsync(tenant.Token));
            await Eventually.IsTrueAsync(async () => await pair.Second.VerifyAsync(tenant.Token) == 401, "the token is refused");
            taken.Add(watch.Elapsed);
        }

        Report("Logged out in the other process", taken);
    }

    /// <summary>An operator's own SQL: the key's status, and the token's.</summary>
    [Theory]
    [InlineData("UPDATE accesskeys SET tm_delete = now() WHERE id = '{key}'", 401, 404)]
    [InlineData("UPDATE accesskeys SET tm_expire = now() WHERE id = '{key}'", 401, 404)]
    [InlineData("DELETE FROM accesskeys WHERE customer_id = '{customer}'", 401, 404)]
    [InlineData("TRUNCATE accesskeys", 401, 404)]
    [InlineData("UPDATE agents SET generation = generation + 1 WHERE id = '{agent}'", 404, 401)]
    [InlineData("UPDATE agents SET tm_delete = now() WHERE customer_id = '{customer}'", 404, 401)]
    [InlineData("DELETE FROM agents WHERE id = '{agent}'", 404, 401)]
    [InlineData("INSERT INTO revoked_tokens (id, agent_id, tm_expire, tm_create) VALUES ('{token}', '{agent}', now() + interval '1 day', now())", 404, 401)]
    [InlineData("UPDATE customers SET status = 'frozen' WHERE id = '{customer}'", 403, 403)]
    [InlineData("UPDATE customers SET tm_delete = now() WHERE id = '{customer}'", 401, 401)]
    public async Task Sql_OfAnOperator_CountsInEveryProcess(string sql, int accesskey, int token)
    {
        var tenant = await pair.AddKnownTenantAsync();
        var statement = sql
            .Replace("{customer}", $"{tenant.CustomerId}", StringComparison.Ordinal)
            .Replace("{agent}", $"{tenant.Admin.Id}", StringComparison.Ordinal)
            .Replace("{key}", $"{tenant.AccesskeyId}", StringComparison.Ordinal)
            .Replace("{token}", JwtForge.PayloadOf(tenant.Token)["jti"]!.GetValue<string>(), StringComparison.Ordinal);

        await pair.Database.ExecuteAsync(statement);
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(async () => await StatusesAsync(tenant) == ((accesskey, token), (accesskey, token)), "both processes know");

        Report("Changed by SQL", [watch.Elapsed]);
    }

    /// <summary>What was told between the death of the connection and the next one is lost: everything is forgotten before anything is believed again.</summary>
    [Fact]
    public async Task Sql_JustAfterTheListenersWereKilled_CountsInEveryProcess()
    {
        const int Tries = 5;
        var taken = new List<TimeSpan>();

        for (var count = 0; count < Tries; count++)
        {
            var tenant = await pair.AddKnownTenantAsync();
            var listening = (Listening(pair.First), Listening(pair.Second));
            await pair.Database.ExecuteAsync($"""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'VoipBin.Auth listener' AND datname = current_database();
                UPDATE accesskeys SET tm_delete = now() WHERE id = '{tenant.AccesskeyId}'
                """);
            var watch = Stopwatch.StartNew();
            await Eventually.IsTrueAsync(async () => await StatusesAsync(tenant) == ((401, 404), (401, 404)), "both processes know");
            taken.Add(watch.Elapsed);
            await Eventually.IsTrueAsync(() => Listening(pair.First) > listening.Item1 && Listening(pair.Second) > listening.Item2, "both listen again");
        }

        Report("Changed by SQL while nobody listened", taken);
        Assert.DoesNotContain("   at ", pair.First.Output + pair.Second.Output, StringComparison.Ordinal);
    }

    /// <summary>One message for all of them: 200,000 would fill the queue of the database, and the time of every process.</summary>
    [Fact]
    public async Task Sql_Over200000Rows_CountsInEveryProcess()
    {
        const int Rows = 200_000;
        var (tenant, other) = (await pair.AddKnownTenantAsync(), await pair.AddKnownTenantAsync());
        await pair.Database.ExecuteAsync($"""
            INSERT INTO accesskeys (id, customer_id, name, detail, token_hash, token_prefix, tm_expire, tm_create, tm_update)
            SELECT gen_random_uuid(), '{tenant.CustomerId}', '', '', sha256(number::text::bytea), 'bulk', now() + interval '1 day', now(), now() FROM generate_series(1, {Rows}) number
            """);
        await ReplicaPair.KnowAsync(tenant, pair.First, pair.Second);

        var changed = await pair.Database.ExecuteAsync($"UPDATE accesskeys SET tm_delete = now() WHERE customer_id = '{tenant.CustomerId}'");
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(async () => await StatusesAsync(tenant) == ((401, 404), (401, 404)), "both processes know");

        Assert.Equal(Rows + 1, changed);
        Assert.Equal(((404, 404), (404, 404)), await StatusesAsync(other));
        Report($"Changed by SQL together with {Rows} others", [watch.Elapsed]);
    }

    private static int Listening(ServiceProcess service) => service.Lines.Count(line => line.Contains("Listening for revocations", StringComparison.Ordinal));

    private async Task<((int Accesskey, int Token) First, (int Accesskey, int Token) Second)> StatusesAsync(Tenant tenant) => (
        (await pair.First.VerifyAsync(tenant.Accesskey), await pair.First.VerifyAsync(tenant.Token)),
        (await pair.Second.VerifyAsync(tenant.Accesskey), await pair.Second.VerifyAsync(tenant.Token)));

    private void Report(string what, List<TimeSpan> taken)
    {
        taken.Sort();
        output.WriteLine($"{what}: refused after {taken[taken.Count / 2].TotalMilliseconds:F0} ms (median), {taken[^1].TotalMilliseconds:F0} ms (longest of {taken.Count})");
        Assert.True(taken[^1] < Bound, $"{what}: it took {taken[^1]}.");
    }
}
