using System.Globalization;
using Npgsql;
using VoipBin.Auth.Testing;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>A private PostgreSQL with a migrated database and many accesskeys, a hundred to a customer.</summary>
internal sealed class BenchDatabase
{
    /// <summary>The text of a key as <c>string.format</c> of Lua writes it.</summary>
    public const string KeyFormat = "vb_bench%027d";

    private const int KeysOfACustomer = 100;

    /// <summary>Of Fibonacci hashing: odd, so that no two numbers below 2^48 become one.</summary>
    private const long Spread = 2654435761;

    private BenchDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>The text of a key by its number. Its checksum is wrong, which nobody looks at.</summary>
    public static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"vb_bench{number:D27}");

    public static async Task<BenchDatabase> CreateAsync(BenchPlan plan)
    {
        var server = await PostgresServer.GetAsync();
        var connection = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { MaxPoolSize = 64 };
        var database = new BenchDatabase(connection.ConnectionString);
        await using (await BenchService.StartAsync(plan, database.ConnectionString, Cores.All))
        {
            // It migrates, and makes the first admin.
        }

        await database.FillAsync(plan.Keys);
        return database;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The id of a key by its number: one as different from the next as ids are.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{number * Spread % (1L << 48):x12}");

    private async Task FillAsync(int keys)
    {
        await ExecuteAsync($"""
            INSERT INTO customers (id, name, detail, email, email_key, status, tm_create, tm_update, email_verified, frozen_by_operator)
            SELECT ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 'Customer ' || n, '', 'bench' || n || '@example.net', 'bench' || n || '@example.net', 'active', now(), now(), true, false
            FROM generate_series(0, {(keys - 1) / KeysOfACustomer}) n
            """);
        await ExecuteAsync($"""
            INSERT INTO accesskeys (id, customer_id, name, detail, token_hash, token_prefix, tm_expire, tm_create, tm_update)
            SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n * {Spread} % {1L << 48}), 12, '0'))::uuid, ('00000000-0000-7000-9000-' || lpad((n / {KeysOfACustomer})::text, 12, '0'))::uuid,
                'Key ' || n, '', sha256(('vb_bench' || lpad(n::text, 27, '0'))::bytea), 'vb_bench000', now() + interval '1 year', now(), now()
            FROM generate_series(0, {keys - 1}) n
            """);
        await ExecuteAsync("VACUUM ANALYZE");
    }
}
