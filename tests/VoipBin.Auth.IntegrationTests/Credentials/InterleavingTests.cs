using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>
/// The races of a real lookup, forced: the database has answered, the answer is held on its way, and meanwhile something happens.
/// What the service asks goes through the relay; what it hears of changes does not.
/// </summary>
[Collection(CountingPostgresTests.Name)]
public sealed class InterleavingTests(CountingPostgresService service)
{
    [Fact]
    public async Task Verify_AccesskeyRevokedWhileItsRowIsOnTheWay_IsNotRememberedAsGood()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var before = await HoldAnswerAsync(tenant.Accesskey, CredentialHash.Of(tenant.Accesskey).ToBytes(), $"UPDATE accesskeys SET tm_delete = now() WHERE id = '{tenant.AccesskeyId}'");

        Assert.Equal(404, before);
        Assert.Null(service.Services.GetRequiredService<FactCache<CredentialHash, AccesskeyFacts>>().Find(CredentialHash.Of(tenant.Accesskey)));
        Assert.Equal(401, await service.VerifyAsync(tenant.Accesskey));
    }

    [Fact]
    public async Task Verify_AgentLoggedOutEverywhereWhileItsRowIsOnTheWay_IsNotRememberedAsGood()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var before = await HoldAnswerAsync(tenant.Token, tenant.Admin.Id.ToByteArray(bigEndian: true), $"UPDATE agents SET generation = generation + 1 WHERE id = '{tenant.Admin.Id}'");

        Assert.Equal(404, before);
        Assert.Null(service.Services.GetRequiredService<FactCache<Guid, AgentFacts>>().Find(tenant.Admin.Id));
        Assert.Equal(401, await service.VerifyAsync(tenant.Token));
    }

    [Fact]
    public async Task Verify_TableEmptiedWhileTheRowIsOnTheWay_IsNotRememberedAsGood()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var before = await HoldAnswerAsync(tenant.Accesskey, CredentialHash.Of(tenant.Accesskey).ToBytes(), "TRUNCATE accesskeys");

        Assert.Equal(404, before);
        Assert.Equal(401, await service.VerifyAsync(tenant.Accesskey));
    }

    /// <summary>Who asks after the revocation does not join a lookup that began before it, even when that one still has no answer.</summary>
    [Fact]
    public async Task Verify_AskedAfterTheRevocationWhileAnOlderLookupWaits_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.HeardAsync();
        var lookups = HoldLookups(CredentialHash.Of(tenant.Accesskey).ToBytes());
        var before = service.VerifyAsync(tenant.Accesskey);
        await Eventually.IsTrueAsync(() => lookups() == 1, "the answer is held");
        await RevokeAsync($"UPDATE accesskeys SET tm_delete = now() WHERE id = '{tenant.AccesskeyId}'");

        var after = service.VerifyAsync(tenant.Accesskey);
        await Eventually.IsTrueAsync(() => lookups() == 2, "the second lookup asks for itself");
        service.Relay.EndSilence();

        Assert.Equal((404, 401), (await before, await after));
    }

    [Fact]
    public async Task Verify_OneOfManyWaitersGoesAway_TheOthersAreAnsweredByTheOneLookup()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.HeardAsync();
        using var log = service.LogStatements();
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", tenant.Accesskey);
        using var leaving = new CancellationTokenSource();
        var lookups = HoldLookups(CredentialHash.Of(tenant.Accesskey).ToBytes());

        // The first is the one that asks the database: his going must not end the question.
        var first = client.GetAsync(new Uri(Memory.Nowhere, UriKind.Relative), leaving.Token);
        await Eventually.IsTrueAsync(() => lookups() == 1, "the answer is held");
        var others = Enumerable.Range(0, 10).Select(_ => service.VerifyAsync(tenant.Accesskey)).ToArray();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        service.Relay.EndSilence();

        Assert.All(await Task.WhenAll(others), status => Assert.Equal((int)HttpStatusCode.NotFound, status));
        Assert.Single(log.Take());
    }

    /// <summary>Asks, and holds the answer until the database has said that the row was changed.</summary>
    private async Task<int> HoldAnswerAsync(string credential, byte[] key, string change)
    {
        await service.HeardAsync();
        var lookups = HoldLookups(key);
        var asking = service.VerifyAsync(credential);
        await Eventually.IsTrueAsync(() => lookups() == 1, "the answer is held");
        await RevokeAsync(change);
        service.Relay.EndSilence();
        return await asking;
    }

    /// <summary>From now on holds every answer.</summary>
    /// <param name="key">What the lookups to be counted ask for, as it is sent.</param>
    /// <returns>How many of these lookups wait for an answer that is held.</returns>
    private Func<int> HoldLookups(byte[] key)
    {
        var asked = new ConcurrentDictionary<int, bool>();
        var text = Encoding.Latin1.GetString(key);
        service.Relay.Passes = piece =>
        {
            if (!piece.IsAnswer && piece.Text.Contains(text, StringComparison.Ordinal))
            {
                asked[piece.Connection] = true;
            }

            return true;
        };
        service.Relay.FallSilent(onlyAnswers: true);
        return () => asked.Keys.Count(service.Relay.Held.ContainsKey);
    }

    private async Task RevokeAsync(string change)
    {
        var clock = service.Services.GetRequiredService<InvalidationClock>();
        var before = clock.Now;
        await using var connection = new NpgsqlConnection(service.Services.GetRequiredService<DatabaseTarget>().ListenerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(change, connection);
        await command.ExecuteNonQueryAsync();
        await Eventually.IsTrueAsync(() => clock.Now > before, "the service has heard of it");
    }
}
