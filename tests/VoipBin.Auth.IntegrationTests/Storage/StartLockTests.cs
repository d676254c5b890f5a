using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Storage;

/// <summary>What many starts cannot show: that the lock is held until it is released, and not only while it is taken.</summary>
public sealed class StartLockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Acquire_OnPostgresWhileHeld_WaitsForTheRelease()
    {
        var server = await PostgresServer.GetAsync();
        var connectionString = await server.CreateDatabaseAsync();

        await AssertExcludesAsync(new() { ["ConnectionStrings:Postgres"] = connectionString });

        await server.DropDatabaseAsync(connectionString);
    }

    [Fact]
    public async Task Acquire_OnSqliteWhileHeld_WaitsForTheRelease()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-lock-");

        await AssertExcludesAsync([], directory.FullName);

        directory.Delete(recursive: true);
    }

    private static async Task AssertExcludesAsync(Dictionary<string, string?> settings, string directory = "")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var target = new DatabaseTarget(configuration, Options.Create(new ServiceOptions { DataDirectory = directory }));
        var (first, second) = (new StartLock(target), new StartLock(target));

        var held = await first.AcquireAsync(CancellationToken.None);
        var waiting = second.AcquireAsync(CancellationToken.None);
        var early = await Task.WhenAny(waiting, Task.Delay(Patience)) == waiting;
        await held.DisposeAsync();
        await using var released = await waiting.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.False(early, "The second got the lock while the first held it.");
    }
}
