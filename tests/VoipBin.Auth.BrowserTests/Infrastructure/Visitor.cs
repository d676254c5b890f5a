using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>Somebody with a browser: cookies of his own, and tabs.</summary>
internal sealed record Visitor(IBrowserContext Context, PageWatch Watch, Uri Address)
{
    /// <summary>Opens an address of the service in a new tab.</summary>
    /// <param name="target">A path, or a whole address as a mail has it.</param>
    public async Task<IPage> OpenAsync(string target)
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync(new Uri(Address, target).ToString());
        return page;
    }
}
