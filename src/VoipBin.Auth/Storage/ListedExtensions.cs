using Microsoft.EntityFrameworkCore;

namespace VoipBin.Auth.Storage;

internal static class ListedExtensions
{
    /// <summary>The newest rows after a place, to be shown; one more than the page may have when there are more.</summary>
    public static async Task<IReadOnlyList<TRow>> TakePageAsync<TRow>(
        this IQueryable<TRow> rows, int size, (DateTimeOffset TmCreate, Guid Id)? after, CancellationToken cancellationToken)
        where TRow : class, IListed
    {
        if (after is var (tmCreate, id))
        {
            rows = rows.Where(row => row.TmCreate < tmCreate || (row.TmCreate == tmCreate && row.Id < id));
        }

        return await rows.AsNoTracking().OrderByDescending(row => row.TmCreate).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellationToken);
    }

    /// <summary>The rows just before a place, in the same order; one more, at the beginning, when there are more.</summary>
    public static async Task<IReadOnlyList<TRow>> TakePageBeforeAsync<TRow>(
        this IQueryable<TRow> rows, int size, (DateTimeOffset TmCreate, Guid Id) before, CancellationToken cancellationToken)
        where TRow : class, IListed
    {
        var (tmCreate, id) = before;
        var found = await rows.AsNoTracking()
            .Where(row => row.TmCreate > tmCreate || (row.TmCreate == tmCreate && row.Id > id))
            .OrderBy(row => row.TmCreate)
            .ThenBy(row => row.Id)
            .Take(size + 1)
            .ToListAsync(cancellationToken);
        found.Reverse();
        return found;
    }
}
