using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>Looking at all pages that links lead to.</summary>
internal static partial class Crawl
{
    /// <summary>Follows every link from a page to pages below it, and looks at each kind of page once.</summary>
    /// <param name="page">Where somebody is signed in.</param>
    /// <param name="below">The path to begin with.</param>
    /// <param name="look">How each page is looked at.</param>
    /// <returns>The kinds: paths, with a place for ids.</returns>
    public static async Task<HashSet<string>> LookAtAllAsync(this IPage page, string below, Func<IPage, Task> look)
    {
        var address = new Uri(page.Url);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>([below]);
        while (waiting.TryDequeue(out var path))
        {
            await page.GotoAsync(new Uri(address, path).ToString());
            await look(page);
            foreach (var link in await page.EvaluateAsync<string[]>("[...document.links].map(link => link.pathname).filter(path => path.startsWith('/console'))"))
            {
                if (link.StartsWith(below, StringComparison.Ordinal) && seen.Add(IdPattern().Replace(link, "{id}")))
                {
                    waiting.Enqueue(link);
                }
            }
        }

        return seen;
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}
