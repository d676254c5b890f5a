using VoipBin.Auth.Audit;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Customers;

/// <summary>
/// How often a customer is told that somebody else has a name or an address: it may not find out by trial who is a customer here.
/// The audit trail is the counter; asked and raised under the customer's lock, so that a burst is told no more than one request after the other would be.
/// </summary>
internal sealed class ConflictLimit(AuditStore audit, UnitOfWork unit)
{
    private const int MaximumAnHour = 20;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long the customer must wait; null when it may ask.</summary>
    public async Task<TimeSpan?> FindWaitAsync(Guid customerId, string type, DateTimeOffset now, CancellationToken cancellationToken) =>
        await audit.FindNthNewestAsync(customerId, type, MaximumAnHour, now - Hour, cancellationToken) + Hour - now;

    /// <summary>Stores the conflict in the place of what could not be stored.</summary>
    public async Task CountAsync(AuditEvent conflict, CancellationToken cancellationToken)
    {
        unit.Forget();
        audit.Add(conflict);
        await unit.SaveAsync(cancellationToken);
    }
}
