using Microsoft.Extensions.Logging;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ForwardAuth;

/// <summary>Who may use which route, where there are rules; and who may ask.</summary>
public sealed class RuledDecisionTests(RuledService service) : IClassFixture<RuledService>
{
    [Theory]
    [InlineData("GET", "/v1.0/calls", "200 200 200 200 401")]
    [InlineData("HEAD", "/V1.0/Calls/7/", "200 200 200 200 401")]
    [InlineData("POST", "/v1.0/calls", "200 200 200 403 401")]
    [InlineData("post", "/v1.0/calls", "200 200 200 403 401")]
    [InlineData("GET", "/v1.0/c%61lls", "200 200 200 200 401")]
    [InlineData("POST", "/v1.0/c%61lls", "200 200 200 403 401")]
    [InlineData("GET", "/v1.0/sessions/7", "403 200 200 200 401")]
    [InlineData("GET", "/v1.0/billing", "403 200 403 403 401")]
    [InlineData("GET", "/operators/x", "403 403 403 403 401")]
    [InlineData("GET", "/internal/x", "403 403 403 403 403")]
    [InlineData("GET", "/v1.0/plans/7", "200 200 200 200 200")]
    [InlineData("HEAD", "/v1.0/plans/7", "200 200 200 200 200")]
    [InlineData("PUT", "/v1.0/plans/7", "200 200 200 200 401")]
    [InlineData("GET", "/anything/else", "200 200 200 200 401")]
    public async Task Decide_EachRule_IsKept(string method, string target, string expected)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var manager = service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager));
        var agent = service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent));

        var statuses = new List<int>();
        foreach (var credential in new[] { tenant.Accesskey, tenant.Token, manager, agent })
        {
            statuses.Add((await DecideAsync(method, target, $"Authorization: Bearer {credential}")).Status);
        }

        statuses.Add((await DecideAsync(method, target)).Status);
        Assert.Equal(expected, string.Join(' ', statuses));
    }

    [Fact]
    public async Task Decide_Refusals_SayWhatIsMissing()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var token = await DecideAsync("GET", "/v1.0/sessions", $"Authorization: Bearer {tenant.Accesskey}");
        var permission = await DecideAsync("GET", "/operators", $"Authorization: Bearer {tenant.Accesskey}");

        Ask.Refused(token, 403, "AGENT_AUTH_REQUIRED");
        Ask.Refused(permission, 403, "PERMISSION_DENIED");
        Assert.Contains("insufficient_scope", permission.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_SuperAdmin_MayWhateverSomebodyMay()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var token = service.Seed.IssueToken(await service.Seed.AddAgentAsync(customer.Id, Permission.ProjectSuperAdmin));

        Assert.Equal(200, (await DecideAsync("POST", "/v1.0/billing", $"Authorization: Bearer {token}")).Status);
        Assert.Equal(200, (await DecideAsync("POST", "/operators", $"Authorization: Bearer {token}")).Status);
        Assert.Equal(403, (await DecideAsync("POST", "/internal", $"Authorization: Bearer {token}")).Status);
    }

    [Fact]
    public async Task Decide_HostOfARule_CountsWithoutPortAndCase()
    {
        var at = await service.Decisions.SendAsync("GET", "/authz/forward-auth", ["X-Forwarded-Method: GET", "X-Forwarded-Uri: /x", "X-Forwarded-Host: STATUS.example.com:8443"]);
        var elsewhere = await service.Decisions.SendAsync("GET", "/authz/forward-auth", ["X-Forwarded-Method: GET", "X-Forwarded-Uri: /x", "X-Forwarded-Host: status.example.com.evil.example"]);

        Assert.Equal("anonymous", Ask.Allowed(at)[AuthHeaders.Type]);
        Ask.Refused(elsewhere, 401, "AUTHENTICATION_REQUIRED");
    }

    [Fact]
    public async Task Decide_PublicRoute_JudgesWhatIsExplicitAndForgivesCookies()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var frozen = await service.Seed.AddTenantAsync();
        await service.Seed.FreezeAsync(frozen.CustomerId);
        const string Public = "/v1.0/plans/7";

        Assert.Equal("accesskey", Ask.Allowed(await DecideAsync("GET", $"{Public}?accesskey={tenant.Accesskey}"))[AuthHeaders.Type]);
        Assert.Equal("token", Ask.Allowed(await DecideAsync("GET", Public, $"Cookie: token={tenant.Token}"))[AuthHeaders.Type]);
        foreach (var cookie in new[] { "token=bad", "token=a; token=b", $"accesskey={frozen.Accesskey}" })
        {
            Assert.Equal("anonymous", Ask.Allowed(await DecideAsync("GET", Public, $"Cookie: {cookie}"))[AuthHeaders.Type]);
        }

        Assert.Equal("anonymous", Ask.Allowed(await DecideAsync("GET", Public, $"Cookie: token={tenant.Token}", "Upgrade: websocket", "Sec-Fetch-Site: cross-site"))[AuthHeaders.Type]);
        Ask.Refused(await DecideAsync("GET", $"{Public}?token=bad"), 401, "INVALID_CREDENTIALS");
        Ask.Refused(await DecideAsync("GET", Public, "Authorization: Bearer bad", $"Cookie: token={tenant.Token}"), 401, "INVALID_CREDENTIALS");
        Ask.Refused(await DecideAsync("GET", $"{Public}?token=a&token=b"), 400, "MULTIPLE_CREDENTIALS");
        Ask.Refused(await DecideAsync("GET", $"{Public}?accesskey={frozen.Accesskey}"), 403, "ACCOUNT_FROZEN");
    }

    [Fact]
    public async Task Decide_PreflightWhereItMayNot_IsARequestAsAnyOther()
    {
        var response = await DecideAsync("OPTIONS", "/v1.0/calls", "Origin: https://app.example", "Access-Control-Request-Method: POST");

        Ask.Refused(response, 401, "AUTHENTICATION_REQUIRED");
    }

    [Fact]
    public async Task Ports_Each_AnswersItsOwnOnly()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var decision = await service.Others.DecideAsync("forward-auth", "GET", "/x", $"Authorization: Bearer {tenant.Accesskey}");
        var known = await service.Others.SendAsync("GET", "/v1.0/me", [$"Authorization: Bearer {tenant.Accesskey}"]);
        var route = await service.Decisions.SendAsync("GET", "/v1.0/me", [$"Authorization: Bearer {tenant.Accesskey}"]);
        var ping = await service.Decisions.SendAsync("GET", "/ping");
        var resolved = await service.Decisions.SendAsync("GET", "/authz/ext-authz/../../ping");

        Assert.All([decision, route, ping], response => Refusal.Is(response, 404, "ROUTE_NOT_FOUND"));
        Assert.Equal(200, known.Status);
        Ask.Refused(resolved, 403, "PERMISSION_DENIED");
    }

    [Theory]
    [InlineData("10.1.2.3", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::1", 200)]
    [InlineData("::ffff:10.1.2.3", 200)]
    [InlineData("11.1.2.3", 403)]
    [InlineData("203.0.113.1", 403)]
    [InlineData("2001:db8::1", 403)]
    public async Task Decide_AskedByAnyMachine_OnlyProxiesAreAnswered(string peer, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();

        foreach (var dialect in (string[])["auth-request", "forward-auth", "ext-authz"])
        {
            var response = await service.Decisions.DecideAsync(dialect, "GET", "/x", $"Authorization: Bearer {tenant.Accesskey}", $"{RuledService.PeerHeader}: {peer}", "X-Forwarded-For: 127.0.0.1");

            Assert.Equal(status, response.Status);
            if (status == 403)
            {
                Assert.Equal("proxy", Ask.Refused(response, 403, "PERMISSION_DENIED")[0].GetProperty("field").GetString());
            }
        }
    }

    /// <summary>Envoy puts its own address behind the client's when it asks: what stands before it counts, where that address is a proxy's.</summary>
    [Theory]
    [InlineData("10.0.0.7", "203.0.113.9")]
    [InlineData("198.51.100.4", "198.51.100.4")]
    public async Task Decide_ProxyAddsItsOwnAddress_ClientIsTheLastThatIsNoProxy(string added, string client)
    {
        var tenant = await service.Seed.AddTenantAsync();

        await service.Decisions.DecideAsync("ext-authz", "GET", $"/x?accesskey={tenant.Accesskey}", $"{RuledService.PeerHeader}: 10.0.0.7", $"X-Forwarded-For: 203.0.113.9, {added}");
        await service.WriteUsesAsync();

        Assert.Equal(client, $"{Assert.Single(await service.FindUsesAsync(tenant.CustomerId)).Address}");
    }

    [Fact]
    public async Task Stranger_SendsForwardedFor_IsToldOnce()
    {
        for (var time = 0; time < 3; time++)
        {
            await service.Others.SendAsync("GET", "/ping", [$"{RuledService.PeerHeader}: 203.0.113.7", "X-Forwarded-For: 198.51.100.1"]);
        }

        await service.Others.SendAsync("GET", "/ping", [$"{RuledService.PeerHeader}: 10.0.0.7", "X-Forwarded-For: 198.51.100.1"]);

        var line = Assert.Single(service.Log.Lines, line => line.Text.Contains("Proxies:TrustedNetworks", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.DoesNotContain("10.0.0.7", line.Text, StringComparison.Ordinal);
    }

    private Task<RawResponse> DecideAsync(string method, string target, params string[] headers) => service.Decisions.DecideAsync("auth-request", method, target, headers);
}
