using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>Looks over the shoulder of every page of a visitor, and notes what none may do: break its Content-Security-Policy, fail in a script, ask another host, be answered with a 5xx.</summary>
internal sealed class PageWatch
{
    /// <summary>Every answer that is no success says so in the console, the expected ones too.</summary>
    private const string FailedResponse = "Failed to load resource: the server responded with a status of ";

    /// <summary>The browser tells only some violations in its console; the page is told all of them.</summary>
    private const string TellViolations = """
        addEventListener('securitypolicyviolation', violation =>
            console.error(`Content-Security-Policy: ${violation.effectiveDirective} forbids ${violation.blockedURI} ${violation.sample}`));
        """;

    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentQueue<string> addresses = new();
    private readonly HashSet<string> others;
    private readonly string own;

    private PageWatch(Uri own, IEnumerable<Uri> others) => (this.own, this.others) = (OriginOf(own), [.. others.Select(OriginOf)]);

    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Every address that was asked, with its query.</summary>
    public IReadOnlyCollection<string> Addresses => addresses;

    /// <param name="context">Whose pages are watched.</param>
    /// <param name="own">The address whose pages are ours.</param>
    /// <param name="others">Addresses that may be asked besides; what their pages do wrong is not our fault.</param>
    public static async Task<PageWatch> StartAsync(IBrowserContext context, Uri own, params IEnumerable<Uri> others)
    {
        var watch = new PageWatch(own, others);
        context.Request += (_, request) => watch.Look(request);
        context.Response += (_, response) => watch.Look(response);
        context.Console += (_, message) => watch.Look(message);
        context.WebError += (_, error) => watch.Note(error.Page, $"script error: {error.Error}");
        await context.AddInitScriptAsync(TellViolations);
        return watch;
    }

    private static string OriginOf(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private void Look(IRequest request)
    {
        addresses.Enqueue(request.Url);
        var address = new Uri(request.Url);
        if (address.Scheme is "http" or "https" && OriginOf(address) is var origin && origin != own && !others.Contains(origin))
        {
            faults.Enqueue($"asked another host: {request.Method} {request.Url}");
        }
    }

    private void Look(IResponse response)
    {
        if (response.Status >= 500)
        {
            faults.Enqueue($"answered with {response.Status}: {response.Request.Method} {response.Url}");
        }
    }

    private void Look(IConsoleMessage message)
    {
        if (message.Type == "error" && !message.Text.StartsWith(FailedResponse, StringComparison.Ordinal))
        {
            Note(message.Page, $"told an error: {message.Text}");
        }
    }

    private void Note(IPage? page, string fault)
    {
        if (page is null || !Uri.TryCreate(page.Url, UriKind.Absolute, out var address) || !others.Contains(OriginOf(address)))
        {
            faults.Enqueue($"{page?.Url} {fault}");
        }
    }
}
