using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>Every page on a phone and on a desk, light and dark.</summary>
[Collection(LookedAtTests.Name)]
public sealed class LooksTests(SqliteService service) : BrowserTest(service)
{
    private const int Manager = 64;
    private const string LongName = "a-name-without-a-single-space-that-somebody-copied-from-a-build-server-0123456789-0123456789";

    [Theory]
    [InlineData("/console/sign-in?return=/console/accesskeys&done=session-ended")]
    [InlineData("/console/sign-up")]
    [InlineData("/console/verify")]
    [InlineData("/console/forgot-password?done=link-mailed")]
    [InlineData("/console/nowhere")]
    public async Task Page_BeforeSigningIn_LooksGood(string path)
    {
        var page = await (await VisitAsync()).OpenAsync(path);

        await page.AssertGoodAsync();
    }

    /// <summary>Whoever adds a page links to it, and finds it looked at; those that an admin has too only once.</summary>
    [Theory]
    [InlineData("admin", "/console", "/console/accesskeys/new", "/console/activity", "/console/agents/{id}/permission", "/console/customer/unregister", "/console/sessions/password")]
    [InlineData("manager", "/console/agents", "/console/agents/{id}", "/console/agents/new")]
    [InlineData("operator", "/console/customers", "/console/customers/{id}/act", "/console/customers/{id}/delete", "/console/customers/new")]
    public async Task Page_ThatALinkLeadsTo_LooksGood(string who, string below, params string[] expected)
    {
        var tenant = await Service.AddTenantAsync();
        var colleague = await tenant.AddPersonAsync(permission: Manager);
        var page = await (await VisitAsync()).SignInAsync(who switch { "admin" => tenant.Admin, "manager" => colleague, _ => RunningService.Operator });
        if (who == "admin")
        {
            await page.CreateKeyAsync(LongName);
            await page.CreateKeyAsync("usual", "One year");
        }

        var seen = await page.LookAtAllAsync(below, static page => page.AssertGoodAsync());

        Assert.Superset(expected.ToHashSet(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task ActingForACustomer_LooksGood()
    {
        await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(RunningService.Operator, "/console");
        await page.GoToAsync("Customers");
        await page.GetByRole(AriaRole.Link, new() { Name = "Example Inc." }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Act for" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("ticket 4711, keys that do not work");

        await page.PressAsync("Act for it");

        await page.ExpectTitleAsync("Overview");
        await Assertions.Expect(page.GetByLabel("You act for a customer")).ToContainTextAsync("Example Inc.");
        await page.AssertGoodAsync();
        await page.PressAsync("Stop");
        await Assertions.Expect(page.GetByLabel("You act for a customer")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Accesskeys_WithoutOneAndWithoutAMatch_LookGood()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin, "/console/accesskeys");

        await page.AssertGoodAsync();
        await page.CreateKeyAsync("usual");
        await page.GotoAsync(new Uri(Service.Address, "/console/accesskeys?q=nothing").ToString());
        await page.AssertGoodAsync();
    }

    [Fact]
    public async Task Form_WithAFault_LooksGood()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).OpenAsync("/console/sign-in");
        await page.SignInAsync(tenant.Admin.Username, "not the password");
        await page.ExpectNoteAsync("not right");
        await page.AssertGoodAsync();

        await page.SignInAsync(tenant.Admin.Username, tenant.Admin.Password);
        await page.ExpectTitleAsync("Overview");
        await page.FillInKeyAsync("usual", "At the end of a day");
        await page.EvaluateAsync("[...document.forms].forEach(form => { form.noValidate = true; })");
        await page.PressAsync("Create accesskey");
        await page.ExpectNoteAsync("This is not right yet");
        await page.AssertGoodAsync();
    }

    [Fact]
    public async Task Created_FirstAndAgain_LooksGood()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);

        await page.CreateKeyAsync(LongName);
        await page.AssertGoodAsync();
        await page.ReloadAsync();
        await page.AssertGoodAsync();
    }

    /// <summary>A key that is in use is deleted with a warning.</summary>
    [Fact]
    public async Task Delete_OfAKeyInUse_WarnsAndLooksGood()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);
        var key = await page.CreateKeyAsync("in use");
        await Service.Process.VerifyAsync(key);
        var id = Assert.Single(await tenant.AccesskeysAsync()).GetProperty("id").GetString();
        await tenant.WaitForUseAsync();

        await page.GotoAsync(new Uri(Service.Address, $"/console/accesskeys/{id}/delete").ToString());

        await page.ExpectNoteAsync("Something still uses this accesskey");
        await page.ExpectNoteAsync("from 127.0.0.1");
        await page.AssertGoodAsync();
        foreach (var path in new[] { "/console/accesskeys", "/console" })
        {
            await page.GotoAsync(new Uri(Service.Address, path).ToString());
            await page.AssertGoodAsync();
        }
    }
}
