using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>A test whose pages are watched: it fails when one of them did what no page may do.</summary>
public abstract class BrowserTest(RunningService service) : IAsyncLifetime
{
    /// <summary>How long, in milliseconds, a page may take to be what a test waits for, on a machine that is busy.</summary>
    private const int Patience = 15_000;

    private readonly List<Visitor> visitors = [];

    internal RunningService Service => service;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var visitor in visitors)
        {
            await visitor.Context.CloseAsync();
        }

        var faults = visitors.SelectMany(visitor => visitor.Watch.Faults).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Somebody with a browser without any cookie.</summary>
    /// <param name="options">What differs from a desk with scripts on.</param>
    /// <param name="address">Where he finds the service; null for where it listens.</param>
    /// <param name="others">Sites of somebody else that he visits too.</param>
    internal async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null, Uri? address = null, params IEnumerable<Uri> others)
    {
        var context = await (await GetBrowserAsync()).NewContextAsync(options ?? new());
        context.SetDefaultTimeout(Patience);
        var visitor = new Visitor(context, await PageWatch.StartAsync(context, address ?? service.Address, others), address ?? service.Address);
        visitors.Add(visitor);
        return visitor;
    }

    /// <summary>What visitors come with.</summary>
    private protected virtual Task<IBrowser> GetBrowserAsync() => Chromium.GetAsync();
}
