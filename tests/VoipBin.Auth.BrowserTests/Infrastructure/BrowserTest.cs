using Microsoft.Playwright;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>A test whose pages are watched: it fails when one of them did what no page may do.</summary>
public abstract class BrowserTest(RunningService service) : IAsyncLifetime
{
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
    /// <param name="others">Addresses that his pages may ask besides the service's.</param>
    internal async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null, params IEnumerable<Uri> others)
    {
        var context = await (await Chromium.GetAsync()).NewContextAsync(options ?? new());
        var visitor = new Visitor(context, await PageWatch.StartAsync(context, [service.Address, .. others]), service.Address);
        visitors.Add(visitor);
        return visitor;
    }
}
