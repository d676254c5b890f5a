using System.Diagnostics;
using VoipBin.Auth.Accesskeys;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>The network to the database fails. What was good goes on for the grace and no longer; nobody waits long, and nobody is told that a good credential is bad.</summary>
[Collection(OutageGroup.Name)]
public sealed class OutageGraceTests(OutageTrio trio, ITestOutputHelper output)
{
    private const int Crowd = 200;

    /// <summary>The longest that anybody waits, and what a busy machine adds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    /// <summary>Less than a question to a silent database takes.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Verify_WhileTheDatabaseIsCutOff_GoesOnForTheGraceOfEachProcess()
    {
        var tenant = await trio.Database.AddTenantAsync();
        await trio.Relay.HeardAsync(processes: 3);
        await ReplicaPair.KnowAsync(tenant, trio.WithoutGrace, trio.WithShortGrace, trio.WithGrace);
        var seen = new List<(TimeSpan After, int Without, int Short, int Long)>();

        trio.Relay.Cut();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < OutageTrio.ShortGrace + TimeSpan.FromSeconds(1))
        {
            var after = watch.Elapsed;
            seen.Add((after, await trio.WithoutGrace.VerifyAsync(tenant.Accesskey), await trio.WithShortGrace.VerifyAsync(tenant.Token), await trio.WithGrace.VerifyAsync(tenant.Accesskey)));
        }

        var ends = (Last(seen, row => row.Without), Last(seen, row => row.Short));
        output.WriteLine($"Without a grace the last good answer came {ends.Item1.TotalMilliseconds:F0} ms after the cut, with one of {OutageTrio.ShortGrace.TotalSeconds} s after {ends.Item2.TotalMilliseconds:F0} ms");
        trio.Relay.Mend();
        watch.Restart();
        await Eventually.IsTrueAsync(
            async () => (await trio.WithoutGrace.VerifyAsync(tenant.Accesskey), await trio.WithShortGrace.VerifyAsync(tenant.Token)) == (404, 404), "both are back");
        output.WriteLine($"Back {watch.Elapsed.TotalMilliseconds:F0} ms after the cut was mended");

        // Counted from the last word, which is older than the cut.
        Assert.True(ends.Item1 < OutageTrio.Bound + TimeSpan.FromMilliseconds(200), $"Without a grace it went on for {ends.Item1}.");
        Assert.InRange(ends.Item2, OutageTrio.Bound, OutageTrio.ShortGrace + TimeSpan.FromMilliseconds(200));
        Assert.All(seen, row => Assert.Equal(404, row.Long));
        Assert.All(seen, row => Assert.All([row.Without, row.Short], status => Assert.Contains(status, (int[])[404, 503])));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"They were back after {watch.Elapsed}.");
    }

    /// <summary>The worst kind of outage: connections stay, and nothing comes back.</summary>
    [Fact]
    public async Task Verify_WhileTheDatabaseIsSilent_NobodyWaitsLong()
    {
        var service = trio.WithGrace;
        var (tenant, unseen) = (await trio.Database.AddTenantAsync(), await trio.Database.AddTenantAsync());
        await trio.Relay.HeardAsync(processes: 3);
        await ReplicaPair.KnowAsync(tenant, service);

        trio.Relay.FallSilent();
        var watch = Stopwatch.StartNew();
        var first = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(number => TimeAsync(service, number == 0 ? unseen.Accesskey : AccesskeyToken.Generate().Reveal())));
        await Eventually.IsTrueAsync(() => watch.Elapsed > OutageTrio.Bound + TimeSpan.FromSeconds(1), "what is remembered is not believed without a question any more");
        var known = new List<(TimeSpan Taken, int Status)>();
        var unknown = new List<(TimeSpan Taken, int Status)>();
        for (var count = 0; count < 20; count++)
        {
            known.Add(await TimeAsync(service, count % 2 == 0 ? tenant.Accesskey : tenant.Token));
            unknown.Add(await TimeAsync(service, unseen.Accesskey));
        }

        trio.Relay.EndSilence();
        watch.Restart();
        await Eventually.IsTrueAsync(async () => await service.VerifyAsync(unseen.Accesskey) == 404, "the process is back");
        var back = watch.Elapsed;
        await trio.Relay.HeardAsync(processes: 3);
        output.WriteLine($"""
            {Crowd} at once were told after {first.Max(answer => answer.Taken).TotalMilliseconds:F0} ms at most, then each after {unknown.Max(answer => answer.Taken).TotalMilliseconds:F0} ms at most,
            known ones after {known.Max(answer => answer.Taken).TotalMilliseconds:F0} ms at most; back {back.TotalMilliseconds:F0} ms after the silence, and hearing of changes after {watch.Elapsed.TotalMilliseconds:F0} ms
            """);

        Assert.All(first, answer => Assert.Equal(503, answer.Status));
        Assert.All(first, answer => Assert.True(answer.Taken < Longest, $"One was told after {answer.Taken}."));
        Assert.All(known, answer => Assert.Equal(404, answer.Status));
        Assert.All(unknown, answer => Assert.Equal(503, answer.Status));
        Assert.All(unknown, answer => Assert.True(answer.Taken < Longest, $"One was told after {answer.Taken}."));
        Assert.All(known, answer => Assert.True(answer.Taken < Remembered, $"One that is remembered was answered after {answer.Taken}."));
    }

    private static TimeSpan Last(List<(TimeSpan After, int Without, int Short, int Long)> seen, Func<(TimeSpan After, int Without, int Short, int Long), int> status) =>
        seen.Where(row => status(row) == 404).Select(row => row.After).DefaultIfEmpty().Max();

    private static async Task<(TimeSpan Taken, int Status)> TimeAsync(ServiceProcess service, string credential)
    {
        var watch = Stopwatch.StartNew();
        var status = await service.VerifyAsync(credential);
        return (watch.Elapsed, status);
    }
}
