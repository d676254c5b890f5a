using System.Data.Common;

namespace VoipBin.Auth.ReliabilityTests.Upgrades;

/// <summary>What the service of a schema does with each table: inserts, reads, changes and deletes rows, by the names of the columns that it knows.</summary>
internal sealed class OldVersion(string name, bool isSqlite, IReadOnlyDictionary<string, OldColumn[]> tables)
{
    private const string Customers = "customers";

    private const string PostgresColumns = """
        SELECT table_name, column_name, data_type, is_nullable = 'YES' FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_%' ORDER BY table_name, ordinal_position
        """;

    private const string SqliteColumns = """
        SELECT tables.name, columns.name, lower(columns.type), NOT columns."notnull" FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND substr(tables.name, 1, 2) <> '__' AND tables.name NOT LIKE 'sqlite%' ORDER BY tables.name, columns.cid
        """;

    private static int counter;

    /// <summary>Its newest migration.</summary>
    public string Name => name;

    public static async Task<OldVersion> ReadAsync(string name, DbConnection connection, bool isSqlite)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = isSqlite ? SqliteColumns : PostgresColumns;
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<(string Table, OldColumn Column)>();
        while (await reader.ReadAsync())
        {
            columns.Add((reader.GetString(0), new(reader.GetString(1), reader.GetString(2), Convert.ToBoolean(reader.GetValue(3), null))));
        }

        return new(name, isSqlite, columns.GroupBy(column => column.Table).ToDictionary(table => table.Key, table => table.Select(column => column.Column).ToArray()));
    }

    /// <summary>For a row of each table: a customer first, since others belong to it.</summary>
    public IEnumerable<string> WriteStatements()
    {
        var customer = Guid.CreateVersion7();
        var order = tables.Keys.OrderBy(table => table != Customers).ToArray();
        foreach (var table in order)
        {
            var columns = tables[table].Where(column => !column.IsNullable).ToArray();
            yield return $"INSERT INTO {table} ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(column => Value(table, column, customer)))})";
            yield return $"SELECT {Names(tables[table])} FROM {table}";
            yield return $"UPDATE {table} SET {string.Join(", ", tables[table].Select(column => $"{column.Name} = {column.Name}"))}";
        }

        foreach (var table in order.Reverse().Where(table => tables[table].Any(column => column.Name == "customer_id")))
        {
            yield return $"DELETE FROM {table} WHERE customer_id = {Text(customer)}";
        }

        yield return $"DELETE FROM {Customers} WHERE id = {Text(customer)}";
    }

    private static string Names(IEnumerable<OldColumn> columns) => string.Join(", ", columns.Select(column => column.Name));

    private string Value(string table, OldColumn column, Guid customer) => (table, column) switch
    {
        (Customers, { Name: "id" }) or (_, { Name: "customer_id" }) => Text(customer),
        (_, { Type: "uuid" }) or (_, { Type: "text", Name: "id" }) => Text(Guid.CreateVersion7()),
        (_, { Type: "boolean" }) => "false",
        (_, { Type: "bytea" }) => $"decode('{Convert.ToHexString(Guid.CreateVersion7().ToByteArray())}', 'hex')",
        (_, { Type: "blob" }) => $"x'{Convert.ToHexString(Guid.CreateVersion7().ToByteArray())}'",
        (_, { Type: "timestamp with time zone" or "date" }) => "now()",
        (_, { Type: "integer" or "bigint" or "smallint" }) => "1",

        // Short enough for each column, and never the same twice.
        _ => FormattableString.Invariant($"'t{Interlocked.Increment(ref counter)}'"),
    };

    /// <summary>As Entity Framework writes it.</summary>
    private string Text(Guid id) => isSqlite ? $"'{id.ToString().ToUpperInvariant()}'" : $"'{id}'";
}

/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as the database calls it.</param>
/// <param name="IsNullable">Whether it may be left out.</param>
internal sealed record OldColumn(string Name, string Type, bool IsNullable);
