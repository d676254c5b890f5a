using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Authentication;

/// <summary>A cookie must not serve a page of another site. <c>{h}</c> is this service's host.</summary>
public abstract class CrossSiteTests(AuthService service)
{
    [Theory]
    [InlineData("")]
    [InlineData("Sec-Fetch-Site: same-origin")]
    [InlineData("Sec-Fetch-Site: none")]
    [InlineData("Origin: http://{h}")]
    [InlineData("Origin: HTTP://{h}")]
    [InlineData("Sec-Fetch-Site: same-origin\nOrigin: http://{h}")]
    public async Task Create_CookieFromThisSite_IsAnswered(string headers)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await SendAsync("POST", "/v1.0/accesskeys", headers, $"Cookie: token={tenant.Token}");

        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: same-site")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: Same-Origin")]
    [InlineData("Sec-Fetch-Site: ")]
    [InlineData("Sec-Fetch-Site: same-origin\nSec-Fetch-Site: same-origin")]
    [InlineData("Origin: null")]
    [InlineData("Origin: https://{h}")]
    [InlineData("Origin: http://{h}:1")]
    [InlineData("Origin: http://{h}.example.net")]
    [InlineData("Origin: https://evil.example")]
    [InlineData("Sec-Fetch-Site: same-origin\nOrigin: https://evil.example")]
    [InlineData("Sec-Fetch-Site: cross-site\nOrigin: http://{h}")]
    public async Task Change_CookieFromAnotherSite_IsRefused(string headers)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        foreach (var (method, path) in new[] { ("POST", ""), ("PUT", $"/{tenant.AccesskeyId}"), ("DELETE", $"/{tenant.AccesskeyId}") })
        {
            foreach (var cookie in new[] { $"token={tenant.Token}", $"accesskey={tenant.Accesskey}" })
            {
                Refusal.Is(await SendAsync(method, "/v1.0/accesskeys" + path, headers, $"Cookie: {cookie}"), 403, "CROSS_SITE_REQUEST");
            }
        }

        Refusal.Is(await SendAsync("POST", "/auth/logout", headers, $"Cookie: token={tenant.Token}"), 403, "CROSS_SITE_REQUEST");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("GET", "", 200)]
    [InlineData("HEAD", "", 200)]
    [InlineData("OPTIONS", "", 204)]
    [InlineData("GET", "Upgrade: websocket", 403)]
    public async Task Read_CookieFromAnotherSite_IsRefusedOnlyForAnUpgrade(string method, string headers, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await SendAsync(method, "/v1.0/accesskeys", headers, $"Cookie: token={tenant.Token}", "Sec-Fetch-Site: cross-site");

        Assert.Equal(status, response.Status);
    }

    [Fact]
    public async Task Read_UpgradeFromThisSite_IsAnswered()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await SendAsync("GET", "/v1.0/accesskeys", "Upgrade: websocket", $"Cookie: token={tenant.Token}", "Sec-Fetch-Site: same-origin");

        Assert.Equal(200, response.Status);
    }

    [Fact]
    public async Task Create_ExplicitCredentialFromAnotherSite_IsAnswered()
    {
        var tenant = await service.Seed.AddTenantAsync();
        string[] elsewhere = ["Sec-Fetch-Site: cross-site", "Origin: https://evil.example", "Cookie: token=stale"];

        var bearer = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, "{}", elsewhere);
        var query = await service.CallAsync("POST", $"/v1.0/accesskeys?accesskey={tenant.Accesskey}", body: "{}", headers: elsewhere);

        Assert.Equal([200, 200], [bearer.Status, query.Status]);
    }

    private Task<RawResponse> SendAsync(string method, string target, string headers, params string[] more) => service.CallAsync(
        method,
        target,
        body: method is "POST" or "PUT" ? "{}" : null,
        headers: [.. Call.Lines(headers.Replace("{h}", service.Address.Authority, StringComparison.Ordinal)), .. more]);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CrossSiteTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CrossSiteTests(service);
}
