using System.Globalization;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>A platform as operators run it: the published service with decisions on a port of their own, rules, three proxies, and behind them a server that remembers what it got.</summary>
public sealed class ProxiedPlatform : IAsyncLifetime
{
    private readonly Dictionary<string, ReverseProxy> proxies = [];
    private Workplace place = null!;

    internal ServiceProcess Service { get; private set; } = null!;

    internal RawServer Platform { get; } = RawServer.StartPlatform();

    internal ProxiedCredentials Credentials { get; private set; } = null!;

    /// <summary>Where the service answers questions of proxies, and nothing else.</summary>
    internal Uri Decisions { get; private set; } = null!;

    internal ReverseProxy this[string name] => proxies[name];

    public async Task InitializeAsync()
    {
        var published = new PublishedService();
        await published.InitializeAsync();
        place = Workplace.OnSqlite(published);
        Decisions = new($"http://127.0.0.1:{FreePort.Find().ToString(CultureInfo.InvariantCulture)}");
        place.SetFirstAdministrator();
        place.Settings["Jwt:SigningKeys:0"] = Convert.ToBase64String(Workplace.SigningKey);
        place.Settings["Accesskeys:MinimumLifetime"] = "00:00:01";
        place.Settings["ForwardAuth:Urls"] = Decisions.GetLeftPart(UriPartial.Authority);
        place.Settings["ForwardAuth:RulesFile"] = ProxiedRules.WriteTo(place.Root);
        Service = await place.StartReadyAsync();
        foreach (var name in ReverseProxy.Names)
        {
            proxies[name] = await ReverseProxy.StartAsync(name, new(Service.Address.Port, Decisions.Port, Platform.Port));
        }

        Credentials = await ProxiedCredentials.MakeAsync(Service);
    }

    /// <summary>No proxy has written a credential into any of its files, and the platform was never given one.</summary>
    internal void AssertNoSecretLeft(string what)
    {
        foreach (var proxy in proxies.Values)
        {
            var logs = proxy.ReadLogs();
            Assert.All(Credentials.Markers, marker => Assert.False(logs.Contains(marker, StringComparison.Ordinal), $"{what}: the log of {proxy.Name} holds a credential: {LineWith(logs, marker)}"));
        }

        foreach (var request in Platform.Seen)
        {
            Assert.All(Credentials.Markers, marker => Assert.False((request.Head + request.Body).Contains(marker, StringComparison.Ordinal), $"{what}: the platform was given a credential: {request.Head}"));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var proxy in proxies.Values)
        {
            await proxy.DisposeAsync();
        }

        await place.DisposeAsync();
        Platform.Dispose();
    }

    private static string? LineWith(string text, string marker) => text.Split('\n').FirstOrDefault(line => line.Contains(marker, StringComparison.Ordinal));
}
