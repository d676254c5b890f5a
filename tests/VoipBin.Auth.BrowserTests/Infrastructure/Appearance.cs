using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>How a page looks to people: on a phone and on a desk, light and dark, and read aloud.</summary>
internal static class Appearance
{
    private const int Height = 844;
    private const string Contrast = "color-contrast";

    /// <summary>Nothing but colours is different when it is dark.</summary>
    private static readonly AxeRunOptions OnlyColours = new() { RunOnly = new() { Type = "rule", Values = [Contrast, "link-in-text-block"] } };

    private static readonly int[] Widths = [390, 1280];

    /// <summary>No width needs scrolling sideways, axe has nothing to say, and the colours follow the visitor's preference.</summary>
    public static async Task AssertGoodAsync(this IPage page)
    {
        var colours = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, Height);
                var situation = string.Create(CultureInfo.InvariantCulture, $"{page.Url} at {width} pixels, {scheme}");
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{situation}: it is wider than the window.");
                var result = await page.RunAxeLegacy(null, scheme == ColorScheme.Dark ? OnlyColours : null);

                // What axe cannot decide about colours, such as white on white, is no good either.
                var faults = from item in result.Violations.Concat(result.Incomplete.Where(item => item.Id == Contrast))
                             from node in item.Nodes
                             select $"{situation}: {item.Help} ({item.Id}): {node.Html}";
                Assert.True(!faults.Any(), string.Join('\n', faults));
            }

            colours.Add(await page.EvaluateAsync<string>("getComputedStyle(document.body).color"));
        }

        Assert.True(colours.Count == 2, $"{page.Url}: the colours stay the same when it is dark.");
    }
}
