using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>Pages of any origin may call the API with a credential that they were given, and read every answer.</summary>
[Collection(SqliteTests.Name)]
public sealed class CrossOriginTests(SqliteService service)
{
    private const string Origin = "Origin: https://app.example.net";

    [Theory]
    [InlineData("/v1.0/accesskeys", "POST", "authorization,content-type")]
    [InlineData("/v1.0/accesskeys/01890000-0000-7000-8000-000000000000", "DELETE", "Authorization")]
    [InlineData("/v1.0/accesskeys/01890000-0000-7000-8000-000000000000", "PUT", "accept,x-requested-with,x-request-id")]
    [InlineData("/auth/login", "POST", "content-type")]
    public async Task Preflight_WhatTheApiTakes_IsAllowed(string path, string method, string headers)
    {
        var response = await service.CallAsync("OPTIONS", path, headers: [Origin, $"Access-Control-Request-Method: {method}", $"Access-Control-Request-Headers: {headers}"]);

        var allowed = response.Header("Access-Control-Allow-Headers").Split(',', StringSplitOptions.TrimEntries);
        Assert.Equal((204, "*"), (response.Status, response.Header("Access-Control-Allow-Origin")));
        Assert.Contains(method, response.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.All(headers.Split(','), header => Assert.Contains(header, allowed, StringComparer.OrdinalIgnoreCase));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Preflight_OtherHeader_IsNotAllowed()
    {
        var response = await service.CallAsync("OPTIONS", "/auth/login", headers: [Origin, "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: x-other"]);

        Assert.DoesNotContain("x-other", response.Header("Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("GET", "/v1.0/accesskeys", 401)]
    [InlineData("GET", "/v1.0/nowhere", 401)]
    [InlineData("PATCH", "/v1.0/accesskeys", 405)]
    [InlineData("GET", "/auth/nowhere", 404)]
    [InlineData("GET", "/auth/login", 405)]
    [InlineData("POST", "/auth/login", 400)]
    [InlineData("POST", "/auth/logout", 401)]
    public async Task Refusal_ToAnotherOrigin_CanBeRead(string method, string path, int status)
    {
        var response = await service.CallAsync(method, path, headers: Origin);

        Assert.Equal((status, "*"), (response.Status, response.Header("Access-Control-Allow-Origin")));
        Assert.Equal(
            ["Location", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate", "X-Request-Id"],
            response.Header("Access-Control-Expose-Headers").Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Answer_ToAnotherOrigin_CanBeRead()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Accesskey, "{}", Origin, "Sec-Fetch-Site: cross-site");

        Assert.Equal((200, "*"), (response.Status, response.Header("Access-Control-Allow-Origin")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/ping")]
    [InlineData("/swagger/index.html")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/health/ready")]
    [InlineData("/authz/auth-request")]
    [InlineData("/console")]
    [InlineData("/authx")]
    public async Task Page_ToAnotherOrigin_CannotBeRead(string path)
    {
        var response = await service.CallAsync("GET", path, headers: Origin);

        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
