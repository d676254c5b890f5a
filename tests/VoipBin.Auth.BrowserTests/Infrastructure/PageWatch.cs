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
    private readonly HashSet<string> origins;

    private PageWatch(IEnumerable<Uri> own) => origins = [.. own.Select(address => address.GetLeftPart(UriPartial.Authority))];

    public IReadOnlyCollection<string> Faults => faults;

    /// <param name="context">Whose pages are watched.</param>
    /// <param name="own">The addresses that may be asked.</param>
    public static async Task<PageWatch> StartAsync(IBrowserContext context, params IEnumerable<Uri> own)
    {
        var watch = new PageWatch(own);
        context.Request += (_, request) => watch.Look(request);
        context.Response += (_, response) => watch.Look(response);
        context.Console += (_, message) => watch.Look(message);
        context.WebError += (_, error) => watch.Note($"script error on {error.Page?.Url}: {error.Error}");
        await context.AddInitScriptAsync(TellViolations);
        return watch;
    }

    private void Look(IRequest request)
    {
        if (request.Url.StartsWith("http", StringComparison.Ordinal) && !origins.Contains(new Uri(request.Url).GetLeftPart(UriPartial.Authority)))
        {
            Note($"asked another host: {request.Method} {request.Url}");
        }
    }

    private void Look(IResponse response)
    {
        if (response.Status >= 500)
        {
            Note($"answered with {response.Status}: {response.Request.Method} {response.Url}");
        }
    }

    private void Look(IConsoleMessage message)
    {
        if (message.Type == "error" && !message.Text.StartsWith(FailedResponse, StringComparison.Ordinal))
        {
            Note($"told an error on {message.Page?.Url}: {message.Text}");
        }
    }

    private void Note(string fault) => faults.Enqueue(fault);
}
