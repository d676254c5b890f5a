using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>The headers of every answer, and the request's id.</summary>
[Collection(SqliteTests.Name)]
public sealed class HeaderTests(SqliteService service)
{
    [Theory]
    [InlineData("GET", "/v1.0/accesskeys", 200, true)]
    [InlineData("HEAD", "/v1.0/accesskeys", 200, true)]
    [InlineData("GET", "/v1.0/nowhere", 404, true)]
    [InlineData("PATCH", "/v1.0/accesskeys", 405, true)]
    [InlineData("OPTIONS", "/v1.0/accesskeys", 204, true)]
    [InlineData("GET", "/v1.0/accesskeys/x", 400, true)]
    [InlineData("POST", "/auth/login", 400, true)]
    [InlineData("GET", "/auth/nowhere", 404, true)]
    [InlineData("GET", "/AUTH/nowhere", 404, true)]
    [InlineData("GET", "/authz/nowhere", 404, true)]
    [InlineData("GET", "/console", 302, true)]
    [InlineData("GET", "/ping", 200, false)]
    [InlineData("GET", "/health/live", 200, false)]
    [InlineData("GET", "/nowhere", 404, false)]
    [InlineData("GET", "/swagger/index.html", 200, false)]
    [InlineData("GET", "/swagger/v1/swagger.json", 200, false)]
    public async Task Answer_Any_HasTheHeadersOfEveryAnswer(string method, string path, int status, bool isPrivate)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync(method, path, tenant.Token);

        Assert.Equal(status, response.Status);
        Assert.Equal(("nosniff", "no-referrer"), (response.Header("X-Content-Type-Options"), response.Header("Referrer-Policy")));
        Assert.Matches("^req_[a-z2-7]{26}$", response.Header("X-Request-Id"));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
        if (isPrivate)
        {
            Assert.Equal("no-store", response.Header("Cache-Control"));
        }
    }

    /// <summary>What no browser is to render is shown as nothing, and in no frame.</summary>
    [Theory]
    [InlineData("GET", "/ping")]
    [InlineData("GET", "/v1.0/me")]
    [InlineData("GET", "/nowhere")]
    [InlineData("POST", "/auth/login")]
    [InlineData("GET", "/swagger/v1/swagger.json")]
    [InlineData("GET", "/.well-known/jwks.json")]
    public async Task Answer_NoPage_MayDoNothingInABrowser(string method, string path)
    {
        var response = await service.CallAsync(method, path, (await service.Seed.AddTenantAsync()).Token);

        Assert.Equal("default-src 'none'; frame-ancestors 'none'", response.Header("Content-Security-Policy"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("/console/sign-in", "script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'")]
    [InlineData("/console/nowhere", "script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'")]
    [InlineData("/auth/password-reset?token=x", "script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'")]
    [InlineData("/swagger/index.html", "script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'")]
    public async Task Answer_Page_IsInNoFrameAndHasAPolicy(string path, string policy)
    {
        var response = await service.CallAsync("GET", path);

        Assert.StartsWith("text/html", response.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains(policy, response.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", response.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(
            ("DENY", "same-origin", "same-origin"),
            (response.Header("X-Frame-Options"), response.Header("Cross-Origin-Opener-Policy"), response.Header("Cross-Origin-Resource-Policy")));
        Assert.Contains("microphone=()", response.Header("Permissions-Policy"), StringComparison.Ordinal);
    }

    /// <summary>A browser remembers it for names only, and only where it came by https.</summary>
    [Theory]
    [InlineData("api.example.net", "X-Forwarded-Proto: https", "/ping", "max-age=31536000")]
    [InlineData("api.example.net:8443", "X-Forwarded-Proto: https", "/console/sign-in", "max-age=31536000")]
    [InlineData("api.example.net", "X-Forwarded-Proto: http", "/ping", "")]
    [InlineData("api.example.net", "X: y", "/ping", "")]
    [InlineData("localhost", "X-Forwarded-Proto: https", "/ping", "")]
    [InlineData("app.localhost:8080", "X-Forwarded-Proto: https", "/ping", "")]
    [InlineData("127.0.0.1", "X-Forwarded-Proto: https", "/ping", "")]
    [InlineData("[::1]:8080", "X-Forwarded-Proto: https", "/ping", "")]
    [InlineData("api.example.net", "X-Forwarded-Proto: https", "/authz/forward-auth", "")]
    public async Task Answer_ByHttps_IsRememberedAsSuch(string host, string forwarded, string path, string expected)
    {
        var response = await service.CreateRawClient().SendAsync("GET", path, [$"Host: {host}", "X-Forwarded-For: 192.0.2.1", forwarded]);

        Assert.Equal(expected, response.Header("Strict-Transport-Security"));
    }

    /// <summary>A proxy may hand a refusal on with all its headers, as the answer of somebody else's host.</summary>
    [Fact]
    public async Task Answer_ToAProxy_SaysNothingToBrowsers()
    {
        var response = await service.CreateRawClient().SendAsync(
            "GET", "/authz/forward-auth", ["Host: api.example.net", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Method: GET", "X-Forwarded-Uri: /v1.0/calls", "X-Forwarded-Host: api.example.net"]);

        Refusal.Is(response, 401, "AUTHENTICATION_REQUIRED");
        Assert.All(
            ["Content-Security-Policy", "Strict-Transport-Security", "X-Frame-Options", "Cross-Origin-Opener-Policy", "Permissions-Policy", "Server"],
            name => Assert.False(response.Headers.Contains(name), name));
    }

    /// <summary>What the web server refuses before it is a request says no more than it must.</summary>
    [Theory]
    [InlineData("GET /ping\r\n\r\n", 400)]
    [InlineData("GET /ping HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /ping HTTP/9.9\r\nHost: x\r\n\r\n", 505)]
    public async Task Refusal_OfTheWebServer_NamesNoServer(string request, int status)
    {
        var response = await service.CreateRawClient().SendBytesAsync(System.Text.Encoding.ASCII.GetBytes(request));

        Assert.Equal((status, ""), (response.Status, response.Header("Server")));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("req_0123456789-ABC")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("avb_x")]
    [InlineData("eyj")]
    public async Task RequestId_Harmless_IsKept(string id)
    {
        var response = await service.CallAsync("GET", "/nowhere", headers: $"X-Request-Id: {id}");

        Assert.Equal(id, response.Header("X-Request-Id"));
        Refusal.Is(response, 404, "ROUTE_NOT_FOUND");
    }

    [Theory]
    [InlineData("X-Request-Id: ")]
    [InlineData("X-Request-Id: 01234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("X-Request-Id: a b")]
    [InlineData("X-Request-Id: a.b")]
    [InlineData("X-Request-Id: a,b")]
    [InlineData("X-Request-Id: <script>")]
    [InlineData("X-Request-Id: Ã©")]
    [InlineData("X-Request-Id: vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe")]
    [InlineData("X-Request-Id: VB_x")]
    [InlineData("X-Request-Id: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9")]
    [InlineData("X-Request-Id: a\nX-Request-Id: b")]
    public async Task RequestId_AnyOther_IsReplaced(string headers)
    {
        var response = await service.CallAsync("GET", "/nowhere", headers: Call.Lines(headers));

        Assert.Matches("^req_[a-z2-7]{26}$", response.Header("X-Request-Id"));
        Refusal.Is(response, 404, "ROUTE_NOT_FOUND");
    }
}
