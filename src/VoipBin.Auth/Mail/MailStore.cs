using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Mail;

/// <summary>Every query about the outbox.</summary>
internal sealed class MailStore(AuthDbContext database) : IExpiringRows
{
    public string Kind => "mails";

    private IQueryable<QueuedMail> Waiting => database.Set<QueuedMail>().Where(mail => mail.TmDone == null);

    /// <summary>Adds a mail to the unit of work.</summary>
    public void Add(QueuedMail mail) => database.Add(mail);

    /// <summary>The mail that has been due longest; null when none is due.</summary>
    public Task<QueuedMail?> FindDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Waiting.AsNoTracking().Where(mail => mail.TmNextTry <= now).OrderBy(mail => mail.TmNextTry).FirstOrDefaultAsync(cancellationToken);

    /// <summary>What waits, due or not.</summary>
    public async Task<OutboxState> FindStateAsync(CancellationToken cancellationToken) =>
        await Waiting
            .GroupBy(_ => 1)
            .Select(mails => new OutboxState(mails.Count(), mails.Min(mail => mail.TmCreate)))
            .FirstOrDefaultAsync(cancellationToken)
        ?? new(0, Oldest: null);

    /// <summary>Makes the caller the only one who tries the mail until <paramref name="until"/>; false when another replica was faster.</summary>
    public async Task<bool> ClaimAsync(QueuedMail mail, DateTimeOffset until, CancellationToken cancellationToken) =>
        await Waiting
            .Where(row => row.Id == mail.Id && row.TmNextTry == mail.TmNextTry)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.TmNextTry, until).SetProperty(row => row.Tries, row => row.Tries + 1), cancellationToken) == 1;

    /// <summary>Puts the mail back, to be tried again.</summary>
    public Task PostponeAsync(Guid id, DateTimeOffset until, CancellationToken cancellationToken) =>
        Waiting.Where(mail => mail.Id == id).ExecuteUpdateAsync(update => update.SetProperty(mail => mail.TmNextTry, until), cancellationToken);

    /// <summary>Ends the mail, sent or given up; its text is not kept.</summary>
    public Task FinishAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        Waiting.Where(mail => mail.Id == id)
            .ExecuteUpdateAsync(update => update.SetProperty(mail => mail.TmDone, now).SetProperty(mail => mail.Content, ""), cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - QueuedMail.KeptWhenDone;
        return database.Set<QueuedMail>()
            .Where(mail => mail.TmDone <= latest)
            .OrderBy(mail => mail.TmDone)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
