using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.Pages;

/// <summary>The page of a mailed link that sets a password.</summary>
public abstract class PasswordPageTests(RunningService service) : BrowserTest(service)
{
    private const string NewPassword = "granite lamp otter";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Submit_NewPassword_LogsInWithIt(bool scripts)
    {
        var (tenant, link) = await ForgetAsync();
        var visitor = await VisitAsync(new() { JavaScriptEnabled = scripts });
        var page = await visitor.OpenAsync(link);

        await SetPasswordAsync(page, NewPassword);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Your password is set");
        await Service.Process.LoginForTokenAsync(tenant.Admin.Username, NewPassword);
    }

    [Fact]
    public async Task Submit_PasswordThatIsGuessed_SaysSoAndSetsNothing()
    {
        var (tenant, link) = await ForgetAsync();
        var page = await (await VisitAsync()).OpenAsync(link);

        await SetPasswordAsync(page, "password123");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.AssertGoodAsync();
        await Service.Process.LoginForTokenAsync(tenant.Admin.Username, tenant.Admin.Password);
    }

    [Fact]
    public async Task Submit_InASecondTab_SaysThatTheLinkIsUsed()
    {
        var (tenant, link) = await ForgetAsync();
        var visitor = await VisitAsync();
        var (first, second) = (await visitor.OpenAsync(link), await visitor.OpenAsync(link));

        await SetPasswordAsync(first, NewPassword);
        await SetPasswordAsync(second, "another good password");

        await Assertions.Expect(second.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This link is no longer good");
        await Service.Process.LoginForTokenAsync(tenant.Admin.Username, NewPassword);
    }

    private static async Task SetPasswordAsync(IPage page, string password)
    {
        await page.GetByLabel("New password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
    }

    /// <summary>Somebody who has a link, and remembers the password for the test.</summary>
    private async Task<(Tenant Tenant, string Link)> ForgetAsync()
    {
        var tenant = await Service.AddTenantAsync();
        await Service.ApiOf().SendAsync("POST", "/auth/password-forgot", new { username = tenant.Admin.Username });
        var mail = await Service.Place.MailToAsync(tenant.Admin.Username, "Set a new password");
        return (tenant, mail.Link().ToString());
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : PasswordPageTests(service)
    {
        /// <summary>No database changes what a page looks like.</summary>
        [Fact]
        public async Task Show_EveryState_LooksGood()
        {
            var (_, link) = await ForgetAsync();
            var page = await (await VisitAsync()).OpenAsync(link);

            await page.AssertGoodAsync();
            await SetPasswordAsync(page, NewPassword);
            await page.AssertGoodAsync();
            await page.GotoAsync(link);
            await page.AssertGoodAsync();
        }
    }

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : PasswordPageTests(service);
}
