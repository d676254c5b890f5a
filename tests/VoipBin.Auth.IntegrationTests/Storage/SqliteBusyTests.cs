using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Storage;

[Collection(SqliteTests.Name)]
public sealed class SqliteBusyTests(SqliteService service)
{
    private const int Tries = 10;

    /// <summary>So long that whoever begins to write meanwhile finds the file locked, unless the machine stops it for all of that time in every try.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromMilliseconds(60);

    /// <summary>What the driver sleeps before it asks again: whoever waits for it waits at least so long.</summary>
    private static readonly TimeSpan DriversPause = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Write_WhileAnotherWritesForAMoment_WaitsForLittleMore()
    {
        await using var other = new SqliteConnection(service.Services.GetRequiredService<DatabaseTarget>().ConnectionString);
        await other.OpenAsync();
        var shortest = TimeSpan.MaxValue;

        for (var number = 0; number < Tries; number++)
        {
            await ExecuteAsync(other, "BEGIN IMMEDIATE");
            var begun = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            var write = Task.Run(() => service.Seed.InDatabaseAsync(async database =>
            {
                await database.Database.OpenConnectionAsync();
                begun.SetResult(Stopwatch.GetTimestamp());
                return await database.Database.ExecuteSqlAsync($"UPDATE customers SET tm_create = tm_create WHERE id = ''");
            }));
            var since = await begun.Task;
            await Task.Delay(Held);
            await ExecuteAsync(other, "COMMIT");
            await write;
            var taken = Stopwatch.GetElapsedTime(since);
            shortest = taken < shortest ? taken : shortest;
        }

        Assert.InRange(shortest, Held - TimeSpan.FromMilliseconds(5), DriversPause - TimeSpan.FromMilliseconds(10));
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
