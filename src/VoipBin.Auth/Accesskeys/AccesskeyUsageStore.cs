using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Every query about the uses of accesskeys.</summary>
internal sealed class AccesskeyUsageStore(AuthDbContext database) : IExpiringRows
{
    private const string Insert = "INSERT INTO accesskey_uses (accesskey_id, day, customer_id, uses, tm_last_used, address) VALUES ";

    private const string Merge = """
         ON CONFLICT (accesskey_id, day) DO UPDATE SET
            uses = accesskey_uses.uses + excluded.uses,
            tm_last_used = CASE WHEN excluded.tm_last_used >= accesskey_uses.tm_last_used THEN excluded.tm_last_used ELSE accesskey_uses.tm_last_used END,
            address = CASE WHEN excluded.tm_last_used >= accesskey_uses.tm_last_used THEN excluded.address ELSE accesskey_uses.address END
        """;

    private const int Columns = 6;

    public string Kind => "uses of accesskeys";

    private DbSet<AccesskeyUsage> Usages => database.Set<AccesskeyUsage>();

    /// <summary>Adds uses to those that are stored, other replicas' included, in one statement. One a key and day; in the order of the keys, so that two replicas that write the same keys do not wait for each other crosswise.</summary>
    public Task AddAsync(IEnumerable<AccesskeyUsage> usages, CancellationToken cancellationToken)
    {
        var values = usages.OrderBy(usage => usage.AccesskeyId).ThenBy(usage => usage.Day).SelectMany(ValuesOf).ToArray();
        var rows = values.Chunk(Columns).Select((row, index) => $"({string.Join(", ", row.Select((_, column) => $"{{{(index * Columns) + column}}}"))})");
        return database.Database.ExecuteSqlAsync(FormattableStringFactory.Create(Insert + string.Join(", ", rows) + Merge, values), cancellationToken);
    }

    /// <summary>When each of these keys of a customer was last used; null for those that were not. Of the days only the last is read.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset?>> FindLastUsesAsync(Guid customerId, IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        await database.Set<Accesskey>()
            .Where(accesskey => accesskey.CustomerId == customerId && ids.Contains(accesskey.Id))
            .Select(accesskey => new
            {
                accesskey.Id,
                TmLastUsed = Usages.Where(usage => usage.AccesskeyId == accesskey.Id).OrderByDescending(usage => usage.Day).Select(usage => (DateTimeOffset?)usage.TmLastUsed).FirstOrDefault(),
            })
            .ToDictionaryAsync(row => row.Id, row => row.TmLastUsed, cancellationToken);

    /// <summary>Forgets from where a customer's keys were used; how often and when stays.</summary>
    public Task ForgetAddressesAsync(Guid customerId, CancellationToken cancellationToken) =>
        Usages
            .Where(usage => usage.CustomerId == customerId && usage.Address != null)
            .ExecuteUpdateAsync(update => update.SetProperty(usage => usage.Address, (IPAddress?)null), cancellationToken);

    /// <summary>The last day of a key that is still there stays, however old: it says when the key was last used.</summary>
    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var oldest = AccesskeyUsage.OldestKept(now);
        return Usages
            .Where(usage => usage.Day < oldest
                && (Usages.Any(later => later.AccesskeyId == usage.AccesskeyId && later.Day > usage.Day)
                    || !database.Set<Accesskey>().Any(accesskey => accesskey.Id == usage.AccesskeyId)))
            .OrderBy(usage => usage.Day)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private static object?[] ValuesOf(AccesskeyUsage usage) =>
        [usage.AccesskeyId, usage.Day, usage.CustomerId, usage.Uses, usage.TmLastUsed, usage.Address is { } address ? RequestOrigin.Normalise(address).ToString() : null];
}
