using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Mail;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

public abstract class MailMetricsTests(AuthService service)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(10);

    private SmtpSink Sink => ((IMailingService)service).Sink;

    [Fact]
    public async Task Outbox_ServerDownAndUpAgain_WaitsGrowsOldAndIsEmptied()
    {
        using var measured = new Measurements(service);
        await ObservedAsync(measured, waiting => waiting == 0, "nothing waits");
        Assert.Equal(0, measured.Observe(MailMetrics.Age));

        await Sink.StopAsync();
        await ChangePasswordAsync();
        await Eventually.IsTrueAsync(() => measured.Sum(MailMetrics.Tries, "outcome=Failed") > 0, "the mail was tried");
        await ObservedAsync(measured, waiting => waiting == 1, "one mail waits");
        service.Clock.Advance(Outage);
        var age = measured.Observe(MailMetrics.Age);
        Assert.Equal(0, measured.Sum(MailMetrics.Tries, "outcome=Sent"));

        Sink.Start();
        await Eventually.IsTrueAsync(
            () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(5));
                return measured.Sum(MailMetrics.Tries, "outcome=Sent") == 1;
            },
            "the mail was sent");
        await ObservedAsync(measured, waiting => waiting == 0, "nothing waits any more");

        Assert.InRange(age!.Value, Outage.TotalSeconds, 10 * Outage.TotalSeconds);
        Assert.Equal(0, measured.Observe(MailMetrics.Age));
        Assert.Equal(0, measured.Sum(MailMetrics.Tries, "outcome=GivenUp"));
    }

    [Fact]
    public async Task Mail_RefusedForADay_IsCountedAsGivenUp()
    {
        using var measured = new Measurements(service);
        Sink.Behaviour = SmtpBehaviour.Refuse;
        try
        {
            await ChangePasswordAsync();
            await Eventually.IsTrueAsync(() => measured.Sum(MailMetrics.Tries, "outcome=Failed") > 0, "the mail was tried");
            service.Clock.Advance(TimeSpan.FromHours(25));
            await Eventually.IsTrueAsync(() => measured.Sum(MailMetrics.Tries, "outcome=GivenUp") == 1, "the mail was given up");
        }
        finally
        {
            Sink.Behaviour = SmtpBehaviour.Accept;
        }
    }

    private async Task ChangePasswordAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var colleague = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Id}/password", tenant.Token, """{"password":"a good new password"}""")).Status);
    }

    /// <summary>The sender looks by itself, four times a minute: the clock runs so fast that it is time.</summary>
    private Task ObservedAsync(Measurements measured, Func<double?, bool> isSo, string what) => Eventually.IsTrueAsync(
        () =>
        {
            service.Clock.Advance(LookInterval / 100);
            return isSo(measured.Observe(MailMetrics.Waiting));
        },
        what);

    public sealed class OnSqlite(MailingSqliteService service) : MailMetricsTests(service), IClassFixture<MailingSqliteService>;

    public sealed class OnPostgres(MailingPostgresService service) : MailMetricsTests(service), IClassFixture<MailingPostgresService>;
}
