using System.Diagnostics;
using System.Net;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.ReliabilityTests.Ledgers;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Disks;

/// <summary>There is no more room for SQLite's files, and then there is again.</summary>
public sealed class FullDiskTests(PublishedService published, ITestOutputHelper output) : IClassFixture<PublishedService>
{
    private const int Changes = 20;

    private static readonly TimeSpan Duration = Scale.OfSeconds(3, 30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_DiskIsFull_IsToldToComeBackAndNothingIsLost(bool byMount)
    {
        await using var place = Workplace.OnSqlite(published);
        await using var disk = await FullDisk.MakeAsync(place, byMount);
        place.SetFirstAdministrator();
        var service = await FullDisk.StartAsync(place, published.Program);
        var token = await service.LoginForTokenAsync();
        var (remembered, unseen) = (await service.CreateAccesskeyAsync(token), await service.CreateAccesskeyAsync(token));
        var ledger = new Ledger();
        await using var stream = new WriteStream(ledger, () => service, token);
        await stream.AdvanceAsync(Changes);
        Assert.Equal(404, await service.VerifyAsync(remembered));

        await disk.FillAsync(service);
        await Eventually.IsTrueAsync(() => ledger.Unavailable > 0, "somebody is told to come back");
        var (acknowledged, verified) = (ledger.Acknowledged, await VerifyAsync(service, remembered, unseen, token));
        acknowledged = ledger.Acknowledged - acknowledged;
        await disk.MakeRoomAsync(service);
        var watch = Stopwatch.StartNew();
        await stream.AdvanceAsync(1);
        var back = watch.Elapsed;
        await stream.AdvanceAsync(Changes);
        await stream.EndAsync();

        var figures = await LedgerCheck.RunAsync(ledger, await place.ConnectAsync(), service);
        output.Tell($"Disk full under SQLite, by {disk}", $"{figures}; {verified} credentials accepted and {acknowledged} changes acknowledged while it was full; writing again {back.TotalMilliseconds:F0} ms after there was room");
        Assert.True(back < Longest, $"Changes were made again after {back}.");
        await AssertSoundAsync(place);
        Assert.DoesNotContain("unhandled exception", service.Output, StringComparison.Ordinal);

        // The process is the same, and one that starts on these files is as well.
        Assert.False(service.HasExited);
        await service.KillAsync();
        var next = await place.StartReadyAsync();
        await LedgerCheck.RunAsync(ledger, await place.ConnectAsync(), next);
    }

    /// <summary>Reading goes on, of rows that nobody remembers too, and the service says that it is ready: it is.</summary>
    private static async Task<int> VerifyAsync(ServiceProcess service, params string[] credentials)
    {
        var (watch, count) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed < Duration)
        {
            foreach (var credential in credentials)
            {
                Assert.Equal(404, await service.VerifyAsync(credential));
                count++;
            }

            Assert.Equal(HttpStatusCode.OK, await service.StatusAsync("/health/ready"));
        }

        return count;
    }

    private static async Task AssertSoundAsync(Workplace place)
    {
        await using var connection = await place.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync());
    }
}
