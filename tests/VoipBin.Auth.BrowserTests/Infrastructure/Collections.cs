namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>One process a database. The tests of a collection run one after the other, the collections side by side.</summary>
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

/// <summary>Looking at every page takes longest: it has a process for itself.</summary>
[CollectionDefinition(Name)]
public sealed class LookedAtTests : ICollectionFixture<SqliteService>
{
    public const string Name = "SQLite, looked at";
}
