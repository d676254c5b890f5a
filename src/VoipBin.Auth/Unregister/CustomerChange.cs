using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Unregister;

/// <summary>Changes the state of a customer as a whole, while nobody else does, and on the record.</summary>
internal sealed class CustomerChange(CustomerStore customers, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    /// <param name="customerId">The customer.</param>
    /// <param name="change">Changes it, and answers null; or says in one sentence why its state does not allow that.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<UnregisterOutcome> ExecuteAsync(Guid customerId, Func<Customer, DateTimeOffset, Task<string?>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(customerId, cancellationToken);
        if (await customers.FindAsync(customerId, cancellationToken) is not { } customer)
        {
            return new UnregisterOutcome.NotFound();
        }

        if (await change(customer, time.GetTimestampNow()) is { } refusal)
        {
            return new UnregisterOutcome.StateInvalid(refusal);
        }

        if (await unit.SaveAsync(cancellationToken) is not SaveOutcome.Saved)
        {
            return new UnregisterOutcome.StateInvalid("Somebody else changed the customer at the same moment.");
        }

        await transaction.CommitAsync(cancellationToken);
        return new UnregisterOutcome.Done(customer);
    }

    public void Record(string type, Customer customer, DateTimeOffset now, RequestOrigin origin, Caller? caller) =>
        audit.Add(AuditEvent.Create(type, customer.Id, customer.Id, origin, now, caller));
}
