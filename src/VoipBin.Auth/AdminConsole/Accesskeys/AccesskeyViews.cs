using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>Finds what the pages of accesskeys show: always of the visitor's own customer, also for somebody who may more.</summary>
internal sealed class AccesskeyViews(AccesskeySearchStore store, TimeProvider time)
{
    /// <param name="caller">The visitor.</param>
    /// <param name="query">Which keys.</param>
    /// <param name="mayChange">Whether the visitor may make and rename keys.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<AccesskeyTable> SearchAsync(Caller caller, AccesskeyTableQuery query, bool mayChange, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        var (rows, count) = await store.SearchAsync(caller.CustomerId, query.Search, AccesskeyView.Since(now), cancellationToken);
        return new([.. rows.Select(row => new AccesskeyView(row, now, mayChange))], count, query, mayChange);
    }

    /// <summary>A key; null when the visitor's customer has none such.</summary>
    public async Task<AccesskeyView?> FindAsync(Caller caller, Guid id, bool mayChange, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        return await store.FindAsync(caller.CustomerId, id, AccesskeyView.Since(now), cancellationToken) is { } found ? new(found, now, mayChange) : null;
    }
}
