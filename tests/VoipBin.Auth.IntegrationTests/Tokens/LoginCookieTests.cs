using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>The cookie is Secure except on one's own machine, and no page of another site gets one.</summary>
public abstract class LoginCookieTests(AuthService service)
{
    [Theory]
    [InlineData("Host: localhost", "")]
    [InlineData("Host: LOCALHOST:8080", "")]
    [InlineData("Host: 127.0.0.1:8080", "")]
    [InlineData("Host: 127.9.9.9", "")]
    [InlineData("Host: [::1]:8080", "")]
    [InlineData("Host: api.example.net", " Secure;")]
    [InlineData("Host: localhost.example.net", " Secure;")]
    [InlineData("Host: 127.0.0.1.example.net", " Secure;")]
    [InlineData("Host: 192.0.2.1", " Secure;")]
    [InlineData("Host: localhost\nX-Forwarded-For: 203.0.113.9", " Secure;")]
    [InlineData("Host: localhost\nX-Forwarded-Proto: http", " Secure;")]
    [InlineData("Host: localhost\nX-Forwarded-Proto: https", " Secure;")]
    [InlineData("Host: localhost\nX-Forwarded-Host: api.example.net", " Secure;")]
    [InlineData("Host: localhost\nForwarded: for=203.0.113.9", " Secure;")]
    [InlineData("Host: localhost\nSec-Fetch-Site: same-origin\nOrigin: http://localhost", "")]
    public async Task Login_ByHostAndProxy_SetsTheCookie(string headers, string secure)
    {
        var response = await service.LoginAsync(AuthService.Username, AuthService.Password, Call.Lines(headers));

        Assert.Equal($"token={response.Json.Text("token")}; Path=/; Max-Age=604800; HttpOnly;{secure} SameSite=Strict", response.SetCookie("token"));
    }

    [Theory]
    [InlineData("Host: api.example.net", "__Host-voipbin_device", " Secure;")]
    [InlineData("Host: localhost", "voipbin_device", "")]
    public async Task Login_RightPassword_SetsTheCookieOfAKnownBrowser(string headers, string name, string secure)
    {
        var response = await service.LoginAsync(AuthService.Username, AuthService.Password, headers);

        var cookie = response.SetCookie(name);
        Assert.Matches($"^{name}=[A-Za-z0-9_-]+; Path=/; Max-Age=15552000; HttpOnly;{secure} SameSite=Strict$", cookie);
        Assert.DoesNotContain(response.Json.Text("token"), cookie, StringComparison.Ordinal);
        Assert.Equal(2, response.Headers["Set-Cookie"].Count());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    [InlineData("Origin: https://evil.example")]
    [InlineData("Origin: null")]
    public async Task Login_FromAnotherSite_SetsNoCookie(string headers)
    {
        var response = await service.LoginAsync(AuthService.Username, AuthService.Password, Call.Lines(headers));

        Assert.Equal(200, response.Status);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : LoginCookieTests(service);
}
