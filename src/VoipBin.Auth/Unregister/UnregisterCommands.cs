using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Unregister;

/// <summary>How a customer leaves, thinks again, and is ended when its time is over.</summary>
internal sealed class UnregisterCommands(CustomerChange change, CustomerDeletion deletion, AgentStore agents, PasswordHasher hasher, UnitOfWork unit)
{
    /// <summary>How long a customer that left can think again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    public async Task<UnregisterOutcome> UnregisterAsync(Caller caller, RequestOrigin origin, UnregisterRequest request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Password) && !await IsPasswordAsync(caller, request.Password, cancellationToken))
        {
            return new UnregisterOutcome.WrongPassword();
        }

        return await change.ExecuteAsync(caller.CustomerId, async (customer, now) =>
        {
            if (await deletion.IsIndispensableAsync(customer.Id, cancellationToken))
            {
                return "Nobody could operate the platform without this customer.";
            }

            if (!customer.Unregister(Grace, now))
            {
                return "The customer is frozen already.";
            }

            if (request.Immediate is not true)
            {
                change.Record(CustomerEvents.Unregistered, customer, now, origin, caller);
                return null;
            }

            // The last event of the customer, too, does not say where its admin was.
            await deletion.DeleteAsync(customer, now, cancellationToken);
            change.Record(CustomerEvents.Deleted, customer, now, origin with { Address = null }, caller);
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

    /// <summary>Carries out a deletion whose time has come, unless the customer thought again in the meantime.</summary>
    public Task<UnregisterOutcome> DeleteDueAsync(Guid customerId, CancellationToken cancellationToken) =>
        change.ExecuteAsync(customerId, async (customer, now) =>
        {
            if (customer.Status != CustomerStatus.Frozen || !(customer.TmDeletionEffective <= now))
            {
                return "It is not due any more.";
            }

            await deletion.DeleteAsync(customer, now, cancellationToken);
            change.Record(CustomerEvents.Deleted, customer, now, new("schedule", Address: null), caller: null);
            return null;
        }, cancellationToken);

    private Task<UnregisterOutcome> RecoverAsync(Guid customerId, Caller? caller, RequestOrigin origin, CancellationToken cancellationToken) =>
        change.ExecuteAsync(customerId, (customer, now) =>
        {
            if (!customer.WithdrawUnregistration(now))
            {
                return Task.FromResult<string?>("The customer has not unregistered, or an operator has frozen it.");
            }

            change.Record(CustomerEvents.Recovered, customer, now, origin, caller);
            return Task.FromResult<string?>(null);
        }, cancellationToken);

    private async Task<bool> IsPasswordAsync(Caller caller, string text, CancellationToken cancellationToken)
    {
        var agent = await agents.FindAsync(caller.CustomerId, caller.AgentId!.Value, cancellationToken);
        var hash = Password.TryParse(text, out var password) ? agent?.PasswordHash : null;
        unit.Forget();
        return await hasher.VerifyAsync(password, hash, cancellationToken);
    }
}
