using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Guessing;

/// <summary>Every query about failures.</summary>
internal sealed class GuessCountStore(AuthDbContext database, UnitOfWork unit) : IExpiringRows
{
    /// <summary>Every failure costs a hash, so that it takes a day of many cores to come here. What is oldest goes first then. A test has less room.</summary>
    public int MaximumRows { get; init; } = 1_000_000;

    public string Kind => "counts of failed sign-ins";

    public Task<GuessCount[]> FindAsync(IEnumerable<byte[]> keys, CancellationToken cancellationToken) =>
        database.Set<GuessCount>().AsNoTracking().Where(count => keys.Contains(count.Key)).ToArrayAsync(cancellationToken);

    /// <summary>Counts a failure, however many fail at once. Before anything of the unit of work is changed.</summary>
    public async Task CountAsync(GuessSubject subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await TryRaiseAsync(subject, now, cancellationToken))
        {
            return;
        }

        var count = database.Add(GuessCount.Create(subject, now));
        var isFirst = await unit.SaveAsync(cancellationToken) is SaveOutcome.Saved;
        count.State = EntityState.Detached;
        if (!isFirst)
        {
            await TryRaiseAsync(subject, now, cancellationToken);
        }
    }

    /// <summary>Forgets the failures of these subjects.</summary>
    public Task ForgetAsync(IEnumerable<byte[]> keys, CancellationToken cancellationToken) =>
        database.Set<GuessCount>().Where(count => keys.Contains(count.Key)).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Forgets every failure with a name.</summary>
    public Task ForgetAccountAsync(byte[] account, CancellationToken cancellationToken) =>
        database.Set<GuessCount>().Where(count => count.Account == account).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Deletes what is as good as nothing; beyond the greatest number the oldest too.</summary>
    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - GuessCount.Memory;
        var counts = database.Set<GuessCount>();
        if (await DeleteOldestAsync(counts.Where(count => count.TmUpdate <= latest), limit, cancellationToken) is > 0 and var expired)
        {
            return expired;
        }

        var excess = await counts.CountAsync(cancellationToken) - MaximumRows;
        return excess <= 0 ? 0 : await DeleteOldestAsync(counts, Math.Min(excess, limit), cancellationToken);
    }

    private static Task<int> DeleteOldestAsync(IQueryable<GuessCount> counts, int limit, CancellationToken cancellationToken) =>
        counts.OrderBy(count => count.TmUpdate).Take(limit).ExecuteDeleteAsync(cancellationToken);

    private async Task<bool> TryRaiseAsync(GuessSubject subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (key, forgotten) = (subject.Key, now - GuessCount.Memory);
        return await database.Set<GuessCount>()
            .Where(count => count.Key == key)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(count => count.Failures, count => count.TmUpdate <= forgotten ? 1 : count.Failures + 1)
                    .SetProperty(count => count.TmUpdate, now),
                cancellationToken) == 1;
    }
}
