using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.AdminConsole;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>What a good credential was not good for is told to the operator, with who it was, and nothing of what the client wrote.</summary>
[Collection(SqliteTests.Name)]
public sealed class RefusalLogTests(SqliteService service)
{
    private const string Marker = "written-by-the-client";

    /// <summary>By a policy, by the row, by the freeze, and in a decision for a proxy.</summary>
    [Theory]
    [InlineData("agent", "GET", "/v1.0/accesskeys", "PERMISSION_DENIED at GET /v1.0/accesskeys")]
    [InlineData("accesskey", "POST", "/auth/logout", "AGENT_AUTH_REQUIRED at POST /auth/logout")]
    [InlineData("accesskey", "GET", "/v1.0/accesskeys/{other}", "PERMISSION_DENIED at GET /v1.0/accesskeys/{id}")]
    [InlineData("delegate", "POST", "/auth/delegate", "PERMISSION_DENIED at POST /auth/delegate")]
    [InlineData("frozen", "GET", "/authz/forward-auth", "ACCOUNT_FROZEN at /authz/forward-auth")]
    [InlineData("frozen", "GET", "/v1.0/me", "ACCOUNT_FROZEN at GET /v1.0/me")]
    public async Task Request_OfSomebodyWhoMayNot_IsLoggedOnceWithWhoAndWhy(string who, string method, string path, string told)
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var (credential, subject) = await AppearAsync(who, tenant);
        service.Log.Clear();

        var response = await service.CallAsync(
            method, $"{path.Replace("{other}", other.AccesskeyId.ToString(), StringComparison.Ordinal)}?page_token={Marker}", credential, body: null, $"X-Forwarded-Uri: /v1.0/{Marker}", "X-Forwarded-Method: GET", $"X-Forwarded-Host: {Marker}.example", $"User-Agent: {Marker}");

        Assert.Equal(403, response.Status);
        AssertLogged($"Refused {subject} of customer {tenant.CustomerId}: {told}, request {response.Header("X-Request-Id")}");
    }

    /// <summary>The console's own refusals come from the same writer as all others.</summary>
    [Fact]
    public async Task Page_OfSomebodyWhoMayNot_IsLoggedToo()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var manager = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerManager);
        var admin = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, Visitor.Password);
        service.Log.Clear();

        var page = await Visitor.With(service, service.Seed.IssueToken(manager)).GetAsync($"/console/agents/{admin.Id}/delete");

        Assert.Equal((403, "text/html; charset=utf-8"), (page.Status, page.Header("Content-Type")));
        AssertLogged($"Refused {manager.Id} of customer {customer.Id}: PERMISSION_DENIED at GET /console/agents/{{id:guid}}/delete, request {page.Header("X-Request-Id")}");

        await service.Seed.FreezeAsync(customer.Id);
        service.Log.Clear();
        var signIn = await new Visitor(service).SubmitAsync("/console/sign-in", ("username", admin.Username), ("password", Visitor.Password));

        Assert.Equal(403, signIn.Status);
        AssertLogged($"Refused a request of nobody known: ACCOUNT_FROZEN at POST /console/sign-in, request {signIn.Header("X-Request-Id")}");
    }

    /// <summary>A flood does not fill the log, and is told of in the end.</summary>
    [Fact]
    public async Task Flood_OfRefusals_IsNotWrittenWhole()
    {
        const int Count = RefusalLog.Burst + 500;
        using var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(service.Log)).BuildServiceProvider();
        using var log = new RefusalLog(services.GetRequiredService<ILogger<RefusalLog>>());
        service.Log.Clear();

        for (var number = 0; number < Count; number++)
        {
            log.Write(new DefaultHttpContext(), ProblemCatalogue.HttpsRequired);
        }

        Assert.InRange(service.Log.Lines.Count(entry => entry.Text.Contains("HTTPS_REQUIRED", StringComparison.Ordinal)), RefusalLog.Burst, Count - 1);
        await Eventually.IsTrueAsync(
            () =>
            {
                log.Write(new DefaultHttpContext(), ProblemCatalogue.HttpsRequired);
                return service.Log.Lines.Any(entry => entry.Level == LogLevel.Warning && entry.Text.Contains("refusals were not written", StringComparison.Ordinal));
            },
            "it is told how many were not written");
    }

    /// <summary>Nobody is known yet where a page of another site has only a cookie.</summary>
    [Fact]
    public async Task Request_FromAnotherSite_IsLoggedToo()
    {
        service.Log.Clear();

        var response = await service.CallAsync("POST", "/console/sign-in", bearer: null, $"username={Marker}", "Content-Type: application/x-www-form-urlencoded", $"Origin: https://{Marker}.example", "Sec-Fetch-Site: cross-site");

        Assert.Equal(403, response.Status);
        AssertLogged($"Refused a request of nobody known: CROSS_SITE_REQUEST at no route, request {response.Header("X-Request-Id")}");
    }

    private void AssertLogged(string line)
    {
        var logged = service.Log.Lines.Where(entry => entry.Text.Contains("Refused ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(LogLevel.Information, Assert.Single(logged).Level);
        Assert.Equal(line, logged[0].Text.Split("RefusalLog: ")[1].TrimEnd());
        Assert.DoesNotContain(Marker, logged[0].Text, StringComparison.Ordinal);
    }

    private async Task<(string Credential, Guid Subject)> AppearAsync(string who, Tenant tenant)
    {
        switch (who)
        {
            case "accesskey":
                return (tenant.Accesskey, tenant.AccesskeyId);
            case "delegate":
                var delegation = await Delegation.BeginAsync(service, tenant);
                return (delegation.Token, delegation.Operator.Id);
            case "frozen":
                await service.Seed.FreezeAsync(tenant.CustomerId);
                return (tenant.Token, tenant.Admin.Id);
            default:
                var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
                return (service.Seed.IssueToken(agent), agent.Id);
        }
    }
}
