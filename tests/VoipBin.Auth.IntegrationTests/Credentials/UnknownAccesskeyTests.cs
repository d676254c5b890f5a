using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>Keys that nobody has: remembered for a moment, so that one client with an old key does not cost a query a request, and never at the cost of good ones.</summary>
public abstract class UnknownAccesskeyTests(AuthService service)
{
    [Fact]
    public async Task Verify_UnknownAccesskey_IsRememberedForASecondAndNoLonger()
    {
        using var log = service.LogStatements();

        var asked = await service.UndisturbedAsync(async () =>
        {
            var unknown = AccesskeyToken.Generate().Reveal();
            using var stopped = service.Clock.StopMeasuring();
            log.Take();
            Assert.Equal((401, 401), (await service.VerifyAsync(unknown), await service.VerifyAsync(unknown)));
            var atFirst = log.Take().Length;
            service.Clock.Advance(TimeSpan.FromMilliseconds(999));
            Assert.Equal(401, await service.VerifyAsync(unknown));
            var before = log.Take().Length;
            service.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(401, await service.VerifyAsync(unknown));
            return (atFirst, before, log.Take().Length);
        });

        Assert.Equal((1, 0, 1), asked);
    }

    /// <summary>A client may try its key before an operator has imported it.</summary>
    [Fact]
    public async Task Import_AccesskeyThatIsRememberedAsUnknown_IsGoodAtOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var text = AccesskeyToken.Generate().Reveal();

        var before = await service.VerifyAsync(text);
        await service.Seed.ImportAccesskeyAsync(tenant.CustomerId, text);

        Assert.Equal((401, 404), (before, await service.VerifyAsync(text)));
    }

    [Fact]
    public async Task Verify_FloodOfUnknownAccesskeys_PushesNoGoodOneOut()
    {
        const int Flood = 10 * CountingSettings.CacheEntries;
        var tenant = await service.Seed.AddTenantAsync();
        var lookup = service.Services.GetRequiredService<AccesskeyLookup>();
        using var log = service.LogStatements();

        var (flood, statuses, asked) = await service.UndisturbedAsync(async () =>
        {
            Assert.Equal((404, 404), (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token)));
            log.Take();
            for (var count = 0; count < Flood; count++)
            {
                Assert.IsType<AccesskeyOutcome.Unknown>(await lookup.FindAsync(AccesskeyToken.Generate(), CancellationToken.None));
            }

            return (log.Take().Length, (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token)), log.Take());
        });

        Assert.Equal(Flood, flood);
        Assert.Equal((404, 404), statuses);
        Assert.Empty(asked);
        Assert.InRange(service.Services.GetRequiredService<FactCache<CredentialHash, NoAccesskey>>().Count, 1, 10_000);
    }

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : UnknownAccesskeyTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : UnknownAccesskeyTests(service);
}
