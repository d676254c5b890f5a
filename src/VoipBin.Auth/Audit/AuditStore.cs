using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Audit;

/// <summary>Every query about the audit trail.</summary>
internal sealed class AuditStore(AuthDbContext database)
{
    /// <summary>Adds an event to the unit of work, so that it is stored with the change that it tells of, or not at all.</summary>
    public void Add(AuditEvent audited) => database.Add(audited);

    /// <summary>How often something happened to a customer since an instant.</summary>
    public Task<int> CountAsync(Guid customerId, string type, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.Set<AuditEvent>().CountAsync(audited => audited.CustomerId == customerId && audited.TmCreate >= since && audited.Type == type, cancellationToken);
}
