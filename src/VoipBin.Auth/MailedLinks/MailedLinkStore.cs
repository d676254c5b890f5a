using System.Linq.Expressions;
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

    /// <summary>Uses a link up; false when somebody else was faster, or its time is over.</summary>
    public async Task<bool> UseAsync(Guid linkId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.Set<MailedLink>()
            .Where(link => link.Id == linkId && link.TmDone == null && link.TmExpire > now)
            .ExecuteUpdateAsync(update => update.SetProperty(link => link.TmDone, now), cancellationToken) == 1;

    /// <summary>Ends the links that somebody has for a purpose.</summary>
    public Task EndAsync(LinkPurpose purpose, Guid subjectId, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync([purpose], subjectId, now, cancellationToken);

    /// <summary>Ends the links that somebody has for some purposes.</summary>
    public Task EndAsync(IReadOnlyCollection<LinkPurpose> purposes, Guid subjectId, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(link => link.SubjectId == subjectId && purposes.Contains(link.Purpose), now, cancellationToken);

    /// <summary>Ends the links that would change somebody to anything but a value.</summary>
    public Task EndOthersAsync(LinkPurpose purpose, Guid subjectId, string value, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(link => link.SubjectId == subjectId && link.Purpose == purpose && link.Value != value, now, cancellationToken);

    /// <summary>Ends the links that an agent asked for: whoever lost his rights, or is gone, changes nothing any more.</summary>
    public Task EndRequestedAsync(Guid requesterId, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(link => link.RequesterId == requesterId, now, cancellationToken);

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

    private Task<int> EndAsync(Expression<Func<MailedLink, bool>> which, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Set<MailedLink>()
            .Where(which)
            .Where(link => link.TmDone == null)
            .ExecuteUpdateAsync(update => update.SetProperty(link => link.TmDone, now), cancellationToken);
}
