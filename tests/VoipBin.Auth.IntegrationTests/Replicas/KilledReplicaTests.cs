using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>A process is killed that has counted uses of accesskeys and not written them: those are lost, and nothing else is.</summary>
[Collection(RevocationGroup.Name)]
public sealed class KilledReplicaTests(ReplicaPair pair)
{
    /// <summary>By which the database knows the connections of the process that is killed.</summary>
    private const string Application = "Killed";

    [Fact]
    public async Task Kill_UsesWaitToBeWritten_LosesThoseAndNothingElse()
    {
        var tenant = await pair.Database.AddTenantAsync();
        var (killed, questions) = await StartAsync();
        await UseAsync(killed, 3, tenant);
        await UseAsync(pair.Second, 4, tenant);
        await WrittenAsync(tenant, 7);
        var before = await pair.Database.FindUsesAsync(tenant.AccesskeyId);

        // From here on it writes none: a round that begins is cut off, and its uses wait for the next one.
        questions.Passes = piece => !IsWrite(piece);
        await UseAsync(killed, 5, tenant);
        await killed.KillAsync();
        await GoneAsync();

        Assert.Equal(before, await pair.Database.FindUsesAsync(tenant.AccesskeyId));
        Assert.Equal(before.Last, await LastUsedAsync(pair.Second, tenant));
        await UseAsync(pair.First, 1, tenant);
        await UseAsync(pair.Second, 1, tenant);
        await WrittenAsync(tenant, 9);
        var after = await pair.Database.FindUsesAsync(tenant.AccesskeyId);
        Assert.True(after.Last > before.Last, $"It was used last at {after.Last}, and before at {before.Last}.");
        Assert.Equal(after.Last, await LastUsedAsync(pair.First, tenant));
    }

    /// <summary>The database has written the first of two keys, and waits for the second, when the process dies that asked for it.</summary>
    [Fact]
    public async Task Kill_UsesAreBeingWritten_WritesAllOfThemOrNone()
    {
        const int Tries = 5;
        var (killed, questions) = await StartAsync();
        for (var count = 0; count < Tries; count++)
        {
            Tenant[] tenants = [.. new[] { await pair.Database.AddTenantAsync(), await pair.Database.AddTenantAsync() }.OrderBy(tenant => tenant.AccesskeyId)];
            await UseAsync(killed, 2, tenants);
            await WrittenAsync(tenants[0], 2);
            await WrittenAsync(tenants[1], 2);
            var batch = "";
            questions.Passes = piece =>
            {
                batch = IsWrite(piece) ? piece.Text : batch;
                return true;
            };

            await using (await pair.Database.HoldAsync($"SELECT FROM accesskey_uses WHERE accesskey_id = '{tenants[1].AccesskeyId}' FOR UPDATE"))
            {
                await UseAsync(killed, 3, tenants);
                await Eventually.IsTrueAsync(async () => await CountAsync("wait_event_type = 'Lock'") == 1, "the database waits for the second key");
                if (!tenants.All(tenant => batch.Contains(Encoding.Latin1.GetString(tenant.AccesskeyId.ToByteArray(bigEndian: true)), StringComparison.Ordinal)))
                {
                    // A round came between the uses of the one and of the other.
                    continue;
                }

                await killed.KillAsync();
                Assert.Equal((2, 2), await FindUsesAsync(tenants));
            }

            await GoneAsync();
            var (first, second) = await FindUsesAsync(tenants);
            Assert.True((first > 2) == (second > 2), $"Of two keys {first} and {second} uses are written.");
            await UseAsync(pair.First, 1, tenants);
            await WrittenAsync(tenants[0], first + 1);
            await WrittenAsync(tenants[1], second + 1);
            return;
        }

        Assert.Fail($"A round came between {Tries} times.");
    }

    private static bool IsWrite(RelayedPiece piece) => !piece.IsAnswer && piece.Text.Contains("INSERT INTO accesskey_uses", StringComparison.Ordinal);

    private static async Task UseAsync(ServiceProcess service, int times, params Tenant[] tenants)
    {
        for (; times > 0; times--)
        {
            foreach (var tenant in tenants)
            {
                Assert.Equal(404, await service.VerifyAsync(tenant.Accesskey));
            }
        }
    }

    private static async Task<DateTimeOffset?> LastUsedAsync(ServiceProcess service, Tenant tenant)
    {
        using var response = await service.AskAsync(tenant.Token, path: $"/v1.0/accesskeys/{tenant.AccesskeyId}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tm_last_used").GetDateTimeOffset();
    }

    private async Task<(ServiceProcess Process, TcpRelay Questions)> StartAsync()
    {
        var questions = ReplicaPair.RelayTo(pair.Direct);
        var through = new NpgsqlConnectionStringBuilder(ReplicaPair.Through(pair.Direct, questions)) { ApplicationName = Application };
        return (await pair.StartAnotherAsync(new() { ["ConnectionStrings:Postgres"] = through.ConnectionString, ["ConnectionStrings:PostgresDirect"] = pair.Direct }), questions);
    }

    private Task WrittenAsync(Tenant tenant, long uses) =>
        Eventually.IsTrueAsync(async () => (await pair.Database.FindUsesAsync(tenant.AccesskeyId)).Uses == uses, $"{uses} uses are written");

    private async Task<(long First, long Second)> FindUsesAsync(Tenant[] tenants) =>
        ((await pair.Database.FindUsesAsync(tenants[0].AccesskeyId)).Uses, (await pair.Database.FindUsesAsync(tenants[1].AccesskeyId)).Uses);

    /// <summary>Connections, and with them locks and transactions, of the process that is killed.</summary>
    private Task<long> CountAsync(string condition) => pair.Database.CountAsync($"pg_stat_activity WHERE application_name = '{Application}' AND {condition}");

    private Task GoneAsync() => Eventually.IsTrueAsync(async () => await CountAsync("true") == 0, "the database has ended its connections");
}
