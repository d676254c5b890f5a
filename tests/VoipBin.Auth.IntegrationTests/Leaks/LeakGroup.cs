namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Both databases side by side: each of the two runs waits for the other end of a connection for most of its time.</summary>
internal static class LeakGroup
{
    public const string OnSqlite = "Leaks, SQLite";
    public const string OnPostgres = "Leaks, PostgreSQL";
}

[CollectionDefinition(LeakGroup.OnSqlite)]
public sealed class SqliteLeakGroup : ICollectionFixture<PublishedService>;

[CollectionDefinition(LeakGroup.OnPostgres)]
public sealed class PostgresLeakGroup : ICollectionFixture<PublishedService>;
