using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.MailedLinks;

/// <summary>Every query about mailed links.</summary>
internal sealed class MailedLinkStore(AuthDbContext database) : IExpiringRows
{
    public string Kind => "mailed links";

    public void Add(MailedLink link) => database.Add(link);

    /// <summary>The link of that token, if it is good now; nothing is used up.</summary>
    public Task<MailedLink?> FindAsync(LinkToken token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = token.Hash();
        return database.Set<MailedLink>().AsNoTracking()
            .SingleOrDefaultAsync(link => link.TokenHash == hash && link.TmDone == null && link.TmExpire > now, cancellationToken);
    }

    /// <summary>The newest link that somebody has for a purpose, if it is good now: what it is to change to, and until when.</summary>
    public Task<MailedLink?> FindPendingAsync(Guid subjectId, LinkPurpose purpose, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Set<MailedLink>().AsNoTracking()
            .Where(link => link.SubjectId == subjectId && link.Purpose == purpose && link.TmDone == null && link.TmExpire > now)
            .OrderByDescending(link => link.TmCreate)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Uses a link up; false when somebody else was faster, or its time is over.</summary>
    public async Task<bool> UseAsync(Guid linkId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.Set<MailedLink>()
            .Where(link => link.Id == linkId && link.TmDone == null && link.TmExpire > now)
            .ExecuteUpdateAsync(update => update.SetProperty(link => link.TmDone, now), cancellationToken) == 1;

    /// <summary>Ends the links that somebody has for a purpose.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> EndAsync(LinkPurpose purpose, Guid subjectId, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync([purpose], subjectId, now, cancellationToken);

    /// <summary>Ends the links that somebody has for some purposes.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> EndAsync(IReadOnlyCollection<LinkPurpose> purposes, Guid subjectId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Set<MailedLink>()
            .Where(link => link.SubjectId == subjectId && purposes.Contains(link.Purpose) && link.TmDone == null)
            .ExecuteUpdateAsync(update => update.SetProperty(link => link.TmDone, now), cancellationToken);

    /// <summary>Removes the links of somebody who is gone: a new username or address may stand in them.</summary>
    public Task RemoveAsync(IReadOnlyCollection<Guid> subjectIds, CancellationToken cancellationToken) =>
        database.Set<MailedLink>().Where(link => subjectIds.Contains(link.SubjectId)).ExecuteDeleteAsync(cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - MailedLink.KeptWhenExpired;
        return database.Set<MailedLink>()
            .Where(link => link.TmExpire <= latest)
            .OrderBy(link => link.TmExpire)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
