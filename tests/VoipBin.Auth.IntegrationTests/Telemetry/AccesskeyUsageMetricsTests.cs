using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Http;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

public sealed class AccesskeyUsageMetricsTests(OutageTests.CutOffService service) : IClassFixture<OutageTests.CutOffService>
{
    [Fact]
    public async Task Uses_WhileTheDatabaseIsAway_WaitAndAreWrittenWhenItIsBack()
    {
        var (first, second) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        await service.RememberAsync(first);
        await service.RememberAsync(second);
        await Eventually.IsTrueAsync(service.WriteUsesAsync, "no use waits");
        using var measured = new Measurements(service);
        Assert.Equal(0, measured.Observe(AccesskeyUsageMetrics.Waiting));

        service.Relay.Cut();
        Assert.Equal((404, 404, 404), (await service.VerifyAsync(first.Accesskey), await service.VerifyAsync(first.Accesskey), await service.VerifyAsync(second.Accesskey)));

        // Those that a round tries to write do not wait; it puts them back.
        await Eventually.IsTrueAsync(() => measured.Observe(AccesskeyUsageMetrics.Waiting) == 2, "the uses of two accesskeys wait");
        service.Relay.Mend();
        await Eventually.IsTrueAsync(service.WriteUsesAsync, "the uses are written");
        Assert.Equal(0, measured.Observe(AccesskeyUsageMetrics.Waiting));
    }
}
