using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Unregister;

/// <summary>How a customer leaves, thinks again, or is ended by an operator.</summary>
internal sealed class UnregisterCommands(
    CustomerStore customers, AgentStore agents, CustomerDeletion deletion, PasswordHasher hasher, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    /// <summary>How long a customer that left can think again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    private static readonly UnregisterOutcome NotFound = new UnregisterOutcome.NotFound();

    public async Task<UnregisterOutcome> UnregisterAsync(Caller caller, RequestOrigin origin, UnregisterRequest request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Password) && !await IsPasswordAsync(caller, request.Password, cancellationToken))
        {
            return new UnregisterOutcome.WrongPassword();
        }

        return await InCustomerAsync(caller.CustomerId, async (customer, now) =>
        {
            if (await deletion.IsIndispensableAsync(customer.Id, cancellationToken))
            {
                return "Nobody could operate the platform without this customer.";
            }

            if (!customer.Unregister(Grace, now))
            {
                return "The customer is frozen already.";
            }

            if (request.Immediate is true)
            {
                await deletion.DeleteAsync(customer, now, cancellationToken);
            }

            Record(request.Immediate is true ? CustomerEvents.Deleted : CustomerEvents.Unregistered, customer, now, origin, caller);
            return null;
        }, cancellationToken);
    }

    public Task<UnregisterOutcome> RecoverAsync(Caller caller, RequestOrigin origin, CancellationToken cancellationToken) =>
        RecoverAsync(caller.CustomerId, caller, origin, cancellationToken);

    /// <summary>The way back for an admin whose tokens have all ended: a frozen customer cannot log in.</summary>
    public async Task<UnregisterOutcome> RecoverAsync(string username, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var login = await agents.FindForLoginAsync(username, cancellationToken);
        var hash = Password.TryParse(password, out var parsed) ? login?.Agent.PasswordHash : null;
        var isRight = await hasher.VerifyAsync(parsed, hash, cancellationToken);
        return login is not null && isRight && !login.Customer.IsDeleted && (login.Agent.Permission & (Permission.CustomerAdmin | Permission.ProjectSuperAdmin)) != Permission.None
            ? await RecoverAsync(login.Agent.CustomerId, caller: null, origin, cancellationToken)
            : new UnregisterOutcome.Refused();
    }

    /// <summary>An operator ends a customer at once and for good; never his own.</summary>
    public async Task<UnregisterOutcome> DeleteAsync(Caller caller, RequestOrigin origin, Guid customerId, CancellationToken cancellationToken) =>
        customerId == caller.CustomerId
            ? new UnregisterOutcome.StateInvalid("An operator cannot do this to his own customer.")
            : await InCustomerAsync(customerId, async (customer, now) =>
            {
                await deletion.DeleteAsync(customer, now, cancellationToken);
                Record(CustomerEvents.Deleted, customer, now, origin, caller);
                return null;
            }, cancellationToken);

    /// <summary>Carries out a deletion whose time has come, unless the customer thought again in the meantime.</summary>
    public Task DeleteDueAsync(Guid customerId, CancellationToken cancellationToken) =>
        InCustomerAsync(customerId, async (customer, now) =>
        {
            if (customer.Status != CustomerStatus.Frozen || !(customer.TmDeletionEffective <= now))
            {
                return "It is not due any more.";
            }

            await deletion.DeleteAsync(customer, now, cancellationToken);
            Record(CustomerEvents.Deleted, customer, now, new("schedule", Address: null), caller: null);
            return null;
        }, cancellationToken);

    private Task<UnregisterOutcome> RecoverAsync(Guid customerId, Caller? caller, RequestOrigin origin, CancellationToken cancellationToken) =>
        InCustomerAsync(customerId, (customer, now) =>
        {
            if (!customer.WithdrawUnregistration(now))
            {
                return Task.FromResult<string?>("The customer has not unregistered, or an operator has frozen it.");
            }

            Record(CustomerEvents.Recovered, customer, now, origin, caller);
            return Task.FromResult<string?>(null);
        }, cancellationToken);

    private async Task<bool> IsPasswordAsync(Caller caller, string text, CancellationToken cancellationToken)
    {
        var agent = await agents.FindAsync(caller.CustomerId, caller.AgentId!.Value, cancellationToken);
        var hash = Password.TryParse(text, out var password) ? agent?.PasswordHash : null;
        unit.Forget();
        return await hasher.VerifyAsync(password, hash, cancellationToken);
    }

    /// <summary>Changes a customer while nobody else does.</summary>
    private async Task<UnregisterOutcome> InCustomerAsync(Guid customerId, Func<Customer, DateTimeOffset, Task<string?>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(customerId, cancellationToken);
        if (await customers.FindAsync(customerId, cancellationToken) is not { } customer)
        {
            return NotFound;
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

    private void Record(string type, Customer customer, DateTimeOffset now, RequestOrigin origin, Caller? caller) =>
        audit.Add(AuditEvent.Create(type, customer.Id, customer.Id, origin, now, caller));
}
