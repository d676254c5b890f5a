using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Http;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

/// <summary>What the metrics say when the database is cut off, by a relay between it and the service.</summary>
public sealed class OutageMetricsTests(OutageTests.CutOffService service) : IClassFixture<OutageTests.CutOffService>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Listener_CutOff_IsNotConnectedAndItsLagGrowsUntilItIsBack()
    {
        using var measured = new Measurements(service);
        await service.HeardAsync();
        await Eventually.IsTrueAsync(() => measured.Observe(ListenerMetrics.Connected) == 1, "it listens");

        service.Relay.Cut();
        await Eventually.IsTrueAsync(() => measured.Observe(ListenerMetrics.Connected) == 0, "it does not listen any more");
        service.Clock.Advance(Long);
        var lag = measured.Observe(ListenerMetrics.Lag);
        var errors = measured.Sum(DatabaseMetrics.Errors, $"kind={DatabaseErrorKind.Connection}");
        service.Relay.Mend();

        Assert.InRange(lag!.Value, Long.TotalSeconds, 10 * Long.TotalSeconds);
        Assert.True(errors > 0, "The lost connection is counted.");
        await Eventually.IsTrueAsync(() => measured.Observe(ListenerMetrics.Connected) == 1, "it listens again");
        await Eventually.IsTrueAsync(() => measured.Observe(ListenerMetrics.Lag) < Long.TotalSeconds, "it hears again");
    }

    [Fact]
    public async Task Request_WhileTheDatabaseIsAway_IsUndecidedAndTheErrorIsCounted()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await Eventually.IsTrueAsync(async () => await service.StatusesOfAsync(tenant.Token, tenant.Accesskey) == "200 200", "the database answers");
        using var measured = new Measurements(service);

        service.Relay.Cut();
        var accesskey = await service.CallAsync("GET", "/v1.0/accesskeys", "vb_never_seen");
        var token = await service.CallAsync("GET", "/v1.0/accesskeys", service.Seed.IssueToken(tenant.Admin));
        var login = await service.LoginAsync(AuthService.Username, AuthService.Password);
        service.Relay.Mend();

        Assert.Equal((503, 503, 503), (accesskey.Status, token.Status, login.Status));
        Assert.Equal(1, measured.Sum(VerificationMetrics.Verifications, $"scheme=Accesskey outcome={VerificationMetrics.Undecided}"));
        Assert.True(measured.Sum(DatabaseMetrics.Errors, $"kind={DatabaseErrorKind.Connection}") >= 2, "The question of the verify path and that of the login failed.");
        Assert.All(measured.Heard.Where(name => name.StartsWith(DatabaseMetrics.Errors, StringComparison.Ordinal)), name => Assert.EndsWith($"kind={DatabaseErrorKind.Connection}", name, StringComparison.Ordinal));
    }
}
