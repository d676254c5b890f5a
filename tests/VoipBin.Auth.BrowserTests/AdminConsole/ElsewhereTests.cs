using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>A page of another port of the same host, to which the visitor's cookies are sent, however strict: to SameSite all ports are one site. No database is asked whether they count.</summary>
[Collection(PostgresTests.Name)]
public sealed class ElsewhereTests(PostgresService service) : BrowserTest(service)
{
    /// <summary>Sends a form without the visitor having a say.</summary>
    private const string SendForm = """
        ([action, fields]) => {
            const form = document.createElement('form');
            form.method = 'post';
            form.action = action;
            for (const [name, value] of Object.entries(fields)) {
                const input = form.appendChild(document.createElement('input'));
                [input.name, input.value] = [name, value];
            }
            document.body.append(form);
            form.submit();
        }
        """;

    private const string FetchBlindly = "([address, method, body]) => fetch(address, { method, body: body ?? undefined, mode: 'no-cors', credentials: 'include' }).then(() => 'given', () => 'withheld')";

    private const string OpenWebSocket = """
        address => new Promise(resolve => {
            const socket = new WebSocket(address);
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('refused');
        })
        """;

    /// <summary>What a cookie of the visitor could do, were it accepted.</summary>
    private static readonly string[] Changes = ["/console/accesskeys/new", "/console/sign-out", "/v1.0/accesskeys", "/auth/logout"];

    [Fact]
    public async Task Form_FromElsewhere_IsRefused()
    {
        await using var visit = await VisitElsewhereAsync();

        foreach (var path in Changes)
        {
            var page = await visit.Visitor.OpenAsync(visit.Site.Address.ToString());
            var response = await page.RunAndWaitForResponseAsync(
                () => page.EvaluateAsync(SendForm, new object[] { visit.Address(path), visit.NewKey }), response => response.Url == visit.Address(path));
            Assert.Equal((path, 403), (path, response.Status));
        }

        await visit.AssertNothingChangedAsync();
    }

    [Fact]
    public async Task BlindFetch_FromElsewhere_ChangesNothing()
    {
        await using var visit = await VisitElsewhereAsync();

        foreach (var path in Changes)
        {
            await visit.FetchBlindlyAsync("POST", path);
        }

        await visit.AssertNothingChangedAsync();
    }

    /// <summary>The browser keeps it from the page that asks (Cross-Origin-Resource-Policy): not even that there is an answer is told there.</summary>
    [Fact]
    public async Task BlindFetch_OfAPage_IsWithheld()
    {
        await using var visit = await VisitElsewhereAsync();

        Assert.Equal("withheld", await visit.FetchBlindlyAsync("GET", "/console/accesskeys"));
        await visit.AssertNothingChangedAsync();
    }

    [Fact]
    public async Task WebSocket_FromElsewhere_IsRefused()
    {
        await using var visit = await VisitElsewhereAsync();

        foreach (var path in (string[])["/console", "/console/accesskeys", "/v1.0/me"])
        {
            var outcome = await visit.Page.EvaluateAsync<string>(OpenWebSocket, visit.Address(path).Replace("http:", "ws:", StringComparison.Ordinal));
            Assert.Equal((path, "refused"), (path, outcome));
        }

        await visit.AssertNothingChangedAsync();
    }

    /// <summary>Somebody would work in an account of the attacker's, and put his secrets there.</summary>
    [Theory]
    [InlineData("/console/sign-in")]
    [InlineData("/auth/login")]
    public async Task Login_FromElsewhere_SetsNoCookie(string path)
    {
        var attacker = await Service.AddTenantAsync();
        await using var site = await ForeignSite.StartAsync("");
        var visitor = await VisitAsync(others: site.Address);
        var page = await visitor.OpenAsync(site.Address.ToString());
        var target = new Uri(Service.Address, path).ToString();

        // A form of plain text whose only field makes a body of JSON is an old trick.
        await page.EvaluateAsync(FetchBlindly, new[] { target, "POST", $$"""{"username":"{{attacker.Admin.Username}}","password":"{{attacker.Admin.Password}}"}""" });
        await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync(SendForm, new object[] { target, new { username = attacker.Admin.Username, password = attacker.Admin.Password } }), response => response.Url == target);

        Assert.Empty(await visitor.Context.CookiesAsync());
    }

    /// <summary>A link is no attack: who follows one sees the page.</summary>
    [Fact]
    public async Task Link_FromElsewhere_ShowsThePage()
    {
        await using var visit = await VisitElsewhereAsync();

        await visit.Page.EvaluateAsync("address => { location = address; }", visit.Address("/console/accesskeys"));

        await visit.Page.ExpectTitleAsync("Accesskeys");
    }

    /// <summary>Somebody who is signed in to the console and to the API opens a page of elsewhere in another tab.</summary>
    private async Task<Visit> VisitElsewhereAsync()
    {
        var tenant = await Service.AddTenantAsync();
        var site = await ForeignSite.StartAsync("");
        var visitor = await VisitAsync(others: site.Address);
        var console = await visitor.SignInAsync(tenant.Admin, "/console/accesskeys");
        await visitor.Context.AddCookiesAsync([new() { Name = "token", Value = await Service.Process.LoginForTokenAsync(tenant.Admin.Username, tenant.Admin.Password), Url = Service.Address.ToString(), SameSite = SameSiteAttribute.Strict, HttpOnly = true }]);
        return new(tenant, visitor, console, site, await visitor.OpenAsync(site.Address.ToString()));
    }

    private sealed record Visit(Tenant Tenant, Visitor Visitor, IPage Console, ForeignSite Site, IPage Page) : IAsyncDisposable
    {
        /// <summary>What the console's own form would send.</summary>
        public object NewKey { get; } = new { id = Guid.CreateVersion7().ToString(), name = "foreign", expiry = "30" };

        public string Address(string path) => new Uri(Visitor.Address, path).ToString();

        /// <summary>Sends a request whose answer the page may not read.</summary>
        /// <returns>The status, as the browser sees it.</returns>
        /// <summary>Whether the browser gave the page an answer, be it one that it cannot read.</summary>
        public Task<string> FetchBlindlyAsync(string method, string path) =>
            Page.EvaluateAsync<string>(FetchBlindly, new object?[] { Address(path), method, method == "POST" ? "{}" : null });

        public async Task AssertNothingChangedAsync()
        {
            Assert.Empty(await Tenant.AccesskeysAsync());
            var token = Assert.Single(await Visitor.Context.CookiesAsync(), cookie => cookie.Name == "token");
            Assert.Equal(404, await Tenant.Service.Process.VerifyAsync(token.Value));
            await Console.ReloadAsync();
            await Console.ExpectTitleAsync("Accesskeys");
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
