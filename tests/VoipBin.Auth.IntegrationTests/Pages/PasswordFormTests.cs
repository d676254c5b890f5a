using System.Text;
using Microsoft.AspNetCore.DataProtection;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.PasswordReset;

namespace VoipBin.Auth.IntegrationTests.Pages;

/// <summary>The form of the page that sets a password, as it is sent.</summary>
public abstract class PasswordFormTests(AuthService service)
{
    private const string Target = "/auth/password-reset/form";
    private const string NewPassword = "velvet anchor sunrise";

    /// <summary>A cookie that was protected with keys that the service does not know.</summary>
    internal static string StaleCookie => $"voipbin_form={new EphemeralDataProtectionProvider().CreateProtector("form").Protect("a security token")}";

    [Fact]
    public async Task Submit_GoodPassword_SetsItOnce()
    {
        var agent = await AddAgentAsync();
        var page = await FormPage.OpenPasswordAsync(service, await service.IssueLinkAsync(agent.Id));

        var done = await page.SubmitAsync(NewPassword);
        var again = await page.SubmitAsync("quite another passphrase");

        PageAnswer.Is(done.Response, 200, "Your password is set");
        Assert.StartsWith("voipbin_device=", Assert.Single(done.Response.Headers["Set-Cookie"]), StringComparison.Ordinal);
        PageAnswer.IsInvalidLink(again.Response);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, NewPassword)).Status);
        Assert.Equal("agent.password_reset", (await service.Seed.AuditedAsync(done.Response)).Type);
        Assert.Equal(1, await service.Seed.CountAuditedAsync(agent.CustomerId));
    }

    [Theory]
    [InlineData("short", "at least 8 characters")]
    [InlineData("password", "others would guess")]
    [InlineData("velvet anchor sunrise kettle bishop marble tunnel frozen otters yellow kz", "at most 72 bytes")]
    [InlineData("", "at least 8 characters")]
    public async Task Submit_BadPassword_ShowsTheFormAgainAndTheSecondTryWorks(string password, string reason)
    {
        var token = await service.IssueLinkAsync((await AddAgentAsync()).Id);
        var page = await FormPage.OpenPasswordAsync(service, token);

        var refused = await page.SubmitAsync(password);
        var refusedAgain = await refused.SubmitAsync(password);
        var done = await refusedAgain.SubmitAsync(NewPassword);

        Assert.All([refused, refusedAgain], form =>
        {
            PageAnswer.Is(form.Response, 400, "Set your password");
            Assert.Contains(reason, PageAnswer.Alert(form.Response), StringComparison.Ordinal);
            Assert.Equal((token, Target), (form.Hidden("token"), form.ActionTarget));
            Assert.DoesNotContain("value=\"" + password + "\"", form.Response.Body, StringComparison.Ordinal);
        });
        PageAnswer.Is(done.Response, 200, "Your password is set");
    }

    [Theory]
    [InlineData("without the cookie")]
    [InlineData("with a stale cookie")]
    [InlineData("without the field")]
    [InlineData("with another browser's field")]
    [InlineData("with another browser's cookie")]
    [InlineData("with nothing")]
    [InlineData("as JSON")]
    [InlineData("as text")]
    [InlineData("without a type")]
    [InlineData("as half a multipart")]
    [InlineData("with too many fields")]
    [InlineData("with a zero byte")]
    public async Task Submit_NotFromOurPage_ChangesNothing(string way)
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id);
        var (page, other) = (await FormPage.OpenPasswordAsync(service, token), await FormPage.OpenPasswordAsync(service, token));
        var (cookie, body) = ($"Cookie: {page.Cookie}", page.BodyWith(NewPassword));
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var response = way switch
        {
            "without the cookie" => await PostAsync(body, FormPage.FormType),
            "with a stale cookie" => await PostAsync(body, FormPage.FormType, $"Cookie: {StaleCookie}"),
            "without the field" => await PostAsync($"token={token}&password=velvet+anchor+sunrise", FormPage.FormType, cookie),
            "with another browser's field" => await PostAsync(other.BodyWith(NewPassword), FormPage.FormType, cookie),
            "with another browser's cookie" => await PostAsync(body, FormPage.FormType, $"Cookie: {other.Cookie}"),
            "with nothing" => await PostAsync("", FormPage.FormType, cookie),
            "as JSON" => await PostAsync(JsonText.Write(new { form_token = page.FormToken, token, password = NewPassword }), "Content-Type: application/json", cookie, $"form_token: {page.FormToken}", $"RequestVerificationToken: {page.FormToken}"),
            "as text" => await PostAsync(body, "Content-Type: text/plain", cookie),
            "without a type" => await PostAsync(body, cookie),
            "as half a multipart" => await PostAsync($"--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{page.FormToken}", "Content-Type: multipart/form-data; boundary=x", cookie),
            "with a zero byte" => await PostAsync(page.BodyWith("velvet \0 sunrise"), FormPage.FormType, cookie),
            _ => await PostAsync(string.Concat(Enumerable.Range(0, 2000).Select(number => $"{number}=&")) + body, FormPage.FormType, cookie),
        };

        PageAnswer.Is(response, 400, "This form is out of date");
        Assert.Contains("Open the link in your mail again", response.Body, StringComparison.Ordinal);
        Assert.Equal((before, 0), (await service.Seed.SnapshotAsync(agent.CustomerId), await service.Seed.CountAuditedAsync(agent.CustomerId)));
        Assert.NotEmpty(PageAnswer.Alert((await page.SubmitAsync("short")).Response));
    }

    [Theory]
    [InlineData(64 * 1024, 200, "Your password is set")]
    [InlineData((64 * 1024) + 1, 413, "This did not work")]
    [InlineData(600 * 1024, 413, "This did not work")]
    public async Task Submit_LargeBody_IsMeasured(int length, int status, string heading)
    {
        var agent = await AddAgentAsync();
        var page = await FormPage.OpenPasswordAsync(service, await service.IssueLinkAsync(agent.Id));
        var body = page.BodyWith(NewPassword) + "&more=";

        var response = await PostAsync(body + new string('x', length - Encoding.UTF8.GetByteCount(body)), FormPage.FormType, $"Cookie: {page.Cookie}");

        PageAnswer.Is(response, status, heading);
        Assert.Equal(status == 200 ? 1 : 0, await service.Seed.CountAuditedAsync(agent.CustomerId));
        Assert.Equal(status != 200, response.Body.Contains(response.Header("X-Request-Id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_AsMultipart_Works()
    {
        var agent = await AddAgentAsync();
        var page = await FormPage.OpenPasswordAsync(service, await service.IssueLinkAsync(agent.Id));
        var parts = new[] { ("form_token", page.FormToken), ("token", page.Hidden("token")), ("password", NewPassword) };
        var body = string.Concat(parts.Select(part => $"--x\r\nContent-Disposition: form-data; name=\"{part.Item1}\"\r\n\r\n{part.Item2}\r\n")) + "--x--\r\n";

        PageAnswer.Is(await PostAsync(body, "Content-Type: multipart/form-data; boundary=x", $"Cookie: {page.Cookie}"), 200, "Your password is set");
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("<b>\"'&")]
    public async Task Submit_GoodFormWithABadLink_SaysSo(string token)
    {
        var page = await FormPage.OpenPasswordAsync(service, await service.IssueLinkAsync((await AddAgentAsync()).Id));

        var response = await PostAsync(page.BodyWith(NewPassword).Replace(page.Hidden("token"), Uri.EscapeDataString(token), StringComparison.Ordinal), FormPage.FormType, $"Cookie: {page.Cookie}");

        PageAnswer.IsInvalidLink(response);
    }

    [Fact]
    public async Task Show_WithAStaleCookie_GivesANewOne()
    {
        var token = await service.IssueLinkAsync((await AddAgentAsync()).Id);

        var page = await FormPage.OpenPasswordAsync(service, token, $"Cookie: {StaleCookie}");

        Assert.StartsWith("voipbin_form=", page.Cookie, StringComparison.Ordinal);
        Assert.NotEmpty(PageAnswer.Alert((await page.SubmitAsync("short")).Response));
    }

    [Theory]
    [InlineData("Host: localhost", "")]
    [InlineData("Host: 127.0.0.1:8080", "")]
    [InlineData("Host: [::1]:8080", "")]
    [InlineData("Host: api.example.net", "secure; ")]
    [InlineData("Host: localhost.example.net", "secure; ")]
    [InlineData("Host: 192.0.2.1", "secure; ")]
    [InlineData("Host: localhost\nX-Forwarded-For: 203.0.113.9", "secure; ")]
    [InlineData("Host: localhost\nX-Forwarded-Proto: http", "secure; ")]
    [InlineData("Host: localhost\nX-Forwarded-Proto: https", "secure; ")]
    [InlineData("Host: localhost\nForwarded: for=203.0.113.9", "secure; ")]
    public async Task Show_ByHostAndProxy_SetsTheCookie(string headers, string secure)
    {
        var page = await FormPage.OpenPasswordAsync(service, await service.IssueLinkAsync((await AddAgentAsync()).Id), Call.Lines(headers));

        Assert.Equal($"{page.Cookie}; path=/; {secure}samesite=strict; httponly", page.Response.Header("Set-Cookie"));
        Assert.Matches($"^{(secure.Length > 0 ? "__Host-" : "")}voipbin_form=[A-Za-z0-9_-]+$", page.Cookie);
    }

    private Task<RawResponse> PostAsync(string body, params string[] headers) => service.CallAsync("POST", Target, bearer: null, body, headers);

    private async Task<Agent> AddAgentAsync() => await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : PasswordFormTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : PasswordFormTests(service);
}
