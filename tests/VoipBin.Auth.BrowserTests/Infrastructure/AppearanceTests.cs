using Xunit.Sdk;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>Whoever looks at every page must see what is wrong with one.</summary>
public sealed class AppearanceTests
{
    private const string Good = """
        <html lang="en"><meta name="viewport" content="width=device-width"><title>Fine</title><style>:root { color-scheme: light dark; background: Canvas }</style>
        <main><h1>Fine</h1><label>Name <input></label></main>
        """;

    [Fact]
    public async Task AssertGood_PageThatIsGood_Passes() => await LookAtAsync(Good);

    [Theory]
    [InlineData("<p style='width: 500px'>Wide", "wider than the window")]
    [InlineData("<p style='color: #777; background: #888'>Faint", "color-contrast")]
    [InlineData("<p style='background: #fff'>White on white, when it is dark", "color-contrast")]
    [InlineData("<input>", "label")]
    [InlineData("<style>:root { color-scheme: light }</style>", "the colours stay the same")]
    public async Task AssertGood_PageWithAFault_SaysWhich(string html, string fault)
    {
        var exception = await Assert.ThrowsAnyAsync<XunitException>(() => LookAtAsync(Good.Replace("</main>", html + "</main>", StringComparison.Ordinal)));

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    private static async Task LookAtAsync(string html)
    {
        await using var context = await (await Chromium.GetAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<!DOCTYPE html>" + html);
        await page.AssertGoodAsync();
    }
}
