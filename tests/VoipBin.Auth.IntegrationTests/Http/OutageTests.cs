using Microsoft.Extensions.Logging;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.PasswordReset;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>A database that is away says nothing about a credential: a client must not throw it away.</summary>
public sealed class OutageTests(OutageTests.CutOffService service) : IClassFixture<OutageTests.CutOffService>
{
    [Fact]
    public async Task Request_WhileTheDatabaseIsAway_IsToldToComeBack()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var other = service.Seed.IssueToken(tenant.Admin);
        await Eventually.IsTrueAsync(async () => await service.StatusesOfAsync(tenant.Token, other, tenant.Accesskey) == "200 200 200", "the outage of another test is over");

        // The line about an outage comes once a second, and a test before this one may have had it.
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        service.Relay.Cut();
        service.Log.Clear();
        RawResponse[] responses =
        [
            await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token),
            await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Accesskey),
            await service.CallAsync("POST", "/v1.0/accesskeys", "unknown", "{}"),
            await service.CallAsync("POST", "/auth/logout", tenant.Token),
            await service.LoginAsync(AuthService.Username, AuthService.Password),
        ];
        var known = (await service.VerifyAsync(other), await service.VerifyAsync(tenant.Accesskey));
        // Nobody knows whether it was logged out: the database may have heard of it.
        var doubtful = await service.VerifyAsync(tenant.Token);
        var ready = await service.CallAsync("GET", "/health/ready");
        var ping = await service.CallAsync("GET", "/ping");
        var live = await service.CallAsync("GET", "/health/live");
        var nothing = await service.CallAsync("GET", "/v1.0/accesskeys");
        service.Relay.Mend();
        var logged = service.Log.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text).ToArray();

        Assert.All(responses, response =>
        {
            Refusal.Is(response, 503, "SERVICE_UNAVAILABLE");
            Assert.Matches("^[1-9][0-9]*$", response.Header("Retry-After"));
            Assert.DoesNotContain("Npgsql", response.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("127.0.0.1", response.Text, StringComparison.Ordinal);
        });
        Assert.Equal((200, 200), (ping.Status, live.Status));
        Assert.Equal(((404, 404), 503), (known, doubtful));
        Assert.Equal((200, "degraded"), (ready.Status, ready.Json.Text("status")));
        Assert.Contains(logged, line => line.Contains(responses[0].Header("X-Request-Id"), StringComparison.Ordinal));
        Assert.DoesNotContain(logged, line => line.Contains("   at ", StringComparison.Ordinal) || line.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Refusal.Is(nothing, 401, "AUTHENTICATION_REQUIRED");
        await Eventually.IsTrueAsync(async () => (await service.CallAsync("GET", "/health/ready")).Json.Text("status") == "ready", "the service is ready again");
        await Eventually.IsTrueAsync(async () => await service.StatusesOfAsync(tenant.Token, tenant.Accesskey) == "200 200", "the next probe finds the database again");
    }

    [Fact]
    public async Task Page_WhileTheDatabaseIsAway_IsAPageAndTheFormWorksAfterwards()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var form = await FormPage.OpenPasswordAsync(service, await service.IssueLinkAsync(tenant.Admin.Id));

        service.Relay.Cut();
        service.Log.Clear();
        RawResponse[] responses = [await service.CallAsync("GET", form.Target), (await form.SubmitAsync("velvet anchor sunrise")).Response];
        Refusal.Is(await service.ForgetAsync(tenant.Admin.Username), 503, "SERVICE_UNAVAILABLE");
        service.Relay.Mend();
        var logged = service.Log.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text).ToArray();

        Assert.All(responses, response =>
        {
            PageAnswer.Is(response, 503, "This did not work");
            Assert.Equal("1", response.Header("Retry-After"));
            Assert.Contains(response.Header("X-Request-Id"), response.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("Npgsql", response.Text, StringComparison.OrdinalIgnoreCase);
        });
        Assert.DoesNotContain(logged, line => line.Contains("   at ", StringComparison.Ordinal));
        await Eventually.IsTrueAsync(async () => (await service.CallAsync("GET", "/health/ready")).Status == 200, "the service is ready again");
        PageAnswer.Is((await form.SubmitAsync("velvet anchor sunrise")).Response, 200, "Your password is set");
    }

    [Fact]
    public async Task Uses_CountedBeforeTheDatabaseWentAway_AreWrittenWhenItIsBack()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await Eventually.IsTrueAsync(async () => await service.StatusOfAsync(tenant.Token) == 200, "the outage of another test is over");
        await service.WriteUsesAsync();
        Assert.Equal("200 200 200", await service.StatusesOfAsync(tenant.Accesskey, tenant.Accesskey, tenant.Accesskey));

        service.Relay.Cut();
        service.Log.Clear();
        var rounds = (await service.WriteUsesAsync(), await service.WriteUsesAsync());
        var logged = service.Log.Lines.Where(line => line.Text.Contains(nameof(AccesskeyUsageService), StringComparison.Ordinal)).ToArray();
        service.Relay.Mend();
        await Eventually.IsTrueAsync(service.WriteUsesAsync, "the uses are written");

        Assert.Equal((false, false), rounds);
        Assert.Equal(LogLevel.Warning, Assert.Single(logged).Level);
        Assert.DoesNotContain("   at ", logged[0].Text, StringComparison.Ordinal);
        Assert.Equal(3, await service.CountUsesAsync(tenant.CustomerId));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service)
    {
        [Fact]
        public async Task Request_WhileTheFileIsNotWhatItShouldBe_IsToldToComeBack()
        {
            var tenant = await service.Seed.AddTenantAsync();

            await service.Seed.SqlAsync($"ALTER TABLE customers RENAME TO customers_away");
            var token = await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token);
            var accesskey = await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Accesskey);
            await service.Seed.SqlAsync($"ALTER TABLE customers_away RENAME TO customers");

            Refusal.Is(token, 503, "SERVICE_UNAVAILABLE");
            Refusal.Is(accesskey, 503, "SERVICE_UNAVAILABLE");
            await Eventually.IsTrueAsync(async () => await service.StatusesOfAsync(tenant.Token, tenant.Accesskey) == "200 200", "the next probe finds the table again");
        }
    }

    public sealed class CutOffService : PostgresService
    {
        internal TcpRelay Relay { get; private set; } = null!;

        protected override async Task PrepareAsync()
        {
            await base.PrepareAsync();
            // One line a request, as it is shipped: an outage must not drown itself in stack traces.
            Settings.Remove("Logging:Captured:LogLevel:Default");
            var connection = new Npgsql.NpgsqlConnectionStringBuilder(Settings["ConnectionStrings:Postgres"]);
            Relay = new(connection.Host!, connection.Port);
            (connection.Host, connection.Port) = ("127.0.0.1", Relay.Port);
            Settings["ConnectionStrings:Postgres"] = connection.ConnectionString;
        }

        protected override async Task CleanAsync()
        {
            Relay.Cut();
            await base.CleanAsync();
        }
    }
}
