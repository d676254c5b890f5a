using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>The database is stopped for ten seconds and started again, under two processes that go on.</summary>
[Collection(StoppedDatabaseGroup.Name)]
public sealed class StoppedDatabaseTests(PublishedService published, ITestOutputHelper output)
{
    private const int Crowd = 200;

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Verify_WhileTheDatabaseIsStopped_GoesOnForWhatWasGoodAndTellsTheRestToComeBack()
    {
        var server = await PostgresServer.StartOwnAsync();
        await using var place = await Workplace.OnPostgresAsync(published, server);
        place.Settings["Credentials:ListenerBound"] = "00:00:02";
        var database = new ReplicaDatabase(place.Settings["ConnectionStrings:Postgres"]);
        ServiceProcess[] services = [place.Start(), place.Start()];
        await Task.WhenAll(services.Select(service => service.ReadyAsync()));
        var (good, revoked, unseen) = (await database.AddTenantAsync(), await database.AddTenantAsync(), await database.AddTenantAsync());
        await ReplicaPair.KnowAsync(good, services);
        await ReplicaPair.KnowAsync(revoked, services);
        using (var deleted = await services[0].AskAsync(revoked.Token, HttpMethod.Delete, $"/v1.0/accesskeys/{revoked.AccesskeyId}"))
        {
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        }

        await server.StopAsync();
        var watch = Stopwatch.StartNew();
        var slowest = TimeSpan.Zero;
        var rounds = 0;
        while (watch.Elapsed < Outage)
        {
            foreach (var service in services)
            {
                slowest = Max(slowest, await AssertRoundAsync(service, good, revoked, unseen));
            }

            if (rounds++ == 5)
            {
                slowest = Max(slowest, await AssertCrowdAsync(services[0]));
            }
        }

        await server.StartAgainAsync();
        watch.Restart();
        await Eventually.IsTrueAsync(async () => (await services[0].VerifyAsync(unseen.Accesskey), await services[1].VerifyAsync(unseen.Accesskey)) == (404, 404), "both are back");
        output.WriteLine($"{rounds} rounds while it was stopped, the slowest answer after {slowest.TotalMilliseconds:F0} ms; back {watch.Elapsed.TotalMilliseconds:F0} ms after it was started");

        Assert.All(services, service => Assert.False(service.HasExited));
        Assert.All(services, service => Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal));
        foreach (var service in services)
        {
            Assert.Equal((404, 401, 401), (await service.VerifyAsync(good.Accesskey), await service.VerifyAsync(revoked.Accesskey), await service.VerifyAsync(AccesskeyToken.Generate().Reveal())));
            Assert.Equal(404, await service.VerifyAsync(unseen.Token));
        }

        await AssertHearsAgainAsync(database, services, good);
    }

    /// <summary>What each credential is answered while the database is stopped.</summary>
    /// <returns>How long the slowest took.</returns>
    private static async Task<TimeSpan> AssertRoundAsync(ServiceProcess service, Tenant good, Tenant revoked, Tenant unseen)
    {
        var slowest = TimeSpan.Zero;
        foreach (var credential in new[] { good.Accesskey, good.Token })
        {
            slowest = Max(slowest, await AssertAsync(credential, status => status == 404));
        }

        // It may be known to be revoked, or not known any more: never good.
        slowest = Max(slowest, await AssertAsync(revoked.Accesskey, status => status is 401 or 503));
        foreach (var credential in new[] { unseen.Accesskey, unseen.Token, AccesskeyToken.Generate().Reveal() })
        {
            slowest = Max(slowest, await AssertAsync(credential, status => status == 503));
        }

        return slowest;

        async Task<TimeSpan> AssertAsync(string credential, Func<int, bool> isExpected)
        {
            var watch = Stopwatch.StartNew();
            using var response = await service.AskAsync(credential);
            Assert.True(isExpected((int)response.StatusCode), $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            Assert.True(watch.Elapsed < Longest, $"It was answered after {watch.Elapsed}.");
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                var error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
                Assert.Equal("SERVICE_UNAVAILABLE", error.GetProperty("reason").GetString());
                Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), "It says when to come back.");
                Assert.Empty(response.Headers.WwwAuthenticate);
            }

            return watch.Elapsed;
        }
    }

    /// <summary>Many who are unknown, at once: nobody waits for anybody.</summary>
    private static async Task<TimeSpan> AssertCrowdAsync(ServiceProcess service)
    {
        var watch = Stopwatch.StartNew();
        var statuses = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => service.VerifyAsync(AccesskeyToken.Generate().Reveal())));
        Assert.All(statuses, status => Assert.Equal(503, status));
        Assert.True(watch.Elapsed < Longest, $"All were told only after {watch.Elapsed}.");
        Assert.Equal(HttpStatusCode.OK, await service.StatusAsync("/health/ready"));
        return watch.Elapsed;
    }

    /// <summary>A listener that was away comes back by itself, and revocation is as fast as before.</summary>
    private async Task AssertHearsAgainAsync(ReplicaDatabase database, ServiceProcess[] services, Tenant good)
    {
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(() => services.All(service => service.Lines.Count(line => line.Contains("Listening for revocations", StringComparison.Ordinal)) > 1), "both listen again");
        output.WriteLine($"Both listen again {watch.Elapsed.TotalMilliseconds:F0} ms later");
        await ReplicaPair.KnowAsync(good, services);

        await database.RevokeAsync(good);
        watch.Restart();
        await Eventually.IsTrueAsync(async () => (await services[0].VerifyAsync(good.Accesskey), await services[1].VerifyAsync(good.Accesskey)) == (401, 401), "both know");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
