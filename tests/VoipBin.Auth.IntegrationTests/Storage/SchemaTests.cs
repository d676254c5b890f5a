using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Storage;

/// <summary>There is no model snapshot: what the migrations make must be what the model says, on both databases.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Migrate_EmptySqliteDatabase_MakesTheSchemaOfTheModel()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-schema-");
        await using var migrated = OpenSqlite(Path.Combine(directory.FullName, "migrated.db"));
        await using var created = OpenSqlite(Path.Combine(directory.FullName, "created.db"));

        await migrated.Database.MigrateAsync();
        await created.Database.EnsureCreatedAsync();

        Assert.Equal(await ReadAsync(created, SqliteSchema), await ReadAsync(migrated, SqliteSchema));
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Migrate_EmptyPostgresDatabase_MakesTheSchemaOfTheModel()
    {
        var server = await PostgresServer.GetAsync();
        var (first, second) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        await using var migrated = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(first).Options);
        await using var created = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(second).Options);

        await migrated.Database.MigrateAsync();
        await created.Database.EnsureCreatedAsync();

        Assert.Equal(await ReadAsync(created, PostgresSchema), await ReadAsync(migrated, PostgresSchema));
        await server.DropDatabaseAsync(first);
        await server.DropDatabaseAsync(second);
    }

    [Fact]
    public async Task Schema_OnPostgres_HasTheTypesThatTheDesignNames()
    {
        var server = await PostgresServer.GetAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await using var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options);

        await database.Database.MigrateAsync();

        var schema = await ReadAsync(database, PostgresSchema);
        Assert.Contains("column accesskeys.token_hash bytea NO", schema);
        Assert.Contains("column accesskeys.tm_expire timestamp with time zone NO", schema);
        Assert.Contains("index CREATE INDEX ix_accesskeys_living ON public.accesskeys USING btree (customer_id, tm_create, id) WHERE (tm_delete IS NULL)", schema);
        Assert.Contains("index CREATE UNIQUE INDEX ix_agents_username_key ON public.agents USING btree (username_key) WHERE (tm_delete IS NULL)", schema);
        await server.DropDatabaseAsync(connectionString);
    }

    /// <summary>The first page of the console counts the living keys: not by a look at each that was ever deleted.</summary>
    [Fact]
    public async Task Count_OfTheLivingAccesskeys_LooksAtTheLivingOnesOnly()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-schema-");
        await using var database = OpenSqlite(Path.Combine(directory.FullName, "migrated.db"));
        await database.Database.MigrateAsync();

        var plan = await ReadAsync(database, "EXPLAIN QUERY PLAN SELECT count(*) FROM accesskeys WHERE tm_delete IS NULL AND customer_id = 'X'", atLeast: 1);

        Assert.Contains("ix_accesskeys_living", Assert.Single(plan), StringComparison.Ordinal);
        directory.Delete(recursive: true);
    }

    /// <summary>The model knows no triggers: those of the migration Notifications, one for each change of each watched table, and no other.</summary>
    [Fact]
    public async Task Migrate_EmptyPostgresDatabase_MakesTheTriggersThatTellOfChanges()
    {
        var server = await PostgresServer.GetAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await using var database = new AuthDbContext(new DbContextOptionsBuilder<AuthDbContext>().UseNpgsql(connectionString).Options);
        var watched = database.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(IWatchedRow))).Select(entity => entity.GetTableName()!);

        await database.Database.MigrateAsync();

        string[] changes = ["delete", "insert", "truncate", "update"];
        Assert.Equal(
            watched.Order(StringComparer.Ordinal).SelectMany(table => changes.Select(change => $"{table} voipbin_auth_{table}_{change} {change.ToUpperInvariant()} AFTER STATEMENT O")),
            await ReadAsync(database, PostgresTriggers, atLeast: 1));
        await server.DropDatabaseAsync(connectionString);
    }

    [Fact]
    public async Task Migrate_EmptySqliteDatabase_MakesNoTrigger()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-schema-");
        await using var database = OpenSqlite(Path.Combine(directory.FullName, "migrated.db"));

        await database.Database.MigrateAsync();

        Assert.Empty(await ReadAsync(database, "SELECT name FROM sqlite_master WHERE type = 'trigger'", atLeast: 0));
        directory.Delete(recursive: true);
    }

    /// <summary>The first page of the console asks that of a customer that may have used hundreds of keys for a year.</summary>
    [Fact]
    public async Task SumOfTheLastDays_OnSqlite_ReadsThoseOfThatCustomerOnly()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-schema-");
        await using var database = OpenSqlite(Path.Combine(directory.FullName, "migrated.db"));
        await database.Database.MigrateAsync();

        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN SELECT day, SUM(uses) FROM accesskey_uses WHERE customer_id = 'a' AND day >= '2026-11-01' GROUP BY day";
        await database.Database.OpenConnectionAsync();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal("SEARCH accesskey_uses USING INDEX ix_accesskey_uses_customer_id_day (customer_id=? AND day>?)", reader.GetString(3));
            Assert.False(await reader.ReadAsync(), "It is not read in the order of days, and sorted afterwards.");
        }

        await database.Database.CloseConnectionAsync();
        directory.Delete(recursive: true);
    }

    private const string PostgresTriggers = """
        SELECT c.relname || ' ' || t.tgname || ' ' || i.kind || ' ' || (CASE WHEN t.tgtype & 66 = 0 THEN 'AFTER' ELSE 'OTHER' END) || ' ' || (CASE WHEN t.tgtype & 1 = 0 THEN 'STATEMENT' ELSE 'ROW' END) || ' ' || t.tgenabled::text
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN (VALUES (4, 'INSERT'), (8, 'DELETE'), (16, 'UPDATE'), (32, 'TRUNCATE')) i (bit, kind) ON t.tgtype & i.bit <> 0
        WHERE NOT t.tgisinternal
        """;

    private const string SqliteSchema = """
        SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\_\_EF%' ESCAPE '\'
        UNION ALL SELECT 'index ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        UNION ALL SELECT 'key ' || m.name || ' ' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' ' || f.on_delete FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
        """;

    private const string PostgresSchema = """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || coalesce(' ' || character_maximum_length, '') || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_EF%'
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\_\_EF%'
        UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE '%\_\_EF%'
        """;

    private static AuthDbContext OpenSqlite(string file) =>
        new(new DbContextOptionsBuilder<AuthDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options);

    private static async Task<IReadOnlyList<string>> ReadAsync(DbContext database, string sql, int atLeast = 41)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await database.Database.OpenConnectionAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(reader.FieldCount - 1));
        }

        Assert.True(lines.Count >= atLeast, $"Only {lines.Count} lines: the query no longer reads the schema.");
        return [.. lines.Order(StringComparer.Ordinal)];
    }
}
