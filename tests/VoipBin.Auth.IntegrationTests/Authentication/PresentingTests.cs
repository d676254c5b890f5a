using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Authentication;

/// <summary>Which one credential a request presents: every row and rule of the contract's second section. <c>{t}</c> is a good token, <c>{k}</c> a good accesskey.</summary>
public abstract class PresentingTests(AuthService service)
{
    [Theory]
    [InlineData("", "Authorization: Bearer {t}")]
    [InlineData("", "Authorization: bearer {t}")]
    [InlineData("", "Authorization: BEARER {k}")]
    [InlineData("", "authorization: Bearer {k}")]
    [InlineData("", "Authorization: Bearer  {k}")]
    [InlineData("?token={t}", "")]
    [InlineData("?accesskey={k}", "")]
    [InlineData("?page_size=1&accesskey={k}&page_token=", "")]
    [InlineData("?token=&accesskey={k}", "")]
    [InlineData("?accesskey={k}", "Authorization: Basic dXNlcjpwYXNz")]
    [InlineData("?xtoken=1&tokens=2&access_key=3", "Authorization: Bearer {t}")]
    [InlineData("?token=&accesskey=", "Authorization: Bearer {t}")]
    [InlineData("", "Cookie: token={t}")]
    [InlineData("", "Cookie: accesskey={k}")]
    [InlineData("", "Cookie: theme=dark; token={t}; lang=en")]
    [InlineData("", "Cookie: theme=dark\nCookie: accesskey={k}")]
    [InlineData("", "Cookie: accesskey=vb_unknown; token={t}")]
    [InlineData("", "Cookie: token=; accesskey={k}")]
    [InlineData("", "Cookie: token={t}\nAuthorization: Basic dXNlcjpwYXNz")]
    [InlineData("", "Cookie: token=stale\nAuthorization: Bearer {k}")]
    [InlineData("?token={t}", "Cookie: token=stale; accesskey=stale")]
    [InlineData("?accesskey={k}", "Cookie: token=stale; token=stale")]
    public async Task Request_OneGoodCredential_IsAnswered(string query, string headers)
    {
        var response = await SendAsync(query, headers);

        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("", "", "AUTHENTICATION_REQUIRED")]
    [InlineData("?token=", "", "AUTHENTICATION_REQUIRED")]
    [InlineData("?token", "", "AUTHENTICATION_REQUIRED")]
    [InlineData("?accesskey=&token=", "", "AUTHENTICATION_REQUIRED")]
    [InlineData("", "Cookie: token=; accesskey=", "AUTHENTICATION_REQUIRED")]
    [InlineData("", "Cookie: Token={t}; ACCESSKEY={k}", "AUTHENTICATION_REQUIRED")]
    [InlineData("", "Authorization: Basic dXNlcjpwYXNz", "AUTHENTICATION_REQUIRED")]
    [InlineData("", "Authorization: {t}", "AUTHENTICATION_REQUIRED")]
    [InlineData("", "X-Api-Key: {k}", "AUTHENTICATION_REQUIRED")]
    [InlineData("", "Authorization: Bearer", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer ", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer{t}", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer\t{t}", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer {k},{k}", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer {t}, Basic dXNlcjpwYXNz", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer {t} {t}", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer {t}=", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer {k}%20", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer Ã©{k}", "INVALID_CREDENTIALS")]
    [InlineData("?token={k}", "", "INVALID_CREDENTIALS")]
    [InlineData("?accesskey={t}", "", "INVALID_CREDENTIALS")]
    [InlineData("", "Cookie: token={k}", "INVALID_CREDENTIALS")]
    [InlineData("", "Cookie: accesskey={t}", "INVALID_CREDENTIALS")]
    [InlineData("", "Cookie: token=stale; accesskey={k}", "INVALID_CREDENTIALS")]
    [InlineData("", "Cookie: token={t}; token={t}", "INVALID_CREDENTIALS")]
    [InlineData("", "Cookie: token={t}\nCookie: token={t}", "INVALID_CREDENTIALS")]
    [InlineData("", "Cookie: accesskey={k}; accesskey={k}", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer stale\nCookie: token={t}", "INVALID_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer\nCookie: token={t}", "INVALID_CREDENTIALS")]
    [InlineData("?token=stale", "Cookie: token={t}", "INVALID_CREDENTIALS")]
    public async Task Request_NoGoodCredential_IsRefused(string query, string headers, string reason)
    {
        var response = await SendAsync(query, headers);

        Refusal.Is(response, 401, reason);
        Assert.DoesNotContain("stale", response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?token={t}&token={t}", "", "MULTIPLE_CREDENTIALS")]
    [InlineData("?accesskey={k}&x=1&accesskey=other", "", "MULTIPLE_CREDENTIALS")]
    [InlineData("?token={t}&accesskey={k}", "", "MULTIPLE_CREDENTIALS")]
    [InlineData("?token={t}", "Authorization: Bearer {t}", "MULTIPLE_CREDENTIALS")]
    [InlineData("?accesskey={k}", "Authorization: Bearer {k}", "MULTIPLE_CREDENTIALS")]
    [InlineData("?accesskey={k}", "Authorization: Bearer", "MULTIPLE_CREDENTIALS")]
    [InlineData("", "Authorization: Bearer {t}\nAuthorization: Bearer {t}", "MULTIPLE_CREDENTIALS")]
    [InlineData("", "Authorization: Basic dXNlcjpwYXNz\nAuthorization: Bearer {t}", "MULTIPLE_CREDENTIALS")]
    [InlineData("?Token={t}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?TOKEN={t}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?%74oken={t}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?toke%6E={t}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?AccessKey={k}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?access%4bey={k}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?%54oken=x", "Authorization: Bearer {t}", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?Token=x&token={t}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?token={t}=", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?token={t}%3D", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?accesskey={k}%00", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?accesskey={k}+", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?accesskey={k};x=1", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?accesskey={k},{k}", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?accesskey=%zz", "", "INVALID_REQUEST_PARAMETER")]
    [InlineData("?token=%", "Cookie: token={t}", "INVALID_REQUEST_PARAMETER")]
    public async Task Request_AmbiguousCredential_IsRefused(string query, string headers, string reason)
    {
        var response = await SendAsync(query, headers);

        Refusal.Is(response, 400, reason);
    }

    [Theory]
    [InlineData("GET", "/ping", 200)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/health/ready", 200)]
    [InlineData("GET", "/swagger/v1/swagger.json", 200)]
    [InlineData("GET", "/", 302)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("POST", "/auth/login", 200)]
    public async Task Request_OnPublicRoute_ReadsNoCredential(string method, string path, int status)
    {
        var body = method == "POST" ? JsonText.Write(new { username = AuthService.Username, password = AuthService.Password }) : null;

        var response = await service.CallAsync(method, $"{path}?Token=x&token=stale&token=stale", body: body, headers: ["Authorization: Bearer", "Authorization: Bearer stale", "Cookie: token=stale; token=stale"]);

        Assert.Equal(status, response.Status);
    }

    private async Task<RawResponse> SendAsync(string query, string headers)
    {
        var tenant = await service.Seed.AddTenantAsync();
        string Fill(string text) => text.Replace("{t}", tenant.Token, StringComparison.Ordinal).Replace("{k}", tenant.Accesskey, StringComparison.Ordinal);

        var response = await service.CallAsync("GET", "/v1.0/accesskeys" + Fill(query), headers: Call.Lines(Fill(headers)));

        Assert.DoesNotContain(tenant.Token, response.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Accesskey, response.Text, StringComparison.Ordinal);
        Assert.Empty(service.Log.LinesWith(tenant.Token));
        Assert.Empty(service.Log.LinesWith(tenant.Accesskey));
        return response;
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : PresentingTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : PresentingTests(service);
}
