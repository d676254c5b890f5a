using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Mail;

/// <summary>Every query about how many mails an address was sent.</summary>
internal sealed class MailQuotaStore(AuthDbContext database, UnitOfWork unit, TimeProvider time) : IExpiringRows
{
    public string Kind => "mail quotas";

    /// <summary>Takes one mail of a kind to an address: at most five a day, and one a minute of those that are asked for, however many ask at once. Before anything of the unit of work is changed.</summary>
    /// <returns>Whether the mail may go. Whoever asked is told the same in either case.</returns>
    public async Task<bool> TryTakeAsync(MailKind kind, string address, CancellationToken cancellationToken)
    {
        var (key, now) = (MailQuota.KeyOf(kind, address), time.GetTimestampNow());
        if (await TryShiftAsync(key, MailQuota.PauseOf(kind), now, cancellationToken))
        {
            return true;
        }

        if (await database.Set<MailQuota>().AnyAsync(quota => quota.Key == key, cancellationToken))
        {
            return false;
        }

        var quota = database.Add(MailQuota.Create(key, now));
        var isFirst = await unit.SaveAsync(cancellationToken) is SaveOutcome.Saved;
        quota.State = EntityState.Detached;
        return isFirst;
    }

    /// <summary>A quota whose last mail is older than its window allows as much as none.</summary>
    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - MailQuota.Window;
        return database.Set<MailQuota>()
            .Where(quota => quota.Tm5 <= latest)
            .OrderBy(quota => quota.Tm5)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>One statement, so that of many at once one is right.</summary>
    private async Task<bool> TryShiftAsync(byte[] key, TimeSpan pause, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (before, dayBefore) = (now - pause, now - MailQuota.Window);
        return await database.Set<MailQuota>()
            .Where(quota => quota.Key == key && quota.Tm5 <= before && quota.Tm1 <= dayBefore)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(quota => quota.Tm1, quota => quota.Tm2)
                    .SetProperty(quota => quota.Tm2, quota => quota.Tm3)
                    .SetProperty(quota => quota.Tm3, quota => quota.Tm4)
                    .SetProperty(quota => quota.Tm4, quota => quota.Tm5)
                    .SetProperty(quota => quota.Tm5, now),
                cancellationToken) == 1;
    }
}
