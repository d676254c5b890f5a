using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed class KilledStartTests(PublishedService published)
{
    private const int Kills = 6;

    /// <summary>Milliseconds in which a first start does its work, and a little more.</summary>
    private const int WorkMilliseconds = 500;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Start_MigrationLockLeftBehind_IsReadySoon()
    {
        await using var place = Workplace.OnSqlite(published);
        Directory.CreateDirectory(place.Data);
        await LeaveMigrationLockAsync(Path.Combine(place.Data, "voipbin-auth.db"));
        var watch = Stopwatch.StartNew();

        var service = await place.StartReadyAsync();

        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
        Assert.Equal(1, await place.CountAsync("agents"));
        Assert.DoesNotContain("fail: ", service.Output, StringComparison.Ordinal);
    }

    /// <summary>The moments are random, one in each tenth of a first start's work; two are tried at a time.</summary>
    [Fact]
    public async Task Start_FirstStartKilledAtAnyMoment_IsReadyWithOneAdministrator()
    {
        var tries = Enumerable.Range(0, Kills).Chunk(2);
        foreach (var some in tries)
        {
            await Task.WhenAll(some.Select(KillAndStartAsync));
        }
    }

    private async Task KillAndStartAsync(int number)
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        var delay = (number * WorkMilliseconds / Kills) + RandomNumberGenerator.GetInt32(WorkMilliseconds / Kills);
        var killed = place.Start();
        await Eventually.IsTrueAsync(() => File.Exists(Path.Combine(place.Data, "voipbin-auth.db.lock")), "the first start works on its database");
        await Task.Delay(delay);
        await killed.KillAsync();

        var service = await place.StartReadyAsync();

        using var login = await service.LoginAsync();
        Assert.True(login.IsSuccessStatusCode, $"Killed after {delay} ms: {login.StatusCode}");
        Assert.Equal(1, await place.CountAsync("agents"));
        Assert.Equal(1, await place.CountAsync("customers"));
    }

    /// <summary>As Entity Framework's <c>SqliteHistoryRepository</c> writes it.</summary>
    private static async Task LeaveMigrationLockAsync(string file)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE "__EFMigrationsLock" (
                "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
                "Timestamp" TEXT NOT NULL
            );
            INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01 00:00:00.000000+00:00');
            """;
        await command.ExecuteNonQueryAsync();
    }
}
