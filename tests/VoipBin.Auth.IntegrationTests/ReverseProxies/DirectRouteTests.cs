using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>The service's own routes go to the service, the platform's never do, and the endpoints of decisions are nobody's.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class DirectRouteTests(ProxiedPlatform platform)
{
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Route_OfTheService_IsAnsweredByTheService(string proxy)
    {
        var before = platform.Platform.Count;
        using var connection = platform[proxy].Connect();
        string[] routes = ["/ping", "/.well-known/jwks.json", "/swagger/v1/swagger.json", "/v1.0/me", "/v1.0/accesskeys", "/v1.0/agents/", "/v1.0/customer", "/v1.0/audit?page_size=1", "/V1.0/ME"];

        foreach (var route in routes)
        {
            var response = await connection.SendAsync("GET", route, [$"Authorization: Bearer {platform.Credentials.AdminToken}"]);
            Assert.True(response.Status == 200, $"{route}: {response.Status} {response.Body}");
        }

        var login = await connection.SendAsync("POST", "/auth/login", [], JsonText.Write(new { username = FirstAdmin.Username, password = FirstAdmin.Password }));
        var byQuery = await connection.SendAsync("GET", $"/v1.0/me?accesskey={platform.Credentials.Accesskey}");
        var console = await connection.SendAsync("GET", "/console");
        var introspection = await connection.SendAsync(
            "POST", "/auth/introspect", [$"Authorization: Bearer {platform.Credentials.AdminToken}", "Content-Type: application/x-www-form-urlencoded"], $"token={platform.Credentials.Accesskey}");

        Assert.Equal((200, "accesskey"), (login.Status, byQuery.Json.GetProperty("type").GetString()));
        Assert.True(introspection.Json.GetProperty("active").GetBoolean());
        Assert.Contains("Secure", login.SetCookie("token"), StringComparison.Ordinal);
        Assert.InRange(console.Status, 200, 303);
        Assert.Equal(before, platform.Platform.Count);
        platform.AssertNoSecretLeft("routes of the service");
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Route_OfADecision_IsNotFoundFromOutside(string proxy)
    {
        using var connection = platform[proxy].Connect();
        string[] plain = ["/authz", "/authz/", "/authz/auth-request", "/authz/forward-auth?x", "/authz/ext-authz/v1.0/calls", "/AUTHZ/forward-auth", "/%61uthz/forward-auth", "/.decision"];
        string[] hidden =
        [
            "/auth/../authz/forward-auth", "/auth/%2e%2e/authz/forward-auth", "/auth/..%2fauthz/forward-auth", "/authz/x%2f..%2f..%2fauth", "/authz/../authz/forward-auth", "//authz/forward-auth",
            "/authz/ext-authz/%2e%2e/%2e%2e/ping", "/authz/ext-authz/../../ping", "/v1.0/me/../../authz/auth-request", "/auth//../authz/auth-request", "/auth\\..\\authz/forward-auth",
        ];
        string[] headers =
        [
            $"Authorization: Bearer {platform.Credentials.Accesskey}", "X-Original-Method: GET", $"X-Original-Host: {ReverseProxy.Host}", "X-Original-URI: /v1.0/calls",
            "X-Forwarded-Method: GET", $"X-Forwarded-Host: {ReverseProxy.Host}", "X-Forwarded-Uri: /v1.0/calls",
        ];

        foreach (var target in plain.Concat(hidden))
        {
            var response = await connection.SendAsync("GET", target, headers);
            Assert.True(response.Headers["X-Auth-Type"].FirstOrDefault() is null && !response.Text.Contains("X-Auth-Identity", StringComparison.OrdinalIgnoreCase), $"{target}: {response.Text}");
            Assert.True(response.Status is 404 or 403 or 400 || target == "/.decision", $"{target}: {response.Status}");
            Assert.True(response.Status == 404 || !plain.Contains(target) || target == "/.decision", $"{target}: {response.Status}");
        }
    }
}
