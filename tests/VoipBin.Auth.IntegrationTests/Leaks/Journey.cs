using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>What people do with the service, from signing up to leaving, each step with a wrong try before it. Every password is marked.</summary>
internal sealed partial class Journey(MarkedService service)
{
    private const string NewPassword = Secret.Mark + " velvet lantern";
    private const string OtherPassword = Secret.Mark + " copper meadow";
    private const string Wrong = Secret.Mark + " wrong";

    /// <summary>Leaves credentials behind in every state that they can be in.</summary>
    public async Task<MarkedCredentials> RunAsync()
    {
        var operatorToken = await LoginAsync(service.FirstStart?.Username ?? FirstAdmin.Username, service.FirstStart?.Password ?? FirstAdmin.Password);
        var (owner, customer, accesskey) = await SignUpByCodeAsync("owner@example.net");
        var (frozenToken, frozenCustomer, frozenKey) = await SignUpByCodeAsync("frozen@example.net");
        await SignUpByLinkAsync("linked@example.net");
        await ForgetAsync("linked@example.net", mails: 4);
        await UseTokenAsync(owner, operatorToken, customer);
        var agentToken = await AddAgentAsync(owner);
        var deletedKey = await DeleteKeyAsync(owner);
        var cookie = await UseConsoleAsync("linked@example.net");
        await SignUpInConsoleAsync("console@example.net");
        await LeaveAsync("linked@example.net");
        await GoodAsync("freezing", "POST", $"/v1.0/customers/{frozenCustomer}/freeze", operatorToken);
        return new(operatorToken, accesskey, agentToken, frozenToken, frozenKey, deletedKey, cookie);
    }

    private async Task<string> LoginAsync(string username, string password)
    {
        var answer = await GoodAsync("a login", "POST", "/auth/login", null, JsonText.Write(new { username, password }));
        return service.Issue(answer, Secret.Token(answer.Response.Json.Text("token")));
    }

    private async Task<(string Token, string Customer, string Accesskey)> SignUpByCodeAsync(string email)
    {
        var (temporary, mail) = await BeginSignupAsync(email);
        var code = MarkedService.CodeOf(mail);
        await RefusedAsync("a wrong code", "POST", "/auth/complete-signup", null, JsonText.Write(new { temp_token = temporary, code = Secret.Mark, password = Wrong }));
        await RefusedAsync("a wrong form", "POST", "/auth/complete-signup", null, JsonText.Write(new { temp_token = Secret.Mark, code, password = Wrong }));
        var answer = await GoodAsync("completing a signup", "POST", "/auth/complete-signup", null, JsonText.Write(new { temp_token = temporary, code, password = MarkedCredentials.Password }));
        var accesskey = service.Issue(answer, Secret.Accesskey(answer.Response.Json.GetProperty("accesskey").Text("token")));
        await RefusedAsync("a code that was used", "POST", "/auth/complete-signup", null, JsonText.Write(new { temp_token = temporary, code }));
        return (await LoginAsync(email, MarkedCredentials.Password), answer.Response.Json.Text("customer_id"), accesskey);
    }

    private async Task<(string TempToken, ReceivedMail Mail)> BeginSignupAsync(string email)
    {
        var answer = await GoodAsync("a signup", "POST", "/auth/signup", null, JsonText.Write(new { email, accepted_tos = true, password = Secret.Mark }));
        return (service.Issue(answer, Secret.Long("form of a signup", answer.Response.Json.Text("temp_token"))), await service.MailAsync(email));
    }

    /// <summary>The link of the mail, and the link to set a password that follows; each page keeps its token in a hidden field.</summary>
    private async Task SignUpByLinkAsync(string email)
    {
        var token = (await BeginSignupAsync(email)).Mail.LinkToken();
        await RefusedAsync("a wrong link", "POST", "/auth/email-verify", null, JsonText.Write(new { token = Secret.Mark }));
        await RefusedAsync("a wrong link", "GET", $"/auth/email-verify?token={Secret.Mark}");
        var page = await SentForm.OpenAsync(service, $"/auth/email-verify?token={token}", "", token);
        Assert.Equal(200, (await page.SendAsync("/auth/email-verify/form", [])).Page.Status);
        await RefusedAsync("a link that was used", "GET", $"/auth/email-verify?token={token}");

        var second = (await service.MailAsync(email, number: 2)).LinkToken();
        await RefusedAsync("a wrong link", "GET", $"/auth/password-reset?token={Secret.Mark}");
        var form = await SentForm.OpenAsync(service, $"/auth/password-reset?token={second}", "", second);
        form = await form.SendAsync("/auth/password-reset/form", [second], ("password", "12345678"));
        Assert.Equal(400, form.Page.Status);
        Assert.Equal(200, (await form.SendAsync("/auth/password-reset/form", [], ("password", MarkedCredentials.Password))).Page.Status);
        Assert.Equal(400, (await form.SendAsync("/auth/password-reset/form", [], ("password", NewPassword))).Page.Status);
    }

    private async Task ForgetAsync(string username, int mails)
    {
        await RefusedAsync("a wrong password", "POST", "/auth/login", null, JsonText.Write(new { username, password = Wrong }));
        await RefusedAsync("a password as name", "POST", "/auth/login", null, JsonText.Write(new { username = Secret.MisplacedPassword, password = Wrong }));
        await GoodAsync("a forgotten password", "POST", "/auth/password-forgot", null, JsonText.Write(new { username }));
        await GoodAsync("a password as name", "POST", "/auth/password-forgot", null, JsonText.Write(new { username = Secret.MisplacedPassword }));
        var token = (await service.MailAsync(username, mails)).LinkToken();
        await RefusedAsync("a weak password", "POST", "/auth/password-reset", null, JsonText.Write(new { token, password = "1" }));
        await GoodAsync("a new password", "POST", "/auth/password-reset", null, JsonText.Write(new { token, password = NewPassword }));
        await RefusedAsync("a link that was used", "POST", "/auth/password-reset", null, JsonText.Write(new { token, password = Wrong }));
    }

    private async Task UseTokenAsync(string token, string operatorToken, string customer)
    {
        var acting = await GoodAsync("acting for a customer", "POST", "/auth/delegate", operatorToken, JsonText.Write(new { customer_id = customer, reason = "because this test asks" }));
        var delegated = service.Issue(acting, Secret.Token(acting.Response.Json.Text("token")));
        foreach (var (credential, asked) in (IEnumerable<(string, string)>)[(operatorToken, token), (operatorToken, MarkedCredentials.BadToken), (operatorToken, MarkedCredentials.BadAccesskey), (operatorToken, delegated)])
        {
            await GoodAsync("introspection", "POST", "/auth/introspect", credential, $"token={asked}&token_type_hint={Secret.Mark}", "Content-Type: application/x-www-form-urlencoded");
            await RefusedAsync("introspection in a field of another name", "POST", "/auth/introspect", credential, $"{asked}=token&tokens={asked}&{asked}", "Content-Type: application/x-www-form-urlencoded");
            await RefusedAsync("introspection in parts", "POST", "/auth/introspect", credential, $"--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{asked}\r\n--x--\r\n", "Content-Type: multipart/form-data; boundary=x");
        }

        await GoodAsync("a delegate", "GET", $"/v1.0/accesskeys?token={delegated}");
        await GoodAsync("the end of it", "POST", "/auth/logout", delegated);
        await RefusedAsync("after the end", "GET", $"/v1.0/accesskeys?token={delegated}");
    }

    private async Task<string> AddAgentAsync(string token)
    {
        var added = await service.SendAsync("a new agent", "POST", "/v1.0/agents", [Bearer(token)], JsonText.Write(new { username = "agent@example.net", permission = 16, password = MarkedCredentials.Password }));
        Assert.Equal(201, added.Status);
        var agentToken = await LoginAsync("agent@example.net", MarkedCredentials.Password);
        var path = $"/v1.0/agents/{added.Response.Json.Text("id")}";
        await RefusedAsync("a wrong password of one's own", "PUT", $"{path}/password", agentToken, JsonText.Write(new { password = NewPassword, current_password = Wrong }));
        await RefusedAsync("a password that is too long", "PUT", $"{path}/password", token, JsonText.Write(new { password = string.Concat(Enumerable.Repeat(Secret.Mark, 6)) }));
        await GoodAsync("a new password of one's own", "PUT", $"{path}/password", agentToken, JsonText.Write(new { password = NewPassword, current_password = MarkedCredentials.Password }));
        return await LoginAsync("agent@example.net", NewPassword);
    }

    private async Task<string> DeleteKeyAsync(string token)
    {
        var made = await GoodAsync("a new accesskey", "POST", "/v1.0/accesskeys", token, """{"name":"to be deleted"}""");
        var key = service.Issue(made, Secret.Accesskey(made.Response.Json.Text("token")));
        await GoodAsync("its use", "GET", $"/v1.0/me?accesskey={key}");
        await GoodAsync("its search", "GET", $"/v1.0/accesskeys/{made.Response.Json.Text("id")}", key);
        await GoodAsync("its end", "DELETE", $"/v1.0/accesskeys/{made.Response.Json.Text("id")}?accesskey={key}");
        return key;
    }

    private async Task<string> UseConsoleAsync(string username)
    {
        var signIn = await SentForm.OpenAsync(service, $"/console/sign-in?token={MarkedCredentials.BadToken}&return=%2Fconsole%2Faccesskeys");
        Assert.Equal(400, (await signIn.SendAsync("/console/sign-in", [], ("username", username), ("password", Wrong))).Page.Status);
        var signedIn = await signIn.SendAsync("/console/sign-in", [], ("username", username), ("password", NewPassword));
        service.Issue(signedIn.Page, Secret.Token(signedIn.CookieOf("voipbin_console")));

        var form = await SentForm.OpenAsync(service, "/console/accesskeys/new", signedIn.Cookies);
        var created = await form.SendAsync("/console/accesskeys/new", [], ("name", "made in the console"), ("expiry", "30"), ("password", Secret.Mark));
        Assert.Equal(200, created.Page.Status);
        var key = service.Issue(created.Page, Secret.Accesskey(Key().Match(created.Page.Response.Body).Value));
        await form.SendAsync("/console/accesskeys/new", [], ("name", "made in the console"), ("expiry", "30"));
        await service.SendAsync("a search for a whole key", "GET", $"/console/accesskeys?q={key}", [$"Cookie: {signedIn.Cookies}"]);
        foreach (var page in (string[])["/console", "/console/accesskeys", "/console/activity", "/console/agents", "/console/customer"])
        {
            await service.SendAsync("a page", "GET", page, [$"Cookie: {signedIn.Cookies}"]);
        }

        var password = await SentForm.OpenAsync(service, "/console/sessions/password", signedIn.Cookies);
        await password.SendAsync("/console/sessions/password", [], ("current_password", Wrong), ("password", OtherPassword));
        await password.SendAsync("/console/sessions/password", [], ("current_password", NewPassword), ("password", OtherPassword));
        signedIn = await signIn.SendAsync("/console/sign-in", [], ("username", username), ("password", OtherPassword));
        return $"voipbin_console={service.Issue(signedIn.Page, Secret.Token(signedIn.CookieOf("voipbin_console")))}";
    }

    private async Task SignUpInConsoleAsync(string email)
    {
        var begun = await (await SentForm.OpenAsync(service, "/console/sign-up")).SendAsync("/console/sign-up", [], ("email", email), ("accepted_tos", "true"), ("password", Secret.Mark));
        var temporary = service.Issue(begun.Page, Secret.Long("form of a signup", begun.Hidden["temp_token"]));
        var code = MarkedService.CodeOf(await service.MailAsync(email));
        await begun.SendAsync("/console/verify", [temporary], ("code", "no"), ("password", Wrong));
        var done = await begun.SendAsync("/console/verify", [], ("code", code), ("password", MarkedCredentials.Password));
        Assert.Equal(200, done.Page.Status);
        service.Issue(done.Page, Secret.Token(done.CookieOf("voipbin_console")));
        service.Issue(done.Page, Secret.Accesskey(Key().Match(done.Page.Response.Body).Value));
    }

    private async Task LeaveAsync(string username)
    {
        var token = await LoginAsync(username, OtherPassword);
        await RefusedAsync("leaving with a wrong password", "POST", "/auth/unregister", token, JsonText.Write(new { password = Wrong }));
        await GoodAsync("leaving", "POST", "/auth/unregister", token, JsonText.Write(new { password = OtherPassword }));
        await RefusedAsync("a frozen login", "POST", "/auth/login", null, JsonText.Write(new { username, password = OtherPassword }));
        await RefusedAsync("coming back with a wrong password", "DELETE", "/auth/unregister", null, JsonText.Write(new { username, password = Wrong }));
        await GoodAsync("coming back", "DELETE", "/auth/unregister", null, JsonText.Write(new { username, password = OtherPassword }));
    }

    private async Task<Exchange> GoodAsync(string what, string method, string target, string? credential = null, string? body = null, params string[] headers)
    {
        var answer = await service.SendAsync(what, method, target, credential is null ? headers : [Bearer(credential), .. headers], body);
        Assert.True(answer.Status == 200, $"{answer.What}: {answer.Response.Text}");
        return answer;
    }

    private async Task RefusedAsync(string what, string method, string target, string? credential = null, string? body = null, params string[] headers)
    {
        var answer = await service.SendAsync(what, method, target, credential is null ? headers : [Bearer(credential), .. headers], body);
        Assert.True(answer.Status is >= 400 and < 500, $"{answer.What}: {answer.Response.Text}");
    }

    private static string Bearer(string credential) => $"Authorization: Bearer {credential}";

    [GeneratedRegex("vb_[0-9A-Za-z]{32}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
