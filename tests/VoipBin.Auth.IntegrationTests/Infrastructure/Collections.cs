namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>
/// Tests that need no setting of their own share one host a database. Those of one collection run one after the other, so that
/// each may look at all rows, and move the clock; the two collections run side by side.
/// </summary>
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

[CollectionDefinition(Name)]
public sealed class HardenedSqliteTests : ICollectionFixture<HardenedSqliteService>
{
    public const string Name = "SQLite, hardened";
}

[CollectionDefinition(Name)]
public sealed class HardenedPostgresTests : ICollectionFixture<HardenedPostgresService>
{
    public const string Name = "PostgreSQL, hardened";
}

[CollectionDefinition(Name)]
public sealed class MailingSqliteTests : ICollectionFixture<MailingSqliteService>
{
    public const string Name = "SQLite, mailing";
}

[CollectionDefinition(Name)]
public sealed class MailingPostgresTests : ICollectionFixture<MailingPostgresService>
{
    public const string Name = "PostgreSQL, mailing";
}
