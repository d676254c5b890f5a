using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>Every page with scripts off, and with what PostgreSQL finds: <see cref="LooksTests"/> looks at them with scripts, and on the other database.</summary>
[Collection(PostgresTests.Name)]
public sealed class PlainLooksTests(PostgresService service) : BrowserTest(service)
{
    [Fact]
    public async Task Page_BeforeSigningIn_LooksGood()
    {
        var visitor = await VisitAsync(new() { JavaScriptEnabled = false });
        foreach (var path in new[] { "/console/sign-in", "/console/sign-up", "/console/verify", "/console/forgot-password", "/console/recover", "/console/nowhere" })
        {
            await LookAsync(await visitor.OpenAsync(path));
        }
    }

    [Theory]
    [InlineData("admin", "/console", "/console/accesskeys/new", "/console/accesskeys/{id}/delete", "/console/activity", "/console/agents/{id}/permission", "/console/customer/unregister", "/console/sessions/password")]
    [InlineData("operator", "/console/customers", "/console/customers/{id}/act", "/console/customers/{id}/delete", "/console/customers/new")]
    public async Task Page_ThatALinkLeadsTo_LooksGood(string who, string below, params string[] expected)
    {
        var tenant = await Service.AddTenantAsync();
        await tenant.AddPersonAsync(permission: 64);
        var page = await (await VisitAsync(new() { JavaScriptEnabled = false })).SignInAsync(who == "admin" ? tenant.Admin : RunningService.Operator);
        if (who == "admin")
        {
            await Service.Process.VerifyAsync(await page.CreateKeyAsync("plain"));
            await LookAsync(page);
            await tenant.WaitForUseAsync();
        }

        var seen = await page.LookAtAllAsync(below, LookAsync);

        Assert.Superset(expected.ToHashSet(StringComparer.Ordinal), seen);
    }

    /// <summary>The page was loaded without scripts; axe is one, and is let run on it afterwards.</summary>
    private static async Task LookAsync(IPage page)
    {
        Assert.Equal("", await page.EvaluateAsync<string>("document.querySelector('form.scripted, button[data-copy]:not([hidden])')?.outerHTML ?? ''"));
        var browser = await page.Context.NewCDPSessionAsync(page);
        await SwitchScriptsAsync(browser, isOff: true);
        await SwitchScriptsAsync(browser, isOff: false);
        await page.AssertGoodAsync(isBrief: true);
        await SwitchScriptsAsync(browser, isOff: true);
        await browser.DetachAsync();
    }

    private static Task SwitchScriptsAsync(ICDPSession browser, bool isOff) =>
        browser.SendAsync("Emulation.setScriptExecutionDisabled", new Dictionary<string, object> { ["value"] = isOff });
}
