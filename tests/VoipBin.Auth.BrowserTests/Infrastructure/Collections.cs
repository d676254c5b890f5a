namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>One process a database. The tests of a collection run one after the other, the two collections side by side, in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class SqliteTests : ICollectionFixture<SqliteService>
{
    public const string Name = "SQLite";
}

[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresService>
{
    public const string Name = "PostgreSQL";
}
