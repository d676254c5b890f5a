using System.Text;
using Npgsql;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The service as a platform runs it: on PostgreSQL.</summary>
public class PostgresService : AuthService
{
    private string connectionString = "";

    protected override async Task PrepareAsync()
    {
        connectionString = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        Settings["ConnectionStrings:Postgres"] = connectionString;
        Settings["Jwt:SigningKeys:0"] = Convert.ToBase64String(Workplace.SigningKey);
        Settings["Identity:SigningKeys:0"] = IdentitySigningKey.Text;
    }

    internal override async Task<string> DumpAsync()
    {
        var text = new StringBuilder();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var tables = new List<string>();
        await using (var names = await source.CreateCommand("SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'").ExecuteReaderAsync())
        {
            while (await names.ReadAsync())
            {
                tables.Add(names.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {table} t");
            text.AppendLine((string?)await command.ExecuteScalarAsync());
        }

        return text.ToString();
    }

    protected override async Task CleanAsync() => await (await PostgresServer.GetAsync()).DropDatabaseAsync(connectionString);
}
