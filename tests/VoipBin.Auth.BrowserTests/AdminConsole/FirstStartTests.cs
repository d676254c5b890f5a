using System.Diagnostics;
using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>Somebody who has read nothing but his terminal has a key in his clipboard within a minute.</summary>
[Collection(SqliteTests.Name)]
public sealed class FirstStartTests(SqliteService service) : BrowserTest(service)
{
    [Fact]
    public async Task FirstStart_ByWhatItPrintsAndShows_LeadsToAKeyInTheClipboardWithinAMinute()
    {
        var begun = Stopwatch.GetTimestamp();
        await using var place = Service.Place.Another();
        var process = place.Start();
        var printed = await FirstStartOutput.ReadAsync(process);
        await process.ReadyAsync();
        var visitor = await VisitAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] }, process.Address);

        var page = await visitor.OpenAsync(printed.Console);
        await page.SignInAsync(printed.Username, printed.Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Make your first accesskey" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("first");
        await page.PressAsync("Create accesskey");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("Copied")).ToBeVisibleAsync();

        Assert.Equal(404, await process.VerifyAsync(await page.EvaluateAsync<string>("navigator.clipboard.readText()")));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }
}
