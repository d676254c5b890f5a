using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Unregister;

/// <summary>How a customer leaves, thinks again, and is ended when its time is over.</summary>
internal sealed class UnregisterCommands(
    CustomerChange change, CustomerDeletion deletion, AgentStore agents, PasswordSignIn signIn, PresentPassword presentPassword, UnitOfWork unit)
{
    /// <summary>How long a customer that left can think again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    private const Permission Administrators = Permission.CustomerAdmin | Permission.ProjectSuperAdmin;

    public async Task<UnregisterOutcome> UnregisterAsync(Caller caller, RequestOrigin origin, UnregisterRequest request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(request.Password) && !await IsPasswordAsync(caller, request.Password, origin, cancellationToken))
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
    public async Task<UnregisterOutcome> RecoverAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var origin = attempt.Origin;
        switch (await signIn.ExecuteAsync(attempt, cancellationToken))
        {
            case PasswordSignInOutcome.Limited limited:
                return new UnregisterOutcome.Limited(limited.Problem);
            case PasswordSignInOutcome.Busy:
                return new UnregisterOutcome.Busy();
            case PasswordSignInOutcome.Accepted({ Agent: var agent }, _) when (agent.Permission & Administrators) != Permission.None:
                return await RecoverAsync(agent.CustomerId, caller: null, origin, cancellationToken);
            case PasswordSignInOutcome.Accepted(var login, _):
                await signIn.RecordRefusalAsync(login, origin, cancellationToken);
                return new UnregisterOutcome.Refused();
            default:
                return new UnregisterOutcome.Refused();
        }
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

    private async Task<bool> IsPasswordAsync(Caller caller, string text, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var agent = await agents.FindAsync(caller.CustomerId, caller.AgentId!.Value, cancellationToken);
        unit.Forget();
        return await presentPassword.MatchesAsync(caller, agent?.PasswordHash, text, origin, cancellationToken);
    }
}
