using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>The form that makes a key: it makes one, whatever happens meanwhile.</summary>
public abstract class NewAccesskeyTests(RunningService service) : BrowserTest(service)
{
    private const string Name = "nightly report";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_DoubleClick_MakesOneKey(bool scripts)
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync(new() { JavaScriptEnabled = scripts })).SignInAsync(tenant.Admin);
        await page.FillInKeyAsync(Name);

        await page.GetByRole(AriaRole.Button, new() { Name = "Create accesskey" }).DblClickAsync();
        await page.ExpectTitleAsync("Your new accesskey", "This accesskey was already created");

        Assert.Single(await tenant.AccesskeysAsync());
    }

    [Fact]
    public async Task Create_SentAgain_SaysThatTheKeyIsThereAlready()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);
        var key = await page.CreateKeyAsync(Name);

        await page.ReloadAsync();

        await page.ExpectTitleAsync("This accesskey was already created");
        await page.AssertNowhereAsync(key);
        Assert.Single(await tenant.AccesskeysAsync());
    }

    [Fact]
    public async Task Create_InTwoTabs_MakesTwoKeys()
    {
        var tenant = await Service.AddTenantAsync();
        var visitor = await VisitAsync();
        var first = await visitor.SignInAsync(tenant.Admin, "/console/accesskeys/new");
        var second = await visitor.OpenAsync("/console/accesskeys/new");
        await first.GetByLabel("Name").FillAsync("first");
        await second.GetByLabel("Name").FillAsync("second");

        await first.PressAsync("Create accesskey");
        await second.PressAsync("Create accesskey");
        await first.ExpectTitleAsync("Your new accesskey");
        await second.ExpectTitleAsync("Your new accesskey");

        Assert.Equal(["second", "first"], (await tenant.AccesskeysAsync()).Select(key => key.GetProperty("name").GetString()));
    }

    /// <summary>Somebody else ended all sessions while the form was open.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_AfterTheSessionEnded_SavesNothingAndLeadsBackToTheForm(bool scripts)
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync(new() { JavaScriptEnabled = scripts })).SignInAsync(tenant.Admin);
        await page.FillInKeyAsync(Name, "One year");
        await (await tenant.ApiAsync()).SendAsync("POST", "/auth/logout", new { all = true });

        await page.PressAsync("Create accesskey");
        await page.ExpectNoteAsync("nothing was saved");
        var before = await tenant.AccesskeysAsync();
        await page.SignInAsync(tenant.Admin.Username, tenant.Admin.Password);
        await page.ExpectTitleAsync("New accesskey");
        var (name, year) = (await page.GetByLabel("Name").InputValueAsync(), await page.GetByLabel("One year").IsCheckedAsync());
        await page.PressAsync("Create accesskey");
        await page.ExpectTitleAsync("Your new accesskey");

        Assert.Empty(before);
        Assert.Equal((Name, true), (name, year));
        Assert.Single(await tenant.AccesskeysAsync());
    }

    [Fact]
    public async Task Create_NameWithHtml_IsShownAsText()
    {
        const string Html = "<img src=x onerror=alert(1)><script>alert(2)</script>&amp;\"'";
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);
        page.Dialog += (_, dialog) => Assert.Fail($"A script ran: {dialog.Message}");

        await page.CreateKeyAsync(Html);
        await page.GotoAsync(new Uri(Service.Address, "/console/accesskeys").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = Html, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete…" }).ClickAsync();

        await Assertions.Expect(page.Locator("strong")).ToHaveTextAsync(Html);
        await page.PressAsync("Delete");
        await page.ExpectNoteAsync("The accesskey is deleted.");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : NewAccesskeyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : NewAccesskeyTests(service);
}
