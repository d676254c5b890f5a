using System.Data.Common;

namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>What the database holds, read past the service.</summary>
/// <param name="Accesskeys">By id: the name, and whether it is deleted.</param>
/// <param name="Agents">By id: whether it is deleted.</param>
/// <param name="RevokedTokens">The ids of tokens that were logged out.</param>
/// <param name="Events">How many events of each type each subject has.</param>
/// <param name="Orphans">Rows whose customer is not there.</param>
internal sealed record StoredRows(
    IReadOnlyDictionary<Guid, (string Name, bool IsDeleted)> Accesskeys,
    IReadOnlyDictionary<Guid, bool> Agents,
    IReadOnlySet<Guid> RevokedTokens,
    IReadOnlyDictionary<(string Type, Guid Subject), int> Events,
    long Orphans)
{
    private const string OrphansSql = """
        (SELECT count(*) FROM agents WHERE customer_id NOT IN (SELECT id FROM customers)) +
        (SELECT count(*) FROM accesskeys WHERE customer_id NOT IN (SELECT id FROM customers))
        """;

    public static async Task<StoredRows> ReadAsync(DbConnection connection)
    {
        var accesskeys = await ReadAsync(connection, "id, name, CASE WHEN tm_delete IS NULL THEN 0 ELSE 1 END FROM accesskeys", row => KeyValuePair.Create(row.GetGuid(0), (row.GetString(1), row.GetInt32(2) == 1)));
        var agents = await ReadAsync(connection, "id, CASE WHEN tm_delete IS NULL THEN 0 ELSE 1 END FROM agents", row => KeyValuePair.Create(row.GetGuid(0), row.GetInt32(1) == 1));
        var tokens = await ReadAsync(connection, "id FROM revoked_tokens", row => row.GetGuid(0));
        var events = await ReadAsync(connection, "type, subject_id, count(*) FROM audit_events WHERE subject_id IS NOT NULL GROUP BY type, subject_id", row => KeyValuePair.Create((row.GetString(0), row.GetGuid(1)), row.GetInt32(2)));
        var orphans = await ReadAsync(connection, OrphansSql, row => row.GetInt64(0));
        return new(new Dictionary<Guid, (string, bool)>(accesskeys), new Dictionary<Guid, bool>(agents), tokens.ToHashSet(), new Dictionary<(string, Guid), int>(events), orphans[0]);
    }

    public int CountEvents(string type, Guid subject) => Events.GetValueOrDefault((type, subject));

    private static async Task<List<TRow>> ReadAsync<TRow>(DbConnection connection, string what, Func<DbDataReader, TRow> read)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT " + what;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<TRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
