using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Audit;

/// <summary>Every query about the audit trail.</summary>
internal sealed class AuditStore(AuthDbContext database)
{
    /// <summary>Adds an event to the unit of work, so that it is stored with the change that it tells of, or not at all.</summary>
    public void Add(AuditEvent audited) => database.Add(audited);
}
