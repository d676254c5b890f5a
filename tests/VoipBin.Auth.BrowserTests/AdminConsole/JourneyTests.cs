using System.Globalization;
using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>What the documents send people to the console for.</summary>
public abstract class JourneyTests(RunningService service) : BrowserTest(service)
{
    private const string Name = "billing import";

    [Fact]
    public async Task Journey_FromSignInToADeletedKey_Works()
    {
        var tenant = await Service.AddTenantAsync();
        var visitor = await VisitAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        var page = await visitor.SignInAsync(tenant.Admin);

        await page.CreateKeyAsync(Name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        var key = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        var working = await Service.Process.VerifyAsync(key);
        await page.DeleteKeyAsync(Name);

        await page.ExpectNoteAsync("The accesskey is deleted.");
        Assert.StartsWith("vb_", key, StringComparison.Ordinal);
        Assert.Equal((404, 401), (working, await Service.Process.VerifyAsync(key)));
    }

    [Fact]
    public async Task Journey_WithoutScripts_WorksToo()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync(new() { JavaScriptEnabled = false })).SignInAsync(tenant.Admin);

        await page.FillInKeyAsync(Name, "At the end of a day");
        await page.GetByLabel("Day optional").FillAsync(TimeProvider.System.GetUtcNow().AddDays(100).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.PressAsync("Show when it ends");
        await Assertions.Expect(page.GetByText("Made now, it ends at")).ToBeVisibleAsync();
        await page.PressAsync("Create accesskey");
        var key = await page.GetByLabel(Name).InputValueAsync();
        var working = await Service.Process.VerifyAsync(key);
        await page.DeleteKeyAsync(Name);

        await page.ExpectNoteAsync("The accesskey is deleted.");
        Assert.Equal((404, 401), (working, await Service.Process.VerifyAsync(key)));
    }

    /// <summary>The line that is shown beside the key, as it stands.</summary>
    [Fact]
    public async Task Created_CurlLine_Works()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);
        var key = await page.CreateKeyAsync(Name);

        var line = await page.GetByLabel("Try it in a terminal").InputValueAsync();
        var result = await Command.RunAsync("bash", ["-c", $"{line} --silent --show-error"]);

        Assert.StartsWith($"curl -H 'Authorization: Bearer {key}' {Service.Address}", line, StringComparison.Ordinal);
        Assert.Contains($"\"name\":\"{Name}\"", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithEachPreset_EndsWhenThePreviewSaid()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);

        foreach (var (preset, days) in new[] { ("30 days", 30), ("90 days", 90), ("One year", 365) })
        {
            await page.FillInKeyAsync(preset, preset);
            var shown = DateTimeOffset.Parse(await page.Locator("[data-preview] time").GetAttributeAsync("datetime") ?? "", CultureInfo.InvariantCulture);
            await page.PressAsync("Create accesskey");
            await page.ExpectTitleAsync("Your new accesskey");

            var ends = (await tenant.AccesskeysAsync())[0].GetProperty("tm_expire").GetDateTimeOffset();
            Assert.Equal(ends, shown, TimeSpan.FromMinutes(1));
            Assert.Equal(days, (ends - TimeProvider.System.GetUtcNow()).TotalDays, 0.01);
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : JourneyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : JourneyTests(service);
}
