using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

public abstract class CacheMetricsTests(AuthService service)
{
    private const string Accesskeys = "cache=accesskeys";

    [Fact]
    public async Task Verify_FirstAndAgain_IsAMissAndThenHits()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var (misses, hits, customerHits) = await service.UndisturbedAsync(async () =>
        {
            using var measured = new Measurements(service);
            Assert.Equal(404, await service.VerifyAsync(tenant.Accesskey));
            Assert.Equal(0, measured.Sum(FactCacheMetrics.Hits, Accesskeys));
            Assert.Equal(404, await service.VerifyAsync(tenant.Accesskey));
            Assert.Equal(404, await service.VerifyAsync(tenant.Accesskey));
            return (measured.Sum(FactCacheMetrics.Misses, Accesskeys), measured.Sum(FactCacheMetrics.Hits, Accesskeys), measured.Sum(FactCacheMetrics.Hits, "cache=customers"));
        });

        Assert.Equal((1, 2, 2), (misses, hits, customerHits));
    }

    [Fact]
    public async Task Verify_MoreKeysThanThereIsRoomFor_EntriesStayWithinTheLimitAndEvictionsAreCounted()
    {
        const int TooMany = 10;
        var tenant = await service.Seed.AddTenantAsync();
        var keys = new List<string>();
        for (var count = 0; count < CountingSettings.CacheEntries + TooMany; count++)
        {
            keys.Add((await service.Seed.AddAccesskeyAsync(tenant.CustomerId)).Text);
        }

        var (after, evictions) = await service.UndisturbedAsync(async () =>
        {
            using var measured = new Measurements(service);
            foreach (var key in keys)
            {
                Assert.Equal(404, await service.VerifyAsync(key));
            }

            return (measured.Observe(FactCacheMetrics.Entries, Accesskeys), measured.Sum(FactCacheMetrics.Evictions, Accesskeys));
        });

        Assert.Equal((CountingSettings.CacheEntries, TooMany), (after, evictions));
    }

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : CacheMetricsTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : CacheMetricsTests(service);
}
