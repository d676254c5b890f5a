using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Audit;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Authentication;

/// <summary><c>Credentials:AllowQuery=false</c>, <c>RequireHttps=true</c>, trusted proxies, <c>PublicUrl</c> and named origins.</summary>
public abstract class HardenedTests(AuthService service)
{
    private const string Client = "X-Forwarded-For: 203.0.113.9";

    [Fact]
    public async Task Request_CredentialInTheQuery_IsRefusedWithTheReason()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var token = await service.CallAsync("GET", $"/v1.0/accesskeys?token={tenant.Token}");
        var accesskey = await service.CallAsync("GET", $"/v1.0/accesskeys?accesskey={tenant.Accesskey}", headers: $"Cookie: token={tenant.Token}");

        Assert.All([token, accesskey], response =>
        {
            Refusal.Is(response, 401, "INVALID_CREDENTIALS");
            Assert.Contains("query", response.Error.Text("message"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Request_CredentialOutsideTheQuery_IsAnswered()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var bearer = await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Accesskey);
        var cookie = await service.CallAsync("GET", "/v1.0/accesskeys", headers: $"Cookie: token={tenant.Token}");

        Assert.Equal([200, 200], [bearer.Status, cookie.Status]);
    }

    [Theory]
    [InlineData("GET", "/ping")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/v1.0/accesskeys")]
    [InlineData("POST", "/auth/login")]
    [InlineData("GET", "/swagger/index.html")]
    public async Task Request_PlainHttpFromAnotherMachine_IsRefused(string method, string path)
    {
        var response = await service.CallAsync(method, path, headers: Client);

        Refusal.Is(response, 403, "HTTPS_REQUIRED");
        Assert.False(response.Headers.Contains("Location"));
    }

    [Theory]
    [InlineData(Client + "\nX-Forwarded-Proto: http", 403)]
    [InlineData(Client + "\nX-Forwarded-Proto: https", 200)]
    [InlineData("X-Forwarded-For: 203.0.113.9, 10.1.2.3\nX-Forwarded-Proto: https, http", 200)]
    [InlineData("X-Forwarded-For: 203.0.113.9, 192.0.2.1\nX-Forwarded-Proto: https, http", 403)]
    [InlineData("X-Forwarded-For: 127.0.0.1, 203.0.113.9", 403)]
    [InlineData("", 200)]
    public async Task Request_BehindProxies_IsJudgedByWhatTrustedOnesSay(string headers, int status)
    {
        var response = await service.CallAsync("GET", "/ping", headers: Call.Lines(headers));

        Assert.Equal(status, response.Status);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.7, 203.0.113.9, 10.1.2.3", "203.0.113.9")]
    public async Task Login_RefusedBehindProxies_IsAuditedWithTheClientsAddress(string forwardedFor, string address)
    {
        var id = $"test-{Guid.CreateVersion7():N}";

        var response = await service.LoginAsync("nobody@example.net", "wrong password", $"X-Forwarded-For: {forwardedFor}", "X-Forwarded-Proto: https, https", $"X-Request-Id: {id}");

        var audited = await service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().SingleAsync(row => row.RequestId == id));
        Refusal.IsFailedLogin(response);
        Assert.Equal(address, audited.Address);
    }

    /// <summary>Nobody asks for it to be written: that happens by itself.</summary>
    [Fact]
    public async Task Request_AccesskeyBehindProxies_IsShownAsUsedWithinSecondsFromTheClientsAddress()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var path = $"/v1.0/accesskeys/{tenant.AccesskeyId}";
        Assert.Equal(200, (await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey, headers: ["X-Forwarded-For: 198.51.100.7, 203.0.113.9, 10.1.2.3", "X-Forwarded-Proto: https, https, https"])).Status);

        await Eventually.IsTrueAsync(async () => (await service.CallAsync("GET", path, tenant.Token)).Json.Text("tm_last_used") is not null, "the last use is shown");

        var usage = Assert.Single(await service.FindUsesAsync(tenant.CustomerId));
        Assert.Equal((1, "203.0.113.9"), (usage.Uses, $"{usage.Address}"));
    }

    [Theory]
    [InlineData(HardenedSettings.PublicOrigin, 200)]
    [InlineData("https://API.example.net", 200)]
    [InlineData("http://api.example.net", 403)]
    [InlineData("https://api.example.net:444", 403)]
    [InlineData(HardenedSettings.AllowedOrigin, 403)]
    public async Task Create_CookieWithOrigin_IsAnsweredForThePublicUrl(string origin, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/v1.0/accesskeys", body: "{}", headers: [$"Cookie: token={tenant.Token}", $"Origin: {origin}"]);

        Assert.Equal(status, response.Status);
    }

    [Theory]
    [InlineData(HardenedSettings.AllowedOrigin, HardenedSettings.AllowedOrigin)]
    [InlineData("https://evil.example", "")]
    public async Task Request_NamedOrigins_AllowsNoOther(string origin, string allowed)
    {
        var response = await service.CallAsync("GET", "/v1.0/accesskeys", headers: $"Origin: {origin}");

        Assert.Equal(allowed, response.Header("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("Secure", Client, "X-Forwarded-Proto: https")]
    [InlineData("Secure", "Host: api.example.net")]
    [InlineData("", "Host: localhost")]
    public async Task Login_RightPassword_SetsSecureCookieUnlessOnALaptop(string attribute, params string[] headers)
    {
        var response = await service.LoginAsync(AuthService.Username, AuthService.Password, headers);

        Assert.Equal(attribute == "Secure", response.SetCookie("token").Contains("; Secure;", StringComparison.Ordinal));
        Assert.Equal(200, response.Status);
    }

    [Collection(HardenedSqliteTests.Name)]
    public sealed class OnSqlite(HardenedSqliteService service) : HardenedTests(service);

    [Collection(HardenedPostgresTests.Name)]
    public sealed class OnPostgres(HardenedPostgresService service) : HardenedTests(service);
}
