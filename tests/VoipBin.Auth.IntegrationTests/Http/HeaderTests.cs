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
