using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Guessing;

/// <summary>The service with the delays that it has by default.</summary>
public sealed class GuardedSqliteService : SqliteService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Settings.Remove("Guessing:FirstDelay");
    }
}

public sealed class GuardedPostgresService : PostgresService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Settings.Remove("Guessing:FirstDelay");
    }
}

[CollectionDefinition(Name)]
public sealed class GuardedSqliteTests : ICollectionFixture<GuardedSqliteService>
{
    public const string Name = "SQLite, guarded";
}

[CollectionDefinition(Name)]
public sealed class GuardedPostgresTests : ICollectionFixture<GuardedPostgresService>
{
    public const string Name = "PostgreSQL, guarded";
}
