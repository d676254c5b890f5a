using System.Net;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The queries by which people look for accesskeys and see how they are used.</summary>
internal sealed class AccesskeySearchStore(AuthDbContext database)
{
    private DbSet<AccesskeyUsage> Usages => database.Set<AccesskeyUsage>();

    /// <summary>A page of the living keys that match, and how many match.</summary>
    /// <param name="customerId">Whose keys.</param>
    /// <param name="search">Which of them.</param>
    /// <param name="since">The first day of which uses are told.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<(IReadOnlyList<AccesskeyWithUses> Rows, int Count)> SearchAsync(Guid customerId, AccesskeySearch search, DateOnly since, CancellationToken cancellationToken)
    {
        var matching = Containing(Ending(Living(customerId), search), search.Text);
        var count = await matching.CountAsync(cancellationToken);
        var rows = await Sorted(WithLastUse(matching), search).Skip((search.Page - 1) * AccesskeySearch.PageSize).Take(AccesskeySearch.PageSize).ToListAsync(cancellationToken);
        return (await WithUsesAsync(customerId, rows, since, cancellationToken), count);
    }

    /// <summary>One living key.</summary>
    public async Task<AccesskeyWithUses?> FindAsync(Guid customerId, Guid id, DateOnly since, CancellationToken cancellationToken)
    {
        var rows = await WithLastUse(Living(customerId).Where(accesskey => accesskey.Id == id)).ToListAsync(cancellationToken);
        return (await WithUsesAsync(customerId, rows, since, cancellationToken)).SingleOrDefault();
    }

    /// <summary>How often all keys of a customer together were used on which day, in UTC, deleted keys included; days without a use are left out.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, long Uses)>> SumUsesAsync(Guid customerId, DateOnly since, CancellationToken cancellationToken)
    {
        var days = await Usages
            .Where(usage => usage.CustomerId == customerId && usage.Day >= since)
            .GroupBy(usage => usage.Day)
            .Select(day => new { Day = day.Key, Uses = day.Sum(usage => usage.Uses) })
            .ToListAsync(cancellationToken);
        return days.ConvertAll(day => (day.Day, day.Uses));
    }

    private IQueryable<Accesskey> Living(Guid customerId) =>
        database.Set<Accesskey>().AsNoTracking().Where(accesskey => accesskey.CustomerId == customerId && accesskey.TmDelete == null);

    private static IQueryable<Accesskey> Ending(IQueryable<Accesskey> accesskeys, AccesskeySearch search)
    {
        accesskeys = search.EndAfter is { } after ? accesskeys.Where(accesskey => accesskey.TmExpire > after) : accesskeys;
        return search.EndUntil is { } until ? accesskeys.Where(accesskey => accesskey.TmExpire <= until) : accesskeys;
    }

    /// <summary>SQLite's LIKE takes no notice of the case of ASCII letters, PostgreSQL's ILIKE of that of any.</summary>
    private IQueryable<Accesskey> Containing(IQueryable<Accesskey> accesskeys, string text)
    {
        const string escape = SearchPattern.Escape;
        if (text.Length == 0)
        {
            return accesskeys;
        }

        var pattern = SearchPattern.Containing(text);
        return database.Database.IsNpgsql()
            ? accesskeys.Where(accesskey => EF.Functions.ILike(accesskey.Name, pattern, escape) || EF.Functions.ILike(accesskey.Detail, pattern, escape) || EF.Functions.ILike(accesskey.TokenPrefix, pattern, escape))
            : accesskeys.Where(accesskey => EF.Functions.Like(accesskey.Name, pattern, escape) || EF.Functions.Like(accesskey.Detail, pattern, escape) || EF.Functions.Like(accesskey.TokenPrefix, pattern, escape));
    }

    private IQueryable<Row> WithLastUse(IQueryable<Accesskey> accesskeys) => accesskeys.Select(accesskey => new Row
    {
        Accesskey = accesskey,
        TmLastUsed = Usages.Where(usage => usage.AccesskeyId == accesskey.Id).OrderByDescending(usage => usage.Day).Select(usage => (DateTimeOffset?)usage.TmLastUsed).FirstOrDefault(),
        LastAddress = Usages.Where(usage => usage.AccesskeyId == accesskey.Id).OrderByDescending(usage => usage.Day).Select(usage => usage.Address).FirstOrDefault(),
    });

    /// <summary>Among equals the newest comes first. The databases do not agree where nothing stands among values, so that it is said.</summary>
    private static IOrderedQueryable<Row> Sorted(IQueryable<Row> rows, AccesskeySearch search) => ((search.Order, search.IsDescending) switch
    {
        (AccesskeyOrder.Name, false) => rows.OrderBy(row => row.Accesskey.Name.ToLower()),
        (AccesskeyOrder.Name, true) => rows.OrderByDescending(row => row.Accesskey.Name.ToLower()),
        (AccesskeyOrder.Expires, false) => rows.OrderBy(row => row.Accesskey.TmExpire),
        (AccesskeyOrder.Expires, true) => rows.OrderByDescending(row => row.Accesskey.TmExpire),
        (AccesskeyOrder.Used, false) => rows.OrderBy(row => row.TmLastUsed == null).ThenBy(row => row.TmLastUsed),
        (AccesskeyOrder.Used, true) => rows.OrderBy(row => row.TmLastUsed == null).ThenByDescending(row => row.TmLastUsed),
        (_, false) => rows.OrderBy(row => row.Accesskey.TmCreate),
        _ => rows.OrderByDescending(row => row.Accesskey.TmCreate),
    }).ThenByDescending(row => row.Accesskey.Id);

    private async Task<IReadOnlyList<AccesskeyWithUses>> WithUsesAsync(Guid customerId, List<Row> rows, DateOnly since, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(row => row.Accesskey.Id);
        var days = await Usages.AsNoTracking()
            .Where(usage => usage.CustomerId == customerId && ids.Contains(usage.AccesskeyId) && usage.Day >= since)
            .Select(usage => new { usage.AccesskeyId, usage.Day, usage.Uses })
            .ToListAsync(cancellationToken);
        var byKey = days.ToLookup(usage => usage.AccesskeyId, usage => (usage.Day, usage.Uses));
        return [.. rows.Select(row => new AccesskeyWithUses(row.Accesskey, row.TmLastUsed, row.LastAddress, [.. byKey[row.Accesskey.Id]]))];
    }

    private sealed class Row
    {
        public required Accesskey Accesskey { get; init; }

        public required DateTimeOffset? TmLastUsed { get; init; }

        public required IPAddress? LastAddress { get; init; }
    }
}
