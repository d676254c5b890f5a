using System.Security.Cryptography;
using VoipBin.Auth.ReliabilityTests.Infrastructure;
using VoipBin.Auth.ReliabilityTests.Ledgers;
using Xunit.Abstractions;

namespace VoipBin.Auth.ReliabilityTests.Kills;

/// <summary>The service is killed again and again while it writes, at moments that nobody chose, and started on what it left.</summary>
public sealed class KilledServiceTests(PublishedService published, ITestOutputHelper output) : IClassFixture<PublishedService>
{
    private const int Changes = 10;
    private const int LongestMilliseconds = 150;

    private static readonly int Kills = Scale.Of(4, 100);

    [Fact]
    public async Task Write_ServiceOnSqliteIsKilled_LosesNothingThatWasAcknowledged()
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();

        await KillAsync(place, "SQLite");

        await using var connection = await place.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Write_ServiceOnPostgresIsKilled_LosesNothingThatWasAcknowledged()
    {
        await using var place = await Workplace.OnPostgresAsync(published);

        await KillAsync(place, "PostgreSQL");
    }

    private async Task KillAsync(Workplace place, string database)
    {
        var service = await place.StartReadyAsync();
        var ledger = new Ledger(mayBreak: true);
        await using var stream = new WriteStream(ledger, () => Volatile.Read(ref service), await service.LoginForTokenAsync());

        for (var kill = 0; kill < Kills; kill++)
        {
            await stream.AdvanceAsync(Changes);
            await Task.Delay(RandomNumberGenerator.GetInt32(LongestMilliseconds));
            await service.KillAsync();
            Volatile.Write(ref service, await place.StartReadyAsync());
        }

        await stream.AdvanceAsync(Changes);
        await stream.EndAsync();
        var figures = await LedgerCheck.RunAsync(ledger, await place.ConnectAsync(), service);

        output.Tell($"The service on {database} killed {Kills} times", figures);
        Assert.DoesNotContain("unhandled exception", service.Output, StringComparison.Ordinal);
    }
}
