using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>
/// No credential gets out of the published service, by whatever way it came in, whatever becomes of the request, and whatever the configuration turns on. One run
/// sends everything, and searches everything afterwards.
/// </summary>
public abstract class LeakTests(PublishedService published, ITestOutputHelper output, bool onPostgres)
{
    /// <summary>How many requests are put together at random, beside all that are not; <c>VOIPBIN_TEST_LEAKS</c> says another number.</summary>
    private static int MixedRequests => int.Parse(Environment.GetEnvironmentVariable("VOIPBIN_TEST_LEAKS") is { Length: > 0 } given ? given : "500", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Service_WhateverIsSentAndWhateverFails_LetsNoCredentialOut()
    {
        var watch = Stopwatch.StartNew();
        await using var service = await MarkedService.StartAsync(published, onPostgres);
        Tell("started");
        var credentials = await new Journey(service).RunAsync();
        Tell("journey");
        var traffic = new MarkedTraffic(service, credentials, await ServiceRoutes.AllAsync());
        await traffic.SendCarriersAsync();
        Tell("carriers");
        Assert.Equal((404, 404), (await service.Process.VerifyAsync(credentials.Token), await service.Process.VerifyAsync(credentials.Accesskey)));
        await traffic.SendBodiesAsync();
        Tell("bodies");
        await traffic.SendMalformedAsync();
        Tell("malformed");
        await traffic.SendMixAsync(MixedRequests);
        Tell("mix");
        await LeakReport.SearchCommandLinesAsync(service.Search);
        await traffic.SendWithoutDatabaseAsync();
        Tell("database");
        await traffic.SendToCrashesAsync();
        Tell("crashes");
        await traffic.SendWhileItEndsAsync();
        Tell("end");
        Assert.Equal(0, await service.Process.ExitCodeAsync());

        var report = new LeakReport(service);
        var tables = await report.SearchAsync();
        Tell("searched");

        output.WriteLine(report.Describe());
        service.Search.AssertNothingFound();
        report.AssertLooked(tables);

        void Tell(string what) => output.WriteLine($"{watch.ElapsedMilliseconds} ms: {what}, {service.Exchanges.Count} requests");
    }

    [Collection(LeakGroup.OnSqlite)]
    public sealed class OnSqlite(PublishedService published, ITestOutputHelper output) : LeakTests(published, output, onPostgres: false);

    [Collection(LeakGroup.OnPostgres)]
    public sealed class OnPostgres(PublishedService published, ITestOutputHelper output) : LeakTests(published, output, onPostgres: true);
}
