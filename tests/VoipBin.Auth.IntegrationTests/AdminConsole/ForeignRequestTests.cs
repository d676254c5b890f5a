using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>Requests that a page from elsewhere makes with the visitor's cookies: to SameSite, another port of this host is no other site.</summary>
public abstract class ForeignRequestTests(AuthService service)
{
    [Theory]
    [InlineData("Sec-Fetch-Site: same-site")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: cross-site\nOrigin: null")]
    [InlineData("Origin: http://localhost:1")]
    [InlineData("Origin: null")]
    [InlineData("Origin: https://evil.example\nSec-Fetch-Site: same-origin")]
    public async Task Form_SentFromElsewhere_DoesNothing(string headers)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var page = await visitor.GetAsync("/console/accesskeys/new");
        var fields = Visitor.HiddenOf(page).Append(new("expiry", "90"));
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var refused = await visitor.PostAsync("/console/accesskeys/new", fields, Call.Lines(headers));
        var signedOut = await visitor.PostAsync("/console/sign-out", fields, Call.Lines(headers));

        Assert.All([refused, signedOut], response => PageAnswer.Is(response, 403, "This was not sent from here"));
        Assert.Equal(before, await service.Seed.SnapshotAsync(agent.CustomerId));
        Assert.Equal(200, (await visitor.GetAsync("/console")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sec-Fetch-Site: same-origin\nOrigin: null")]
    [InlineData("Sec-Fetch-Site: same-origin\nOrigin: http://{host}")]
    [InlineData("Sec-Fetch-Site: none")]
    public async Task Form_SentFromHere_IsCarriedOut(string headers)
    {
        var (visitor, _) = await Visitor.AddAsync(service);
        var page = await visitor.GetAsync("/console/accesskeys/new");

        var response = await visitor.PostAsync(
            "/console/accesskeys/new", Visitor.HiddenOf(page).Append(new("expiry", "90")), Call.Lines(headers.Replace("{host}", service.Address.Authority, StringComparison.Ordinal)));

        Assert.Equal((200, "Your new accesskey"), (response.Status, PageAnswer.Heading(response)));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site\nOrigin: https://evil.example")]
    [InlineData("Sec-Fetch-Site: same-site\nOrigin: http://localhost:1")]
    public async Task SignIn_FromElsewhere_SetsNoCookie(string headers)
    {
        var (_, agent) = await Visitor.AddAsync(service, password: Visitor.Password);
        var visitor = new Visitor(service);
        var page = await visitor.GetAsync("/console/sign-in");

        var response = await visitor.PostAsync("/console/sign-in", [.. Visitor.HiddenOf(page), new("username", agent.Username), new("password", Visitor.Password)], Call.Lines(headers));

        PageAnswer.Is(response, 403, "This was not sent from here");
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: same-site\nSec-Fetch-Mode: no-cors", 302)]
    [InlineData("Sec-Fetch-Site: same-site\nSec-Fetch-Mode: cors\nOrigin: http://localhost:1", 302)]
    [InlineData("Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors", 302)]
    [InlineData("Origin: http://localhost:1", 302)]
    [InlineData("Sec-Fetch-Site: same-site\nSec-Fetch-Mode: navigate", 200)]
    [InlineData("Sec-Fetch-Site: same-origin\nSec-Fetch-Mode: cors", 200)]
    [InlineData("Sec-Fetch-Site: none\nSec-Fetch-Mode: navigate", 200)]
    [InlineData("", 200)]
    public async Task Page_FetchedFromElsewhere_IsThatOfAStranger(string headers, int status)
    {
        var (visitor, _) = await Visitor.AddAsync(service);

        var response = await visitor.GetAsync("/console", Call.Lines(headers));

        Assert.Equal(status, response.Status);
        Assert.True(visitor.Cookies.ContainsKey(Visitor.SessionCookie), "Nobody is signed out by it.");
    }

    [Theory]
    [InlineData("GET", "/console")]
    [InlineData("GET", "/console/sign-in")]
    [InlineData("GET", "/console/nowhere")]
    public async Task WebSocket_Always_IsRefused(string method, string path)
    {
        var (visitor, _) = await Visitor.AddAsync(service);
        string[] headers = [$"Cookie: voipbin_console={visitor.Cookies[Visitor.SessionCookie]}", "Upgrade: websocket", "Connection: Upgrade, close", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

        PageAnswer.Is(await service.CallAsync(method, path, headers: headers), 403, "This was not sent from here");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ForeignRequestTests(service);
}
