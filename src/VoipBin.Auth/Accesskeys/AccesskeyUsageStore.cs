using System.Net;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Every query about the uses of accesskeys.</summary>
internal sealed class AccesskeyUsageStore(AuthDbContext database) : IExpiringRows
{
    private const string Insert = "INSERT INTO accesskey_uses (accesskey_id, day, customer_id, uses, tm_last_used, address)";

    private const string Merge = """
        ON CONFLICT (accesskey_id, day) DO UPDATE SET
            uses = accesskey_uses.uses + excluded.uses,
            tm_last_used = CASE WHEN excluded.tm_last_used >= accesskey_uses.tm_last_used THEN excluded.tm_last_used ELSE accesskey_uses.tm_last_used END,
            address = CASE WHEN excluded.tm_last_used >= accesskey_uses.tm_last_used THEN excluded.address ELSE accesskey_uses.address END
        """;

    public string Kind => "uses of accesskeys";

    private DbSet<AccesskeyUsage> Usages => database.Set<AccesskeyUsage>();

    /// <summary>Adds uses to those that are stored, other replicas' included, all or none. One a key and day; in the order of the keys, so that two replicas that write the same keys do not wait for each other crosswise.</summary>
    /// <remarks>The text of the statement is the same for any number of rows: Entity Framework remembers each text, and all names of its parameters.</remarks>
    public Task AddAsync(IEnumerable<AccesskeyUsage> usages, CancellationToken cancellationToken)
    {
        AccesskeyUsage[] ordered = [.. usages.OrderBy(usage => usage.AccesskeyId).ThenBy(usage => usage.Day)];
        return database.Database.IsNpgsql() ? AddAtOnceAsync(ordered, cancellationToken) : AddOneByOneAsync(ordered, cancellationToken);
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

    private Task<int> AddAtOnceAsync(AccesskeyUsage[] usages, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync(
            Insert + " SELECT * FROM unnest({0}, {1}, {2}, {3}, {4}, {5}) " + Merge,
            [
                Array.ConvertAll(usages, usage => usage.AccesskeyId),
                Array.ConvertAll(usages, usage => usage.Day),
                Array.ConvertAll(usages, usage => usage.CustomerId),
                Array.ConvertAll(usages, usage => usage.Uses),
                Array.ConvertAll(usages, usage => usage.TmLastUsed),
                Array.ConvertAll(usages, AddressOf),
            ],
            cancellationToken);

    private async Task AddOneByOneAsync(AccesskeyUsage[] usages, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        foreach (var usage in usages)
        {
            await database.Database.ExecuteSqlRawAsync(
                Insert + " VALUES ({0}, {1}, {2}, {3}, {4}, {5}) " + Merge,
                [usage.AccesskeyId, usage.Day, usage.CustomerId, usage.Uses, usage.TmLastUsed, AddressOf(usage)!],
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static string? AddressOf(AccesskeyUsage usage) => usage.Address is { } address ? RequestOrigin.Normalise(address).ToString() : null;
}
