using System.Text;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.ForwardAuth;

/// <summary>Without rules: whoever has a good credential may pass, however the proxy asks.</summary>
public abstract class DecisionTests(AuthService service)
{
    public static TheoryData<string> Dialects => Ask.Dialects;

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_Accesskey_IsAllowedFromEveryCarrier(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();

        RawResponse[] responses =
        [
            await service.DecideAsync(dialect, "POST", $"/v1.0/calls?accesskey={tenant.Accesskey}"),
            await service.DecideAsync(dialect, "POST", "/v1.0/calls", $"Authorization: Bearer {tenant.Accesskey}"),
            await service.DecideAsync(dialect, "POST", "/v1.0/calls", $"Cookie: a=b; accesskey={tenant.Accesskey}"),
        ];

        Assert.All(responses, response =>
        {
            var caller = Ask.Allowed(response);
            Assert.Equal(
                ["accesskey", $"{tenant.CustomerId}", "", "", "32", $"{tenant.AccesskeyId}"],
                Ask.CallerHeaders.SkipLast(1).Select(name => caller[name]));
            Assert.Equal("", caller[AuthHeaders.Query]);
        });
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_Token_IsAllowedFromEveryCarrier(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();

        RawResponse[] responses =
        [
            await service.DecideAsync(dialect, "DELETE", $"/v1.0/calls/7?token={tenant.Token}"),
            await service.DecideAsync(dialect, "DELETE", "/v1.0/calls/7", $"Authorization: Bearer {tenant.Token}"),
            await service.DecideAsync(dialect, "DELETE", "/v1.0/calls/7", $"Cookie: token={tenant.Token}"),
        ];

        Assert.All(responses, response => Assert.Equal(
            ["token", $"{tenant.CustomerId}", $"{tenant.Admin.Id}", tenant.Admin.Username, $"{(int)tenant.Admin.Permission}", ""],
            Ask.CallerHeaders.SkipLast(1).Select(name => Ask.Allowed(response)[name])));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_Delegate_IsNamedAsOneAndIsNoAgentOfTheCustomer(string dialect)
    {
        var delegation = await Delegation.BeginAsync(service);

        var caller = Ask.Allowed(await service.DecideAsync(dialect, "POST", "/v1.0/calls", $"Authorization: Bearer {delegation.Token}"));

        Assert.Equal(["delegate", $"{delegation.Target.CustomerId}", "", "", "32", ""], Ask.CallerHeaders.SkipLast(1).Select(name => caller[name]));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_Query_ComesBackWithoutCredentials(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.DecideAsync(dialect, "GET", $"/v1.0/calls?b=2&accesskey={tenant.Accesskey}&a=%20x&&c");

        Assert.Equal("?b=2&a=%20x&&c", Ask.Allowed(response)[AuthHeaders.Query]);
        Assert.DoesNotContain(tenant.Accesskey, response.Text, StringComparison.Ordinal);
        Assert.Empty(service.Log.LinesWith(tenant.Accesskey));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_NoCredential_IsToldThatOneIsNeeded(string dialect)
    {
        var response = await service.DecideAsync(dialect, "GET", "/v1.0/calls");

        Ask.Refused(response, 401, "AUTHENTICATION_REQUIRED");
        Assert.Equal("Bearer realm=\"voipbin\"", response.Header("WWW-Authenticate"));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_WrongCredential_IsRefusedAsEverywhere(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Ask.Refused(await service.DecideAsync(dialect, "GET", "/x", "Authorization: Bearer vb_nobodys"), 401, "INVALID_CREDENTIALS");
        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?token={tenant.Accesskey}"), 401, "INVALID_CREDENTIALS");
        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?accesskey={tenant.Accesskey}", $"Authorization: Bearer {tenant.Token}"), 400, "MULTIPLE_CREDENTIALS");
        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?accesskey={tenant.Accesskey}&accesskey={tenant.Accesskey}"), 400, "MULTIPLE_CREDENTIALS");
        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?%74oken={tenant.Token}"), 400, "INVALID_REQUEST_PARAMETER");
        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?Token={tenant.Token}"), 400, "INVALID_REQUEST_PARAMETER");
        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?a=1;token={tenant.Token}"), 400, "INVALID_REQUEST_PARAMETER");
        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?accesskey={tenant.Accesskey}%20"), 400, "INVALID_REQUEST_PARAMETER");
        await service.Seed.FreezeAsync(tenant.CustomerId);
        var frozen = Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?accesskey={tenant.Accesskey}"), 403, "ACCOUNT_FROZEN");
        Assert.Equal("DELETE /auth/unregister", frozen[0].GetProperty("recovery_endpoint").GetString());
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_RevokedAMomentAgo_IsRefused(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();
        Ask.Allowed(await service.DecideAsync(dialect, "GET", $"/x?accesskey={tenant.Accesskey}"));

        await service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Token);

        Ask.Refused(await service.DecideAsync(dialect, "GET", $"/x?accesskey={tenant.Accesskey}"), 401, "INVALID_CREDENTIALS");
    }

    /// <summary>What a proxy's own request has is never taken for the original's.</summary>
    [Theory]
    [InlineData("auth-request", "X-Original-Method: GET|X-Original-URI: /x", "host")]
    [InlineData("auth-request", "X-Original-Method: GET|X-Original-Host: h", "path")]
    [InlineData("auth-request", "X-Original-URI: /x|X-Original-Host: h", "method")]
    [InlineData("auth-request", "X-Original-Method: GET|X-Original-URI:|X-Original-Host: h", "path")]
    [InlineData("auth-request", "X-Original-Method: GET|X-Original-URI: /x|X-Original-URI: /y|X-Original-Host: h", "path")]
    [InlineData("auth-request", "X-Original-Method: GET|X-Original-Method: GET|X-Original-URI: /x|X-Original-Host: h", "method")]
    [InlineData("auth-request", "X-Original-Method: GET|X-Original-URI: /x|X-Original-Host: h|X-Original-Host: h", "host")]
    [InlineData("auth-request", "X-Forwarded-Method: GET|X-Forwarded-Uri: /x|X-Forwarded-Host: h", "method")]
    [InlineData("forward-auth", "X-Original-Method: GET|X-Original-URI: /x|X-Original-Host: h", "method")]
    [InlineData("forward-auth", "X-Forwarded-Method: GET|X-Forwarded-Uri: /x", "host")]
    [InlineData("forward-auth", "X-Forwarded-Method: GET|X-Forwarded-Host: h", "path")]
    [InlineData("forward-auth", "X-Forwarded-Method: GET|X-Forwarded-Uri: /x|X-Original-URI: /y|X-Forwarded-Host: a,b", "host")]
    public async Task Decide_WhatTheProxyDoesNotSay_IsRefused(string dialect, string headers, string field)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", $"/authz/{dialect}?accesskey={tenant.Accesskey}", tenant.Accesskey, headers: headers.Split('|'));

        Assert.Equal(field, Ask.Refused(response, 403, "PERMISSION_DENIED")[0].GetProperty("field").GetString());
    }

    /// <summary>Its own query is not the original's, though Caddy leaves that on it; nor do conditions count.</summary>
    [Theory]
    [InlineData("auth-request")]
    [InlineData("forward-auth")]
    public async Task Decide_OwnQueryAndConditions_AreIgnored(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();
        string[] said = dialect == "auth-request" ? ["X-Original-Method: GET", "X-Original-URI: /x", "X-Original-Host: h"] : ["X-Forwarded-Method: GET", "X-Forwarded-Uri: /x", "X-Forwarded-Host: h"];

        var without = await service.CallAsync("GET", $"/authz/{dialect}?accesskey={tenant.Accesskey}&token={tenant.Token}", headers: said);
        var with = await service.CallAsync("GET", $"/authz/{dialect}?token=x&%74oken=y", tenant.Accesskey, headers: [.. said, "If-None-Match: *", "If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT", "Range: bytes=0-0", "If-Match: \"x\""]);

        Ask.Refused(without, 401, "AUTHENTICATION_REQUIRED");
        Assert.Equal("accesskey", Ask.Allowed(with)[AuthHeaders.Type]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    public async Task Decide_AnyMethodOfTheProxy_IsAnswered(string method)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var allowed = await service.CallAsync(method, "/authz/forward-auth", tenant.Accesskey, headers: ["X-Forwarded-Method: GET", "X-Forwarded-Uri: /x", "X-Forwarded-Host: h"]);
        var refused = await service.CallAsync(method, "/authz/forward-auth", headers: ["X-Forwarded-Method: GET", "X-Forwarded-Uri: /x", "X-Forwarded-Host: h"]);

        Assert.Equal(("accesskey", 401), (Ask.Allowed(allowed)[AuthHeaders.Type], refused.Status));
    }

    [Theory]
    [InlineData("/authz/ext-authz/%2e%2e/%2e%2e/ping", 403)]
    [InlineData("/authz/ext-authz/../../ping", 403)]
    [InlineData("/authz/ext-authz/../ext-authz/x", 403)]
    [InlineData("/authz/ext-authz//ping", 403)]
    [InlineData("/authz/ext-authz/x%2f..%2fy", 403)]
    [InlineData("/authz/ext-authz", 403)]
    [InlineData("/authz/ext-authz?x", 403)]
    [InlineData("/authz/../ping", 404)]
    [InlineData("/authz/auth-request/../../ping", 404)]
    [InlineData("/authz/forward-auth/%2e%2e/%2e%2e/ping", 404)]
    [InlineData("/authz", 404)]
    [InlineData("/authz/else", 404)]
    [InlineData("/x/../authz/ext-authz/v1.0/calls", 404)]
    public async Task Decide_TargetThatIsNotCanonical_NeverReachesAnotherRoute(string target, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", target, tenant.Accesskey);

        Ask.Refused(response, status, status == 403 ? "PERMISSION_DENIED" : "ROUTE_NOT_FOUND");
    }

    /// <summary>nginx hands no body of a refusal on.</summary>
    [Fact]
    public async Task Decide_RefusedForNginx_StandsInAHeaderToo()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.Seed.FreezeAsync(tenant.CustomerId);

        RawResponse[] refusals =
        [
            await service.DecideAsync("auth-request", "GET", "/x"),
            await service.DecideAsync("auth-request", "GET", $"/x?accesskey={tenant.Accesskey}"),
            await service.DecideAsync("auth-request", "GET", "/a/../b"),
        ];
        var others = await service.DecideAsync("forward-auth", "GET", "/x");

        Assert.All(refusals, refusal => Assert.Equal(refusal.Body, refusal.Header(AuthHeaders.Problem)));
        Assert.All(refusals, refusal => Assert.True(refusal.Header(AuthHeaders.Problem).Length < 2048 && Ascii.IsValid(refusal.Header(AuthHeaders.Problem))));
        Assert.Empty(others.Headers[AuthHeaders.Problem]);
    }

    [Theory]
    [InlineData("POST", "Origin: https://evil.example", 403)]
    [InlineData("POST", "Sec-Fetch-Site: cross-site", 403)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site", 200)]
    [InlineData("GET", "Sec-Fetch-Site: cross-site|Upgrade: websocket", 403)]
    [InlineData("POST", "Origin: http://api.example.com", 200)]
    [InlineData("POST", "Origin: https://api.example.com", 403)]
    [InlineData("POST", "Origin: https://api.example.com|X-Forwarded-Proto: https", 200)]
    [InlineData("POST", "Sec-Fetch-Site: same-origin", 200)]
    [InlineData("POST", "", 200)]
    public async Task Decide_CookieOfAnotherSite_IsJudgedByTheOriginalRequest(string method, string headers, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();

        foreach (var dialect in (string[])["auth-request", "forward-auth", "ext-authz"])
        {
            var response = await service.DecideAsync(dialect, method, "/v1.0/calls", [.. headers.Split('|', StringSplitOptions.RemoveEmptyEntries), $"Cookie: token={tenant.Token}"]);

            Assert.Equal((status, status == 200 ? "" : "CROSS_SITE_REQUEST"), (response.Status, response.Reason));
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_Preflight_PassesAsNobody(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();
        string[] preflight = ["Origin: https://app.example", "Access-Control-Request-Method: POST"];

        var caller = Ask.Allowed(await service.DecideAsync(dialect, "OPTIONS", "/v1.0/calls?a=1", [.. preflight, $"Cookie: token={tenant.Token}"]));

        Assert.Equal(["anonymous", "", "", "", "", "", "", "?a=1"], [.. Ask.CallerHeaders.Select(name => caller[name]), caller[AuthHeaders.Query]]);
        Ask.Refused(await service.DecideAsync(dialect, "OPTIONS", "/v1.0/calls", preflight[0]), 401, "AUTHENTICATION_REQUIRED");
        Ask.Refused(await service.DecideAsync(dialect, "OPTIONS", "/v1.0/calls", preflight[1]), 401, "AUTHENTICATION_REQUIRED");
        Ask.Refused(await service.DecideAsync(dialect, "POST", "/v1.0/calls", preflight), 401, "AUTHENTICATION_REQUIRED");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Decide_Use_IsCountedWithTheClientsAddress(string dialect)
    {
        var tenant = await service.Seed.AddTenantAsync();

        await service.DecideAsync(dialect, "GET", $"/x?accesskey={tenant.Accesskey}", "X-Forwarded-For: 203.0.113.9");
        await service.WriteUsesAsync();

        Assert.Equal("203.0.113.9", $"{Assert.Single(await service.FindUsesAsync(tenant.CustomerId)).Address}");
    }

    [Fact]
    public async Task Decide_UsernameWithSigns_IsPercentEncoded()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var username = $"j\u00f6rg+100%,\"x\"-{agent.Id}@example.com";
        await service.Seed.SqlAsync($"UPDATE agents SET username = {username} WHERE id = {agent.Id}");

        var response = await service.DecideAsync("forward-auth", "GET", "/x", $"Authorization: Bearer {service.Seed.IssueToken(agent)}");

        Assert.Equal($"j%C3%B6rg%2B100%25%2C%22x%22-{agent.Id}@example.com", Ask.Allowed(response)[AuthHeaders.Username]);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : DecisionTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : DecisionTests(service);
}
