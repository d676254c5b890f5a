using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Agents;

/// <summary>What people do with agents, permission and audit included. No privilege grows: nobody changes an agent who holds a bit that he could not grant.</summary>
internal sealed class AgentCommands(
    AgentStore agents,
    CustomerStore customers,
    AgentInvitations invitations,
    ConflictLimit conflicts,
    AuditStore audit,
    MailedLinkStore links,
    MailQuotaStore quotas,
    Outbox outbox,
    UnitOfWork unit,
    PasswordHasher hasher,
    PresentPassword presentPassword,
    GuessGuard guesses,
    TimeProvider time)
{
    /// <summary>The bits of which one lets a caller see and change the agents of its customer.</summary>
    private const Permission Managers = Permission.CustomerAdmin | Permission.CustomerManager;

    private static readonly AgentCommandOutcome NotFound = new AgentCommandOutcome.NotFound();
    private static readonly AgentCommandOutcome Denied = new AgentCommandOutcome.Denied();

    public static readonly AgentCommandOutcome ChangedMeanwhile =
        new AgentCommandOutcome.Invalid(ProblemCatalogue.StateInvalid with { Message = "Somebody else changed the agent at the same moment." });

    public async Task<AgentCommandOutcome> CreateAsync(Caller caller, RequestOrigin origin, CreateAgentRequest request, CancellationToken cancellationToken)
    {
        if (EmailAddress.TryParse(request.Username) is not { } username)
        {
            return new AgentCommandOutcome.Invalid(new(ProblemCatalogue.InvalidUsernameFormat, new FieldFault("username", "format", "It must be an e-mail address.")));
        }

        if (request.Password is { } text && PasswordStrength.FindFault("password", text, username, request.Name ?? "") is { } fault)
        {
            return new AgentCommandOutcome.Invalid(fault);
        }

        var permission = (Permission)request.Permission!.Value;
        if (!caller.MayGrant(permission))
        {
            return Denied;
        }

        // Hashed before the transaction: a hash takes a quarter of a second, in which nobody else could write.
        var hash = request.Password is not null && Password.TryParse(request.Password, out var password) ? await hasher.HashAsync(password, cancellationToken) : null;
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(caller.CustomerId, cancellationToken);
        var now = time.GetTimestampNow();
        if (await conflicts.FindWaitAsync(caller.CustomerId, AgentEvents.UsernameConflicted, now, cancellationToken) is { } wait)
        {
            return new AgentCommandOutcome.TooManyConflicts(wait);
        }

        var agent = Agent.Create(caller.CustomerId, username, request.Name ?? "", permission, hash, now);
        agent.Describe(name: null, request.Detail, now);
        agents.Add(agent);
        Record(AgentEvents.Created, agent, now, caller, origin, new AgentEvents.CreatedData(agent.Username, (int)agent.Permission));
        var isSaved = await unit.SaveAsync(cancellationToken) is SaveOutcome.Saved;
        if (!isSaved)
        {
            await conflicts.CountAsync(AuditEvent.Create(AgentEvents.UsernameConflicted, caller.CustomerId, subjectId: null, origin, now, caller), cancellationToken);
        }
        else if (hash is null && await quotas.TryTakeAsync(MailKind.Invitation, username, cancellationToken))
        {
            invitations.Add(agent);
            await unit.SaveAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return isSaved ? new AgentCommandOutcome.Done(agent) : new AgentCommandOutcome.UsernameTaken();
    }

    public async Task<AgentCommandOutcome> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (id != caller.AgentId && !caller.Has(Managers))
        {
            return Denied;
        }

        if (await agents.FindAsync(caller.CustomerId, id, cancellationToken) is { } own)
        {
            return new AgentCommandOutcome.Done(own);
        }

        if (await agents.FindOwnerAsync(id, cancellationToken) is not { } owner)
        {
            return NotFound;
        }

        if (!caller.MayAccess(owner, Managers))
        {
            return Denied;
        }

        return await agents.FindAsync(owner, id, cancellationToken) is { } others ? new AgentCommandOutcome.Done(others) : NotFound;
    }

    public Task<AgentCommandOutcome> UpdateAsync(Caller caller, RequestOrigin origin, Guid id, UpdateAgentRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, (agent, now) =>
        {
            if (id != caller.AgentId && !caller.MayGrant(agent.Permission))
            {
                return Task.FromResult<AgentCommandOutcome?>(Denied);
            }

            var (oldName, oldDetail) = (agent.Name, agent.Detail);
            if (agent.Describe(request.Name, request.Detail, now))
            {
                Record(AgentEvents.Updated, agent, now, caller, origin, new AgentEvents.UpdatedData(oldName, agent.Name, oldDetail, agent.Detail));
            }

            return Task.FromResult<AgentCommandOutcome?>(null);
        }, cancellationToken);

    public Task<AgentCommandOutcome> DeleteAsync(Caller caller, RequestOrigin origin, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, async (agent, now) =>
        {
            if (!caller.MayGrant(agent.Permission))
            {
                return Denied;
            }

            if (await IsLastAsync(agent, Permission.None, cancellationToken))
            {
                return new AgentCommandOutcome.LastAdministrator();
            }

            agent.Delete(now);
            Record(AgentEvents.Deleted, agent, now, caller, origin, new AgentEvents.DeletedData(agent.Username, (int)agent.Permission));
            return null;
        }, cancellationToken);

    public Task<AgentCommandOutcome> SetPermissionAsync(Caller caller, RequestOrigin origin, Guid id, Permission permission, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, async (agent, now) =>
        {
            if (!caller.MayGrant(agent.Permission | permission))
            {
                return Denied;
            }

            if (await IsLastAsync(agent, permission, cancellationToken))
            {
                return new AgentCommandOutcome.LastAdministrator();
            }

            var old = agent.Permission;
            if (permission == old)
            {
                return null;
            }

            var isTold = await quotas.TryTakeAsync(MailKind.PermissionChanged, agent.Username, cancellationToken);
            agent.SetPermission(permission, now);

            // Asked for by somebody who could not have asked for it now, perhaps.
            await links.EndAsync(LinkPurpose.Username, agent.Id, now, cancellationToken);
            if (isTold)
            {
                outbox.Add(AgentMails.PermissionChanged(agent));
            }

            Record(AgentEvents.PermissionChanged, agent, now, caller, origin, new AgentEvents.PermissionChangedData((int)old, (int)permission));
            return null;
        }, cancellationToken);

    public Task<AgentCommandOutcome> SetPasswordAsync(Caller caller, RequestOrigin origin, Guid id, SetPasswordRequest request, CancellationToken cancellationToken) =>
        SetPasswordAsync(caller, origin, id, request, mustKnow: !caller.Has(Permission.CustomerAdmin), cancellationToken);

    /// <summary>Sets one's own password. In a browser that somebody left open an admin, too, shows that he knows the present one.</summary>
    public Task<AgentCommandOutcome> SetOwnPasswordAsync(Caller caller, RequestOrigin origin, SetPasswordRequest request, CancellationToken cancellationToken) =>
        SetPasswordAsync(caller, origin, caller.AgentId!.Value, request, mustKnow: true, cancellationToken);

    private async Task<AgentCommandOutcome> SetPasswordAsync(Caller caller, RequestOrigin origin, Guid id, SetPasswordRequest request, bool mustKnow, CancellationToken cancellationToken)
    {
        if (await GetAsync(caller, id, cancellationToken) is var found && found is not AgentCommandOutcome.Done)
        {
            return found;
        }

        var target = ((AgentCommandOutcome.Done)found).Agent;
        if (await FindPasswordFaultAsync(caller, origin, target, request, mustKnow, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // Hashed before the transaction: a hash takes a quarter of a second, in which nobody else could write.
        _ = Password.TryParse(request.Password!, out var password);
        var (verified, hash) = (target.PasswordHash, await hasher.HashAsync(password, cancellationToken));
        unit.Forget();
        return await ChangeAsync(caller, id, async (agent, now) =>
        {
            if (agent.PasswordHash != verified || agent.Permission != target.Permission)
            {
                return ChangedMeanwhile;
            }

            if (await quotas.TryTakeAsync(MailKind.PasswordChanged, agent.Username, cancellationToken))
            {
                outbox.Add(AgentMails.PasswordChanged(agent));
            }

            agent.SetPassword(hash, now);
            await guesses.ForgetAsync(agent.UsernameKey, cancellationToken);
            await links.EndAsync([LinkPurpose.Password, LinkPurpose.Username], agent.Id, now, cancellationToken);
            Record(AgentEvents.PasswordChanged, agent, now, caller, origin, data: null);
            return null;
        }, cancellationToken);
    }

    private async Task<AgentCommandOutcome?> FindPasswordFaultAsync(
        Caller caller, RequestOrigin origin, Agent target, SetPasswordRequest request, bool mustKnow, CancellationToken cancellationToken)
    {
        if (await FindOwnershipFaultAsync(caller, origin, target, request.CurrentPassword, mustKnow, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return PasswordStrength.FindFault("password", request.Password!, target.Username, target.Name) is { } fault ? new AgentCommandOutcome.Invalid(fault) : null;
    }

    /// <summary>An admin changes how anybody logs in whose bits he could grant; everybody else only how he himself does, and shows that he knows the present password.</summary>
    public async Task<AgentCommandOutcome?> FindOwnershipFaultAsync(
        Caller caller, RequestOrigin origin, Agent target, string? currentPassword, bool mustKnow, CancellationToken cancellationToken)
    {
        if (caller.AgentId is null || (!(caller.Has(Permission.CustomerAdmin) && caller.MayGrant(target.Permission)) && target.Id != caller.AgentId))
        {
            return Denied;
        }

        return mustKnow && !(currentPassword is { Length: > 0 } && await presentPassword.MatchesAsync(caller, target.PasswordHash, currentPassword, origin, cancellationToken))
            ? new AgentCommandOutcome.Invalid(new(ProblemCatalogue.InvalidArgument, new FieldFault("current_password", "match", "It must be the present password.")))
            : null;
    }

    /// <summary>Changes an agent whom the caller may see, while nobody else changes the agents of that customer.</summary>
    public async Task<AgentCommandOutcome> ChangeAsync(
        Caller caller, Guid id, Func<Agent, DateTimeOffset, Task<AgentCommandOutcome?>> change, CancellationToken cancellationToken)
    {
        if (id != caller.AgentId && !caller.Has(Managers))
        {
            return Denied;
        }

        await using var transaction = await unit.BeginAsync(cancellationToken);
        if (await agents.FindOwnerAsync(id, cancellationToken) is { } owner)
        {
            await customers.LockAsync(owner, cancellationToken);
            await agents.LockAsync(id, cancellationToken);
        }

        var found = await GetAsync(caller, id, cancellationToken);
        if (found is not AgentCommandOutcome.Done(var agent))
        {
            return found;
        }

        if (await change(agent, time.GetTimestampNow()) is { } refusal)
        {
            return refusal;
        }

        if (await unit.SaveAsync(cancellationToken) is not SaveOutcome.Saved)
        {
            return NotFound;
        }

        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    /// <summary>Whether the customer would be without an admin, or the platform without a super admin, if the agent had only these bits.</summary>
    private async Task<bool> IsLastAsync(Agent agent, Permission remaining, CancellationToken cancellationToken)
    {
        var lost = agent.Permission & ~remaining;
        if (lost.HasFlag(Permission.CustomerAdmin) && !await agents.AnyOtherAsync(agent.CustomerId, agent.Id, Permission.CustomerAdmin, cancellationToken))
        {
            return true;
        }

        if (!lost.HasFlag(Permission.ProjectSuperAdmin))
        {
            return false;
        }

        await customers.LockPlatformAsync(cancellationToken);
        return !await agents.AnyOtherSuperAdminAsync(agent.Id, cancellationToken);
    }

    private void Record(string type, Agent agent, DateTimeOffset now, Caller caller, RequestOrigin origin, object? data) =>
        audit.Add(AuditEvent.Create(type, agent.CustomerId, agent.Id, origin, now, caller, data));
}
