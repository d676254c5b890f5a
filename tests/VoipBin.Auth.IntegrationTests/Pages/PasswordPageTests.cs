using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.PasswordReset;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.IntegrationTests.Pages;

/// <summary>The page of a link that sets a password, as it is opened.</summary>
public abstract class PasswordPageTests(AuthService service)
{
    private const string Heading = "Set your password";

    [Fact]
    public async Task Show_GoodLink_IsAFormThatHoldsTheTokenOnce()
    {
        var token = await service.IssueLinkAsync((await AddAgentAsync()).Id);

        var page = await FormPage.OpenPasswordAsync(service, token);

        PageAnswer.Is(page.Response, 200, Heading);
        Assert.Equal((token, ""), (page.Hidden("token"), PageAnswer.Alert(page.Response)));
        Assert.Equal(2, page.Response.Text.Split(token).Length);
        Assert.Equal("/auth/password-reset/form", page.ActionTarget);
        Assert.Contains("type=\"password\" autocomplete=\"new-password\" required minlength=\"8\"", page.Response.Body, StringComparison.Ordinal);
        Assert.Contains("<label for=\"password\">", page.Response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_AgainAndByHead_UsesNothingUp()
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id);
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var first = await FormPage.OpenPasswordAsync(service, token);
        var second = await FormPage.OpenPasswordAsync(service, token, $"Cookie: {first.Cookie}");
        var head = await service.CallAsync("HEAD", first.Target);

        Assert.Equal(WithoutFormToken(first), WithoutFormToken(second));
        Assert.Equal((200, "text/html; charset=utf-8", ""), (head.Status, head.Header("Content-Type"), head.Body));
        Assert.Equal(first.Response.Header("Content-Security-Policy"), head.Header("Content-Security-Policy"));
        Assert.False(second.Response.Headers.Contains("Set-Cookie"), "A good cookie is kept.");
        Assert.Equal((before, 0), (await service.Seed.SnapshotAsync(agent.CustomerId), await service.Seed.CountAuditedAsync(agent.CustomerId)));
        Assert.Equal(200, (await service.ResetAsync(token, "velvet anchor sunrise")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=unknown")]
    [InlineData("?token={upper}")]
    [InlineData("?token={token}0")]
    [InlineData("?token={token}&token={token}")]
    [InlineData("?token=&token={token}")]
    [InlineData("?Token={token}")]
    [InlineData("?%74oken={token}")]
    [InlineData("?accesskey={token}")]
    [InlineData("?token=<script>alert(1)</script>")]
    [InlineData("?token=%00")]
    public async Task Show_BadLink_SaysSoAndRepeatsNothing(string query)
    {
        var token = await service.IssueLinkAsync((await AddAgentAsync()).Id);

        var response = await service.CallAsync("GET", "/auth/password-reset" + query.Replace("{token}", token, StringComparison.Ordinal).Replace("{upper}", token.ToUpperInvariant(), StringComparison.Ordinal));

        PageAnswer.IsInvalidLink(response);
        Assert.DoesNotContain(token, response.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("alert", response.Text, StringComparison.Ordinal);
        Assert.True(await service.IsGoodAsync(token));
    }

    [Fact]
    public async Task Show_LinkOfNoUseAnyMore_SaysSo()
    {
        var (agent, deleted, ofFrozen, ofDeleted) = (await AddAgentAsync(), await AddAgentAsync(), await AddAgentAsync(), await AddAgentAsync());
        var (used, old, foreign) = (await service.IssueLinkAsync(agent.Id), await service.IssueLinkAsync(agent.Id), await service.IssueLinkAsync(agent.Id, LinkPurpose.Signup));
        var (ofNobody, frozen, ofNoCustomer) = (await service.IssueLinkAsync(deleted.Id), await service.IssueLinkAsync(ofFrozen.Id), await service.IssueLinkAsync(ofDeleted.Id));
        await service.ResetAsync(used, "velvet anchor sunrise");
        await service.Seed.DeleteAgentAsync(deleted.Id);
        await service.Seed.FreezeAsync(ofFrozen.CustomerId);
        await service.Seed.DeleteCustomerAsync(ofDeleted.CustomerId);

        foreach (var token in new[] { used, old, foreign, ofNobody, ofNoCustomer })
        {
            PageAnswer.IsInvalidLink(await service.CallAsync("GET", $"/auth/password-reset?token={token}"));
        }

        PageAnswer.Is(await service.CallAsync("GET", $"/auth/password-reset?token={frozen}"), 200, Heading);
        service.Clock.Advance(TimeSpan.FromHours(1));
        PageAnswer.IsInvalidLink(await service.CallAsync("GET", $"/auth/password-reset?token={frozen}"));
    }

    [Theory]
    [InlineData("", "Authorization: Bearer {token}")]
    [InlineData("", "Authorization: Bearer {accesskey}")]
    [InlineData("", "Authorization: Bearer bad")]
    [InlineData("", "Authorization: Bearer a\nAuthorization: Bearer b")]
    [InlineData("", "Authorization: Basic x")]
    [InlineData("", "Cookie: token=stale")]
    [InlineData("", "Cookie: token={token}; accesskey={accesskey}")]
    [InlineData("", "Cookie: token=a; token=b")]
    [InlineData("&accesskey={accesskey}", "")]
    [InlineData("&accesskey=bad&accesskey=worse", "")]
    [InlineData("&utm_source=mail", "")]
    [InlineData("", "Sec-Fetch-Site: cross-site\nOrigin: https://mail.example")]
    public async Task Form_WithOtherCredentialsAround_Works(string query, string headers)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var token = await service.IssueLinkAsync(tenant.Admin.Id);
        var lines = Call.Lines(Fill(headers, tenant));

        var page = await FormPage.OpenPasswordAsync(service, token + Fill(query, tenant), lines);
        var again = await page.SubmitAsync("short", [.. lines.Where(line => !line.StartsWith("Cookie:", StringComparison.Ordinal))]);

        PageAnswer.Is(page.Response, 200, Heading);
        PageAnswer.Is(again.Response, 400, Heading);
        Assert.NotEmpty(PageAnswer.Alert(again.Response));
    }

    [Fact]
    public async Task Form_BesideAStaleTokenCookie_Works()
    {
        var token = await service.IssueLinkAsync((await AddAgentAsync()).Id);
        var page = await FormPage.OpenPasswordAsync(service, token, "Cookie: token=stale");

        var done = await (page with { Cookie = $"token=stale; {page.Cookie}" }).SubmitAsync("velvet anchor sunrise");

        PageAnswer.Is(done.Response, 200, "Your password is set");
    }

    [Theory]
    [InlineData("GET", "/auth/password-reset", 400)]
    [InlineData("GET", "/auth/password-reset/", 400)]
    [InlineData("HEAD", "/auth/password-reset", 400)]
    [InlineData("POST", "/auth/password-reset/form", 400)]
    [InlineData("POST", "/auth/password-reset/form/", 400)]
    [InlineData("POST", "/AUTH/Password-Reset/FORM", 400)]
    public async Task Page_ToAnotherOrigin_CannotBeRead(string method, string path, int status)
    {
        var response = await service.CallAsync(method, path, headers: "Origin: https://app.example.net");

        Assert.Equal(status, response.Status);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Reset_ByAScriptOfAnotherOrigin_CanBeRead()
    {
        var token = await service.IssueLinkAsync((await AddAgentAsync()).Id);

        var response = await service.CallAsync("POST", "/auth/password-reset", bearer: null, JsonText.Write(new { token, password = "velvet anchor sunrise" }), "Origin: https://app.example.net");

        Assert.Equal((200, "*"), (response.Status, response.Header("Access-Control-Allow-Origin")));
    }

    private static string WithoutFormToken(FormPage page) => page.Response.Body.Replace(page.FormToken, "", StringComparison.Ordinal);

    private static string Fill(string text, Tenant tenant) =>
        text.Replace("{token}", tenant.Token, StringComparison.Ordinal).Replace("{accesskey}", tenant.Accesskey, StringComparison.Ordinal);

    private async Task<Agent> AddAgentAsync() => await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : PasswordPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : PasswordPageTests(service);
}
