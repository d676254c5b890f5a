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

    /// <summary>WCAG 2.2, success criterion 1.4.3.</summary>
    private const double LeastContrast = 4.5;

    /// <summary>Of text in an SVG axe cannot tell the ground. Ours has that of the nearest element that has one; the formula is that of WCAG 2.2, "contrast ratio".</summary>
    private const string LeastContrastOfDrawnText = """
        (() => {
          const channels = colour => colour.match(/[\d.]+/g).map(Number);
          const luminance = colour => channels(colour).slice(0, 3).map(part => part / 255)
            .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
          const ground = element => {
            const colour = getComputedStyle(element).backgroundColor;
            return channels(colour)[3] === 0 ? ground(element.parentElement) : colour;
          };
          return Math.min(21, ...[...document.querySelectorAll('svg text')].map(text => {
            const [light, dark] = [luminance(getComputedStyle(text).fill), luminance(ground(text.closest('svg')))].sort((one, other) => other - one);
            return (light + .05) / (dark + .05);
          }));
        })()
        """;

    private static readonly int[] Widths = [390, 1280];

    /// <summary>No width needs scrolling sideways, axe has nothing to say, and the colours follow the visitor's preference.</summary>
    /// <param name="page">The page.</param>
    /// <param name="isBrief">For a page that another test looks at thoroughly: only by day, and axe on a phone only.</param>
    public static async Task AssertGoodAsync(this IPage page, bool isBrief = false)
    {
        var colours = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, .. isBrief ? [] : new[] { ColorScheme.Dark }])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, Height);
                var situation = string.Create(CultureInfo.InvariantCulture, $"{page.Url} at {width} pixels, {scheme}");
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{situation}: it is wider than the window.");
                if (isBrief && width != Widths[0])
                {
                    continue;
                }

                var result = await page.RunAxeLegacy(null, scheme == ColorScheme.Dark ? OnlyColours : null);

                // What axe cannot decide about colours, such as white on white, is no good either.
                var faults = from item in result.Violations.Concat(result.Incomplete.Where(item => item.Id == Contrast))
                             from node in item.Nodes
                             where !node.Html.StartsWith("<text", StringComparison.Ordinal)
                             select $"{situation}: {item.Help} ({item.Id}): {node.Html}";
                Assert.True(!faults.Any(), string.Join('\n', faults));
                Assert.True(await page.EvaluateAsync<double>(LeastContrastOfDrawnText) >= LeastContrast, $"{situation}: words of a chart can hardly be read.");
            }

            colours.Add(await page.EvaluateAsync<string>("getComputedStyle(document.body).color"));
        }

        Assert.True(colours.Count == 2 || isBrief, $"{page.Url}: the colours stay the same when it is dark.");
    }
}
