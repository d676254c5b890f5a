using Microsoft.Extensions.Logging;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

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
