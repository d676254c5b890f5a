using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>Signing in to the console and out of it, and the cookie between the two.</summary>
public abstract class SessionTests(AuthService service)
{
    private const string SignIn = "/console/sign-in";

    [Theory]
    [InlineData("Host: localhost", "voipbin_console", "")]
    [InlineData("Host: 127.0.0.1:8080", "voipbin_console", "")]
    [InlineData("Host: console.example.net", "__Host-voipbin_console", " Secure;")]
    [InlineData("Host: localhost\nX-Forwarded-Proto: https", "__Host-voipbin_console", " Secure;")]
    public async Task SignIn_RightPassword_SetsTheCookieOfTheConsoleOnly(string headers, string name, string secure)
    {
        var (_, agent) = await Visitor.AddAsync(service, password: Visitor.Password);
        var visitor = new Visitor(service);
        var page = await visitor.GetAsync(SignIn, Call.Lines(headers));

        var response = await visitor.PostAsync(SignIn, [.. Visitor.HiddenOf(page), new("username", agent.Username), new("password", Visitor.Password)], Call.Lines(headers));

        Assert.Equal((303, "/console", "no-store", ""), (response.Status, response.Header("Location"), response.Header("Cache-Control"), response.Body));
        Assert.Matches(
            $"^{name}=eyJ[A-Za-z0-9._-]+; Path=/; Max-Age=604800; HttpOnly;{secure} SameSite=Strict$",
            Assert.Single(response.Headers["Set-Cookie"], line => line.StartsWith($"{name}=", StringComparison.Ordinal)));
        Assert.DoesNotContain(response.Headers["Set-Cookie"], line => line.StartsWith("token=", StringComparison.Ordinal));
        Assert.Equal(200, (await visitor.GetAsync("/console", Call.Lines(headers))).Status);
    }

    [Theory]
    [InlineData("wrong", "The username or the password is not right.")]
    [InlineData("", "This is not right yet: see below.")]
    public async Task SignIn_WrongPassword_ShowsTheFormAgainWithoutThePassword(string password, string alert)
    {
        var (_, agent) = await Visitor.AddAsync(service, password: Visitor.Password);
        var visitor = new Visitor(service);

        var response = await visitor.SubmitAsync(SignIn, ("username", agent.Username), ("password", password));

        PageAnswer.Is(response, 400, "Sign in");
        Assert.Equal((alert, agent.Username), (PageAnswer.Alert(response), Visitor.ValueOf(response, "username")));
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
        Assert.DoesNotContain("value=\"wrong\"", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_OfAFrozenCustomer_SaysSo()
    {
        var (_, agent) = await Visitor.AddAsync(service, password: Visitor.Password);
        await service.Seed.FreezeAsync(agent.CustomerId);
        var visitor = new Visitor(service);

        PageAnswer.Is(await visitor.SubmitAsync(SignIn, ("username", agent.Username), ("password", Visitor.Password)), 403, "This account is frozen");
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
    }

    [Theory]
    [InlineData("?token={token}", "")]
    [InlineData("?accesskey={accesskey}", "")]
    [InlineData("", "Authorization: Bearer {token}")]
    [InlineData("", "Authorization: Bearer {accesskey}")]
    [InlineData("", "Cookie: token={token}")]
    [InlineData("", "Cookie: accesskey={accesskey}")]
    [InlineData("", "Cookie: voipbin_console={accesskey}")]
    [InlineData("", "Cookie: voipbin_console={token}; voipbin_console={token}")]
    [InlineData("", "Cookie: __Host-voipbin_console={token}")]
    [InlineData("", "Host: console.example.net\nCookie: voipbin_console={token}")]
    [InlineData("", "Cookie: Voipbin_console={token}")]
    public async Task Page_CredentialThatIsNotTheConsolesCookie_SignsNobodyIn(string query, string headers)
    {
        var tenant = await service.Seed.AddTenantAsync();
        string Fill(string text) => text.Replace("{token}", tenant.Token, StringComparison.Ordinal).Replace("{accesskey}", tenant.Accesskey, StringComparison.Ordinal);

        var response = await service.CallAsync("GET", "/console/accesskeys" + Fill(query), headers: Call.Lines(Fill(headers)));

        Assert.Equal(302, response.Status);
        Assert.StartsWith("/console/sign-in?return=%2Fconsole%2Faccesskeys", response.Header("Location"), StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Token, response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cookie: voipbin_console={token}")]
    [InlineData("Cookie: __Host-voipbin_console={token}")]
    [InlineData("Cookie: voipbin_console_delegate={token}")]
    public async Task Api_WithTheConsolesCookie_IsAskedByNobody(string header)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", headers: header.Replace("{token}", tenant.Token, StringComparison.Ordinal)), 401, "AUTHENTICATION_REQUIRED");
    }

    [Fact]
    public async Task SignOut_Always_EndsTheTokenAndBothCookies()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var visitor = Visitor.With(service, tenant.Token);
        visitor.Cookies[Visitor.DelegateCookie] = "stale";
        var page = await Visitor.With(service, tenant.Token).GetAsync("/console/accesskeys/new");
        visitor.Cookies["voipbin_form"] = page.Headers["Set-Cookie"].Single().Split(';')[0].Split('=', 2)[1];

        var response = await visitor.SubmitAsync(page, "/console/sign-out");

        Assert.Equal((303, "/console/sign-in?done=signed-out"), (response.Status, response.Header("Location")));
        Assert.Equal(["voipbin_form"], visitor.Cookies.Keys);
        Assert.Equal(401, await service.StatusOfAsync(tenant.Token));
        Assert.Equal("token.revoked", (await service.Seed.AuditedAsync(response)).Type);
    }

    [Theory]
    [InlineData("generation")]
    [InlineData("agent")]
    [InlineData("customer")]
    public async Task Page_AfterTheTokenEnded_LeadsToSignInAndClearsTheCookie(string what)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        Assert.Equal(200, (await visitor.GetAsync("/console")).Status);
        await (what switch
        {
            "generation" => service.Seed.RaiseGenerationAsync(agent.Id),
            "agent" => service.Seed.DeleteAgentAsync(agent.Id),
            _ => service.Seed.DeleteCustomerAsync(agent.CustomerId),
        });

        var response = await visitor.GetAsync("/console/accesskeys?q=x");

        Assert.Equal((302, "/console/sign-in?return=%2Fconsole%2Faccesskeys%3Fq%3Dx&done=session-ended"), (response.Status, response.Header("Location")));
        Assert.Empty(visitor.Cookies.Keys.Intersect([Visitor.SessionCookie]));
    }

    [Fact]
    public async Task Page_OfAFrozenCustomer_SaysSoAndSignsOut()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var page = await visitor.GetAsync("/console/accesskeys/new");
        await service.Seed.FreezeAsync(agent.CustomerId);

        PageAnswer.Is(await visitor.GetAsync("/console"), 403, "This account is frozen");
        Assert.Equal(303, (await visitor.SubmitAsync(page, "/console/sign-out")).Status);
    }

    [Theory]
    [InlineData("/console/accesskeys?sort=name", "/console/accesskeys?sort=name")]
    [InlineData("https://evil.example/console", "/console")]
    [InlineData("//evil.example", "/console")]
    [InlineData("/console/..//evil.example", "/console")]
    [InlineData("/swagger/index.html", "/console")]
    public async Task SignIn_WithAReturnAddress_LeadsToOneOfOurs(string address, string location)
    {
        var (_, agent) = await Visitor.AddAsync(service, password: Visitor.Password);
        var page = await new Visitor(service).GetAsync($"{SignIn}?return={Uri.EscapeDataString(address)}");
        Assert.Equal(location, Visitor.HiddenOf(page)["return"]);

        // Nor does it help to write it into the form.
        var response = await new Visitor(service).SubmitAsync(SignIn, ("username", agent.Username), ("password", Visitor.Password), ("return", address));

        Assert.Equal((303, location), (response.Status, response.Header("Location")));
    }

    [Fact]
    public async Task Page_WhileAnOperatorActs_IsOfThatCustomerAndEndsWithTheDelegation()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var superAdmin = await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.ProjectSuperAdmin);
        var token = service.Seed.IssueToken(superAdmin);
        var delegated = (await service.CallAsync("POST", "/auth/delegate", token, JsonText.Write(new { customer_id = tenant.CustomerId, reason = "a test looks at the console" }))).Json.Text("token")!;
        var visitor = Visitor.With(service, token);
        visitor.Cookies[Visitor.DelegateCookie] = delegated;

        var shown = await visitor.GetAsync("/console/accesskeys");
        var form = await visitor.GetAsync("/console/accesskeys/new");
        await service.CallAsync("POST", "/auth/logout", delegated, "{}");
        var ended = await visitor.GetAsync("/console/accesskeys");

        Assert.Contains($"/console/accesskeys/{tenant.AccesskeyId}", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/accesskeys/new", shown.Body, StringComparison.Ordinal);
        PageAnswer.Is(form, 403, "This page is not for you");
        Assert.Equal((302, "/console?done=delegation-ended"), (ended.Status, ended.Header("Location")));
        Assert.Equal([Visitor.SessionCookie], visitor.Cookies.Keys.Where(name => name != "voipbin_form"));
        Assert.DoesNotContain($"{tenant.AccesskeyId}", (await visitor.GetAsync("/console/accesskeys")).Body, StringComparison.Ordinal);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SessionTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SessionTests(service);
}
