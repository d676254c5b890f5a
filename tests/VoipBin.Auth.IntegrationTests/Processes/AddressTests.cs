using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed partial class AddressTests(PublishedService published)
{
    /// <summary>Somebody else may have the port on the machine of the test: then the process names it when it says so.</summary>
    [Fact]
    public async Task Start_NothingSet_ListensOnPort8080OfThisMachine()
    {
        await using var place = Workplace.OnSqlite(published);

        var service = place.StartAsItIs();

        await Eventually.IsTrueAsync(() => DefaultAddress().IsMatch(service.Output + service.Errors), "the process names its address");
    }

    [Fact]
    public async Task Start_UrlsArgument_BeatsTheEnvironment()
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings["ASPNETCORE_URLS"] = "http://127.0.0.1:1";

        var service = place.StartAsItIs("--urls", "http://127.0.0.1:0");

        await AssertListensAsync(service, "http://127.0.0.1:");
    }

    [Fact]
    public async Task Start_UrlsOfTheEnvironment_ListensThere()
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";

        var service = place.StartAsItIs();

        await AssertListensAsync(service, "http://127.0.0.1:");
    }

    [Fact]
    public async Task Start_PortsOfTheEnvironment_ListensOnEveryAddress()
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings["ASPNETCORE_HTTP_PORTS"] = "0";

        var service = place.StartAsItIs();

        await AssertListensAsync(service, "http://[::]:");
    }

    [Fact]
    public async Task Start_PortTaken_NamesTheAddressWithoutAStackTrace()
    {
        await using var place = Workplace.OnSqlite(published);
        using var taken = new TcpListener(IPAddress.Loopback, 0);

        var (service, address) = StartOnTakenPort(place, taken);
        var exitCode = await service.ExitCodeAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains(address, service.Output + service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
    }

    /// <summary>A first administrator whose password nobody saw would lock everybody out.</summary>
    [Fact]
    public async Task Start_PortTakenAtTheFirstStart_TheNextStartTellsThePassword()
    {
        await using var place = Workplace.OnSqlite(published);
        using var taken = new TcpListener(IPAddress.Loopback, 0);

        var (first, _) = StartOnTakenPort(place, taken);
        await first.ExitCodeAsync();
        var second = await place.StartReadyAsync();
        var notice = await FirstStartOutput.ReadAsync(second);

        Assert.False(FirstStartOutput.IsPrinted(first));
        await second.LoginForTokenAsync(notice.Username, notice.Password);
    }

    private static (ServiceProcess Service, string Address) StartOnTakenPort(Workplace place, TcpListener taken)
    {
        taken.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        return (place.StartAsItIs("--urls", address), address);
    }

    private static async Task AssertListensAsync(ServiceProcess service, string address)
    {
        await service.ListeningAsync();

        Assert.Equal(HttpStatusCode.OK, await service.StatusAsync("/health/live"));
        var line = Assert.Single(service.Lines, line => line.Contains("Now listening on: ", StringComparison.Ordinal));
        Assert.Contains(address, line, StringComparison.Ordinal);
        Assert.DoesNotContain("Overriding address", service.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(Now listening on: http://localhost:8080\b|http://(127\.0\.0\.1|\[::1\]|localhost):8080: address already in use)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DefaultAddress();
}
