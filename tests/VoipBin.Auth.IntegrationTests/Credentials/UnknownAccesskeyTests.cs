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
        var unknown = AccesskeyToken.Generate().Reveal();
        await service.HeardAsync();
        using var log = service.LogStatements();
        using var stopped = service.Clock.StopMeasuring();

        Assert.Equal((401, 401), (await service.VerifyAsync(unknown), await service.VerifyAsync(unknown)));
        var first = log.Take().Length;
        service.Clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(401, await service.VerifyAsync(unknown));
        var before = log.Take().Length;
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(401, await service.VerifyAsync(unknown));

        Assert.Equal((1, 0, 1), (first, before, log.Take().Length));
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
        const int Flood = 30 * CountingSettings.CacheEntries;
        var tenant = await service.Seed.AddTenantAsync();
        await service.HeardAsync();
        Assert.Equal((404, 404), (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token)));
        using var log = service.LogStatements();

        var lookup = service.Services.GetRequiredService<AccesskeyLookup>();
        for (var count = 0; count < Flood; count++)
        {
            Assert.IsType<AccesskeyOutcome.Unknown>(await lookup.FindAsync(AccesskeyToken.Generate(), CancellationToken.None));
        }

        var flood = log.Take().Length;
        var statuses = (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token));

        Assert.Equal(Flood, flood);
        Assert.Equal((404, 404), statuses);
        Assert.Empty(log.Take());
        Assert.InRange(service.Services.GetRequiredService<FactCache<CredentialHash, NoAccesskey>>().Count, 1, 10_000);
    }

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : UnknownAccesskeyTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : UnknownAccesskeyTests(service);
}
