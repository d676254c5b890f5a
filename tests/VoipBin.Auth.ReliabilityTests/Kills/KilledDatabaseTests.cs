using System.Diagnostics;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.ReliabilityTests.Ledgers;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Kills;

/// <summary>Every process of PostgreSQL is killed while the service writes.</summary>
public sealed class KilledDatabaseTests(PublishedService published, ITestOutputHelper output) : IClassFixture<PublishedService>
{
    private const int Changes = 25;

    private static readonly int Kills = Scale.Of(3, 30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Write_DatabaseIsKilled_LosesNothingThatWasAcknowledged()
    {
        var server = await PostgresServer.StartOwnAsync();
        await using var place = await Workplace.OnPostgresAsync(published, server);
        var service = await place.StartReadyAsync();
        var ledger = new Ledger();
        await using var stream = new WriteStream(ledger, () => service, await service.LoginForTokenAsync());
        var slowest = TimeSpan.Zero;

        for (var kill = 0; kill < Kills; kill++)
        {
            await stream.AdvanceAsync(Changes);
            await server.KillAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(kill % 3 * 200));
            await server.StartAgainAsync();
            var watch = Stopwatch.StartNew();
            await stream.AdvanceAsync(1);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }

        await stream.AdvanceAsync(Changes);
        await stream.EndAsync();
        var figures = await LedgerCheck.RunAsync(ledger, await place.ConnectAsync(), service);

        output.Tell($"PostgreSQL killed {Kills} times", $"{figures}; writing again at most {slowest.TotalMilliseconds:F0} ms after it was started");
        Assert.True(ledger.Unavailable > 0, "Nobody was told to come back.");
        Assert.True(slowest < Longest, $"Changes were made again after {slowest}.");
        Assert.DoesNotContain("unhandled exception", service.Output, StringComparison.Ordinal);
    }
}
