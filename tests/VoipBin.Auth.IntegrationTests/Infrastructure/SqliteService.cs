using Microsoft.Data.Sqlite;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The service alone: a SQLite file in its data directory.</summary>
public class SqliteService : AuthService
{
    protected override Task PrepareAsync() => Task.CompletedTask;

    protected override Task CleanAsync()
    {
        SqliteConnection.ClearAllPools();
        return Task.CompletedTask;
    }
}
