using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.IntegrationTests.Guessing;

/// <summary>Anybody can have failures counted, for names without end: the table does not grow without one.</summary>
public abstract class GuessCountRoomTests(AuthService service)
{
    private const int Room = 3;

    [Fact]
    public async Task Failures_MoreThanThereIsRoomFor_LoseTheOldestFirst()
    {
        await service.Seed.InDatabaseAsync(database => database.Set<GuessCount>().ExecuteDeleteAsync());
        var now = service.Clock.GetTimestampNow();
        var oldestFirst = new List<byte[]>();
        for (var age = Room + 2; age > 0; age--)
        {
            oldestFirst.Add(await CountAsync(now.AddHours(-age)));
        }

        Assert.Equal(1, await RunAsync(now, limit: 1));
        Assert.Equal(oldestFirst[1..], await KeysAsync());
        Assert.Equal(1, await RunAsync(now, limit: 100));
        Assert.Equal(oldestFirst[2..], await KeysAsync());
        Assert.Equal(0, await RunAsync(now, limit: 100));

        // One that fails again is the newest.
        await CountAsync(now.AddSeconds(-1), oldestFirst[2]);
        var newest = await CountAsync(now);
        Assert.Equal(1, await RunAsync(now, limit: 100));
        Assert.Equal([oldestFirst[4], oldestFirst[2], newest], await KeysAsync());
    }

    private async Task<byte[]> CountAsync(DateTimeOffset at, byte[]? key = null)
    {
        key ??= [.. Guid.CreateVersion7().ToByteArray(), .. new byte[GuessCount.KeyLength - 16]];
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GuessCountStore>().CountAsync(new(key, key, TimeSpan.Zero), at, CancellationToken.None);
        return key;
    }

    private async Task<int> RunAsync(DateTimeOffset now, int limit)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var store = new GuessCountStore(scope.ServiceProvider.GetRequiredService<AuthDbContext>(), scope.ServiceProvider.GetRequiredService<UnitOfWork>()) { MaximumRows = Room };
        return await store.DeleteExpiredAsync(now, limit, CancellationToken.None);
    }

    /// <summary>The oldest first.</summary>
    private Task<List<byte[]>> KeysAsync() => service.Seed.InDatabaseAsync(database => database.Set<GuessCount>().OrderBy(count => count.TmUpdate).Select(count => count.Key).ToListAsync());

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : GuessCountRoomTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : GuessCountRoomTests(service);
}
