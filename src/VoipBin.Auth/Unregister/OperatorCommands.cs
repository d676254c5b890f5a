using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Unregister;

/// <summary>How an operator stops, recovers and ends customers: never his own, and never so that nobody could operate the platform.</summary>
internal sealed class OperatorCommands(CustomerChange change, CustomerDeletion deletion)
{
    private const string Indispensable = "Nobody could operate the platform without this customer.";

    public Task<UnregisterOutcome> FreezeAsync(Caller caller, RequestOrigin origin, Guid customerId, CancellationToken cancellationToken) =>
        OperateAsync(caller, customerId, async (customer, now) =>
        {
            if (await deletion.IsIndispensableAsync(customer.Id, cancellationToken))
            {
                return Indispensable;
            }

            if (!customer.Freeze(now))
            {
                return "The customer is frozen already.";
            }

            change.Record(CustomerEvents.Frozen, customer, now, origin, caller);
            return null;
        }, cancellationToken);

    public Task<UnregisterOutcome> RecoverAsync(Caller caller, RequestOrigin origin, Guid customerId, CancellationToken cancellationToken) =>
        OperateAsync(caller, customerId, (customer, now) =>
        {
            if (!customer.Recover(now))
            {
                return Task.FromResult<string?>("The customer is not frozen.");
            }

            change.Record(CustomerEvents.Recovered, customer, now, origin, caller);
            return Task.FromResult<string?>(null);
        }, cancellationToken);

    /// <summary>Ends a customer at once and for good.</summary>
    public Task<UnregisterOutcome> DeleteAsync(Caller caller, RequestOrigin origin, Guid customerId, CancellationToken cancellationToken) =>
        OperateAsync(caller, customerId, async (customer, now) =>
        {
            if (await deletion.IsIndispensableAsync(customer.Id, cancellationToken))
            {
                return Indispensable;
            }

            await deletion.DeleteAsync(customer, now, cancellationToken);
            change.Record(CustomerEvents.Deleted, customer, now, origin, caller);
            return null;
        }, cancellationToken);

    private Task<UnregisterOutcome> OperateAsync(Caller caller, Guid customerId, Func<Customer, DateTimeOffset, Task<string?>> operation, CancellationToken cancellationToken) =>
        customerId == caller.CustomerId
            ? Task.FromResult<UnregisterOutcome>(new UnregisterOutcome.StateInvalid("An operator cannot do this to his own customer."))
            : change.ExecuteAsync(customerId, operation, cancellationToken);
}
