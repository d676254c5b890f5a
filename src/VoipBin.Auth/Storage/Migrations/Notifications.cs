using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>
/// Triggers by which PostgreSQL tells every replica what was changed, an operator's own SQL included (decision 5). They look at the columns that decide
/// about credentials only. A statement that changes more than a thousand rows is told as one flush; what they tell is the rows' WatchKeys.
/// </summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122050000_Notifications")]
internal sealed class Notifications : Migration
{
    private const string Tell = """
        CREATE OR REPLACE FUNCTION voipbin_auth_tell(changed text[]) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            IF cardinality(changed) > 1000 THEN
                PERFORM pg_notify('voipbin_auth', '*');
            ELSE
                PERFORM pg_notify('voipbin_auth', key) FROM unnest(changed) AS key;
            END IF;
        END $$;

        CREATE OR REPLACE FUNCTION voipbin_auth_tell_all() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('voipbin_auth', '*');
            RETURN NULL;
        END $$;
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("ix_customers_tm_create", "customers", ["tm_create", "id"]);
        if (migrationBuilder.ActiveProvider != "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            return;
        }

        migrationBuilder.Sql(Tell);
        Watch(migrationBuilder, "accesskeys", "unnest(ARRAY['accesskey:' || encode({0}.token_hash, 'hex'), 'accesskey-id:' || {0}.id])", "token_hash", "customer_id", "name", "detail", "tm_expire", "tm_delete");
        Watch(migrationBuilder, "agents", "'agent:' || {0}.id", "customer_id", "username", "name", "detail", "permission", "generation", "tm_delete");
        Watch(migrationBuilder, "customers", "'customer:' || {0}.id", "status", "tm_delete", "tm_deletion_scheduled", "tm_deletion_effective");
        Watch(migrationBuilder, "revoked_tokens", "'token:' || {0}.id", "agent_id");
    }

    /// <param name="migration">The migration.</param>
    /// <param name="table">The table; its primary key is <c>id</c>.</param>
    /// <param name="key">The WatchKeys of a row, as SQL.</param>
    /// <param name="columns">The columns that decide.</param>
    private static void Watch(MigrationBuilder migration, string table, string key, params string[] columns)
    {
        var isChanged = $"({string.Join(", ", columns.Select(column => $"o.{column}"))}) IS DISTINCT FROM ({string.Join(", ", columns.Select(column => $"n.{column}"))})";
        var (oldKey, newKey) = (string.Format(null, key, "o"), string.Format(null, key, "n"));
        AddTrigger(migration, table, "insert", "NEW TABLE AS new_rows", $"SELECT {newKey} FROM new_rows n LIMIT 1001");
        AddTrigger(migration, table, "delete", "OLD TABLE AS old_rows", $"SELECT {oldKey} FROM old_rows o LIMIT 1001");

        // A row whose id is changed, too, is one that is gone and one that is new.
        AddTrigger(migration, table, "update", "OLD TABLE AS old_rows NEW TABLE AS new_rows",
            $"SELECT {oldKey} FROM old_rows o LEFT JOIN new_rows n ON n.id = o.id WHERE {isChanged} UNION SELECT {newKey} FROM new_rows n LEFT JOIN old_rows o ON o.id = n.id WHERE {isChanged} LIMIT 1001");
        migration.Sql($"CREATE TRIGGER voipbin_auth_{table}_truncate AFTER TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION voipbin_auth_tell_all();");
    }

    private static void AddTrigger(MigrationBuilder migration, string table, string change, string rows, string keys)
    {
        // Whoever changes the rows may look for functions elsewhere; a restored dump looks nowhere.
        var name = $"voipbin_auth_{table}_{change}";
        migration.Sql($"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            BEGIN
                PERFORM voipbin_auth_tell(ARRAY({keys}));
                RETURN NULL;
            END $$;

            CREATE TRIGGER {name} AFTER {change.ToUpperInvariant()} ON {table} REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
            """);
    }
}
