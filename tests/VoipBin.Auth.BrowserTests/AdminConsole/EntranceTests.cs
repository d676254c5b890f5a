using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>Signing in and up, and coming back after a password was forgotten.</summary>
public abstract partial class EntranceTests(RunningService service) : BrowserTest(service)
{
    private const string NewPassword = "granite lamp otter";

    private static int counter;

    [Fact]
    public async Task SignIn_WrongPassword_SaysSoAndKeepsTheUsername()
    {
        var tenant = await Service.AddTenantAsync();
        var visitor = await VisitAsync();
        var page = await visitor.OpenAsync("/console/accesskeys");

        await page.SignInAsync(tenant.Admin.Username, "not the password");

        await page.ExpectNoteAsync("The username or the password is not right.");
        Assert.Equal((tenant.Admin.Username, ""), (await page.GetByLabel("Username").InputValueAsync(), await page.GetByLabel("Password").InputValueAsync()));
        Assert.DoesNotContain(await visitor.Context.CookiesAsync(), cookie => cookie.Name == "voipbin_console" && cookie.Value.Length > 0);

        await page.SignInAsync(tenant.Admin.Username, tenant.Admin.Password);
        await page.ExpectTitleAsync("Accesskeys");
    }

    [Fact]
    public async Task SignOut_InOneTab_EndsTheOther()
    {
        var tenant = await Service.AddTenantAsync();
        var visitor = await VisitAsync();
        var first = await visitor.SignInAsync(tenant.Admin);
        var second = await visitor.OpenAsync("/console");
        await second.FillInKeyAsync("too late");

        await first.PressAsync("Sign out");
        await first.ExpectNoteAsync("You are signed out.");
        await second.PressAsync("Create accesskey");

        await second.ExpectNoteAsync("nothing was saved");
        Assert.Empty(await tenant.AccesskeysAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignUp_WithTheMailedCode_ShowsTheFirstKeyAndLeadsIn(bool scripts)
    {
        var email = $"newcomer{Interlocked.Increment(ref counter)}@example.net";
        var page = await (await VisitAsync(new() { JavaScriptEnabled = scripts })).OpenAsync("/console/sign-up");
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("I accept the terms of service").CheckAsync();
        await page.PressAsync("Sign up");
        var code = CodePattern().Match((await Service.Place.MailToAsync(email, "Confirm your address")).Part("text/plain")).Value;

        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByLabel("Choose a password").FillAsync(NewPassword);
        await page.PressAsync("Open my account");
        await page.ExpectTitleAsync("Your account is ready");
        var key = await page.GetByLabel("Accesskey").InputValueAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the console" }).ClickAsync();

        await page.ExpectTitleAsync("Overview");
        Assert.Equal(404, await Service.Process.VerifyAsync(key));
        await Service.Process.LoginForTokenAsync(email, NewPassword);
    }

    [Fact]
    public async Task ForgotPassword_WithTheMailedLink_LeadsBackIn()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).OpenAsync("/console/forgot-password");
        await page.GetByLabel("Username").FillAsync(tenant.Admin.Username);
        await page.PressAsync("Mail me a link");
        await page.ExpectNoteAsync("a link to set a new password is on its way");

        await page.GotoAsync((await Service.Place.MailToAsync(tenant.Admin.Username, "Set a new password")).Link().ToString());
        await page.GetByLabel("New password").FillAsync(NewPassword);
        await page.PressAsync("Set password");
        await page.GotoAsync(new Uri(Service.Address, "/console").ToString());
        await page.SignInAsync(tenant.Admin.Username, NewPassword);

        await page.ExpectTitleAsync("Overview");
    }

    [GeneratedRegex(@"\b\d{6}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodePattern();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : EntranceTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : EntranceTests(service);
}
