using System.Data.Common;
using System.Globalization;
using System.Text;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Every row of every table that the database's own catalogue knows, whoever made it.</summary>
internal static class DatabaseDump
{
    private const string SqliteTables = "SELECT name FROM sqlite_master WHERE type = 'table'";
    private const string PostgresTables = "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";

    /// <summary>By table: how many rows there are, and all columns of them as text.</summary>
    public static async Task<IReadOnlyDictionary<string, (int Rows, string Text)>> ReadAsync(Workplace place, bool isPostgres)
    {
        await using var connection = await place.ConnectAsync();
        var tables = new Dictionary<string, (int, string)>();
        foreach (var table in (await RowsAsync(connection, isPostgres ? PostgresTables : SqliteTables)).Select(row => row.Trim()))
        {
            var rows = await RowsAsync(connection, $"SELECT * FROM {table}");
            tables[table] = (rows.Count, string.Join('\n', rows));
        }

        return tables;
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var row = new StringBuilder();
            for (var column = 0; column < reader.FieldCount; column++)
            {
                row.Append(TextOf(reader.GetValue(column))).Append(' ');
            }

            rows.Add(row.ToString());
        }

        return rows;
    }

    private static string TextOf(object value) => value switch
    {
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        Array several => string.Join(' ', several.Cast<object>().Select(TextOf)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
