using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>Looking for a secret where it must not be.</summary>
internal static class Secrets
{
    /// <summary>Neither in the text of the page nor in what its fields hold, hidden ones too.</summary>
    public static async Task AssertNowhereAsync(this IPage page, string secret)
    {
        var fields = await page.EvaluateAsync<string>("[...document.querySelectorAll('input, textarea')].map(field => field.value).join()");
        Assert.DoesNotContain(secret, await page.ContentAsync() + fields, StringComparison.Ordinal);
    }

    /// <summary>Goes back or forward, as the browser's own buttons do, and waits until another page is there: perhaps one that says that the form must be sent again.</summary>
    public static async Task TravelAsync(this IPage page, int steps)
    {
        try
        {
            _ = steps < 0 ? await page.GoBackAsync() : await page.GoForwardAsync();
        }
        catch (PlaywrightException exception) when (exception.Message.Contains("ERR_CACHE_MISS", StringComparison.Ordinal))
        {
            await WaitForQuestionAsync(page);
        }
    }

    /// <summary>The browser asks whether to send the form again, mostly on a page of its own; else it stays where it was.</summary>
    private static async Task WaitForQuestionAsync(IPage page)
    {
        try
        {
            await page.WaitForURLAsync("chrome-error://**", new() { WaitUntil = WaitUntilState.Commit, Timeout = 3000 });
        }
        catch (TimeoutException)
        {
            // It stays.
        }
    }
}
