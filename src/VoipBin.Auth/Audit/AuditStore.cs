using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Audit;

/// <summary>Every query about the audit trail.</summary>
internal sealed class AuditStore(AuthDbContext database, IOptions<RetentionOptions> retention) : IExpiringRows
{
    public string Kind => "audit events";

    /// <summary>Adds an event to the unit of work, so that it is stored with the change that it tells of, or not at all.</summary>
    public void Add(AuditEvent audited) => database.Add(audited);

    /// <summary>Events, newest first; one more than the page may have when there are more.</summary>
    public Task<IReadOnlyList<AuditEvent>> ListAsync(Guid customerId, AuditFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        Matching(customerId, filter).TakePageAsync(page.Size, page.After, cancellationToken);

    /// <summary>The events just before a place in that list, newest first; one more, at the beginning, when there are more.</summary>
    public Task<IReadOnlyList<AuditEvent>> ListBeforeAsync(Guid customerId, AuditFilter filter, int size, (DateTimeOffset TmCreate, Guid Id) before, CancellationToken cancellationToken) =>
        Matching(customerId, filter).TakePageBeforeAsync(size, before, cancellationToken);

    /// <summary>Takes out of a customer's events what changed and from where: names and addresses of people. Who did what by id, and when, stays.</summary>
    public Task AnonymiseAllAsync(Guid customerId, CancellationToken cancellationToken) =>
        database.Set<AuditEvent>()
            .Where(audited => audited.CustomerId == customerId)
            .ExecuteUpdateAsync(update => update.SetProperty(audited => audited.Data, "{}").SetProperty(audited => audited.Address, (string?)null), cancellationToken);

    /// <summary>When something happened to a customer for the n-th time, counted back from now; null when it happened less often after that instant.</summary>
    public Task<DateTimeOffset?> FindNthNewestAsync(Guid customerId, string type, int n, DateTimeOffset after, CancellationToken cancellationToken) =>
        database.Set<AuditEvent>()
            .Where(audited => audited.CustomerId == customerId && audited.TmCreate > after && audited.Type == type)
            .OrderByDescending(audited => audited.TmCreate)
            .Skip(n - 1)
            .Select(audited => (DateTimeOffset?)audited.TmCreate)
            .FirstOrDefaultAsync(cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - retention.Value.AuditEvents;
        return database.Set<AuditEvent>()
            .Where(audited => audited.TmCreate <= latest)
            .OrderBy(audited => audited.TmCreate)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<AuditEvent> Matching(Guid customerId, AuditFilter filter)
    {
        var rows = database.Set<AuditEvent>().Where(audited => audited.CustomerId == customerId);
        rows = filter.Type is { } type ? rows.Where(audited => audited.Type == type) : rows;
        rows = filter.AgentId is { } agentId ? rows.Where(audited => audited.AgentId == agentId) : rows;
        rows = filter.From is { } from ? rows.Where(audited => audited.TmCreate >= from) : rows;
        return filter.To is { } to ? rows.Where(audited => audited.TmCreate < to) : rows;
    }
}
