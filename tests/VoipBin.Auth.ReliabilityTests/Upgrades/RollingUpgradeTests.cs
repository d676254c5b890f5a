using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.ReliabilityTests.Ledgers;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Upgrades;

/// <summary>
/// Two replicas are replaced one after the other under load, each by SIGTERM: no request fails, and nothing is lost. What is replaced is the build of
/// <c>VOIPBIN_FAULTS_PREVIOUS</c>, which <c>scripts/faults</c> makes of the commit before the newest migration, so that two versions work on one database;
/// without it, it is this build.
/// </summary>
public sealed class RollingUpgradeTests(PublishedService published, ITestOutputHelper output) : IClassFixture<PublishedService>
{
    private const string Variable = "VOIPBIN_FAULTS_PREVIOUS";

    private static readonly int Changes = Scale.Of(40, 400);

    private static readonly string? Previous = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? Path.Combine(Path.GetFullPath(given, Repository.Root), "VoipBin.Auth") : null;

    [Fact]
    public async Task Terminate_OneReplicaAfterTheOtherUnderLoad_FailsNoRequest()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        place.Settings["Shutdown:Drain"] = "00:00:03";
        var old = new List<ServiceProcess> { await StartOldAsync(place), await StartOldAsync(place) };
        var migrations = await place.CountAsync("\"__EFMigrationsHistory\"");
        await using var balancer = new SmallBalancer();
        await balancer.AddAsync(old[0]);
        await balancer.AddAsync(old[1]);
        var ledger = new Ledger();
        await using var stream = new WriteStream(ledger, balancer.Next, await old[0].LoginForTokenAsync());
        await stream.AdvanceAsync(Changes);
        var replaced = new List<ServiceProcess>();

        foreach (var replica in old)
        {
            // Beside the old ones: its migrations are applied under them.
            var next = await place.StartReadyAsync();
            await balancer.AddAsync(next);
            replaced.Add(next);
            await stream.AdvanceAsync(Changes);
            await replica.TerminateAsync();
            Assert.Equal(0, await replica.ExitCodeAsync());
            await stream.AdvanceAsync(Changes);
        }

        await stream.EndAsync();
        var figures = await LedgerCheck.RunAsync(ledger, await place.ConnectAsync(), [.. replaced]);
        migrations = await place.CountAsync("\"__EFMigrationsHistory\"") - migrations;
        output.Tell($"Two replicas replaced under load, {(Previous is null ? "by the same version" : $"with {migrations} migrations between the versions")}", $"{figures}; no request failed");
        Assert.Equal(0, ledger.Unavailable);
        Assert.True(Previous is null || migrations > 0, "Between the versions is no migration.");
        Assert.All(old.Concat(replaced), service => Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal));
    }

    private static async Task<ServiceProcess> StartOldAsync(Workplace place)
    {
        var process = Previous is null ? place.Start() : place.StartOther(Previous);
        await process.ReadyAsync();
        return process;
    }
}
