using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Agents;

/// <summary>How an agent gets another username: asked for by an admin, or by oneself with the present password, and taken when the new address is confirmed.</summary>
internal sealed class UsernameCommands(
    AgentCommands commands,
    AgentStore agents,
    CustomerStore customers,
    AuditStore audit,
    MailQuotaStore quotas,
    ConflictLimit conflicts,
    MailedLinkStore links,
    LinkIssuer issuer,
    LinkRequesters requesters,
    Outbox outbox,
    UnitOfWork unit,
    TimeProvider time)
{
    /// <summary>Mails a link to the new address. Until it is used, the username stays what it is.</summary>
    public Task<AgentCommandOutcome> RequestAsync(Caller caller, RequestOrigin origin, Guid id, UpdateAgentRequest request, CancellationToken cancellationToken) =>
        RequestAsync(caller, origin, id, request, mustKnow: !caller.Has(Permission.CustomerAdmin), cancellationToken);

    /// <summary>The same from a browser, which somebody may have left open: for his own username an admin, too, shows that he knows his password.</summary>
    public Task<AgentCommandOutcome> RequestInBrowserAsync(Caller caller, RequestOrigin origin, Guid id, UpdateAgentRequest request, CancellationToken cancellationToken) =>
        RequestAsync(caller, origin, id, request, mustKnow: id == caller.AgentId || !caller.Has(Permission.CustomerAdmin), cancellationToken);

    private async Task<AgentCommandOutcome> RequestAsync(Caller caller, RequestOrigin origin, Guid id, UpdateAgentRequest request, bool mustKnow, CancellationToken cancellationToken)
    {
        if (await commands.GetAsync(caller, id, cancellationToken) is var found && found is not AgentCommandOutcome.Done)
        {
            return found;
        }

        var target = ((AgentCommandOutcome.Done)found).Agent;
        if (await commands.FindOwnershipFaultAsync(caller, origin, target, request.CurrentPassword, mustKnow, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (EmailAddress.TryParse(request.Username) is not { } username)
        {
            return new AgentCommandOutcome.Invalid(new(ProblemCatalogue.InvalidUsernameFormat, new FieldFault("username", "format", "It must be an e-mail address.")));
        }

        unit.Forget();
        if (Agent.KeyOf(username) != target.UsernameKey && await FindConflictAsync(caller, origin, username, cancellationToken) is { } conflict)
        {
            return conflict;
        }

        return await commands.ChangeAsync(caller, id, async (agent, now) =>
        {
            if (agent.PasswordHash != target.PasswordHash || agent.Permission != target.Permission || agent.Username != target.Username)
            {
                return AgentCommands.ChangedMeanwhile;
            }

            await (username == agent.Username ? WithdrawAsync(caller, origin, agent, now, cancellationToken) : MailAsync(caller, origin, agent, username, now, cancellationToken));
            return null;
        }, cancellationToken);
    }

    /// <summary>Thought better of it: what was asked for before does not happen.</summary>
    private async Task WithdrawAsync(Caller caller, RequestOrigin origin, Agent agent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await links.EndAsync(LinkPurpose.Username, agent.Id, now, cancellationToken) > 0)
        {
            audit.Add(AuditEvent.Create(AgentEvents.UsernameWithdrawn, agent.CustomerId, agent.Id, origin, now, caller));
        }
    }

    /// <summary>Mails a link to the new address, and ends older ones. Asked for again within the minute, or too often a day, nothing is mailed, and the link before stays good.</summary>
    private async Task MailAsync(Caller caller, RequestOrigin origin, Agent agent, string username, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await quotas.TryTakeAsync(MailKind.Username, username, cancellationToken))
        {
            await links.EndAsync(LinkPurpose.Username, agent.Id, now, cancellationToken);
            outbox.Add(AgentMails.ConfirmUsername(username, issuer.Issue(LinkPurpose.Username, agent.Id, LinkIssuer.Long, username, caller)));
            audit.Add(AuditEvent.Create(AgentEvents.UsernameRequested, agent.CustomerId, agent.Id, origin, now, caller, new AgentEvents.UsernameData(agent.Username, username)));
        }
    }

    /// <summary>Gives an agent the username whose address was confirmed; the old address is told. Within the transaction of whoever uses the link up, and saves.</summary>
    /// <returns>The agent; null when it is gone, or frozen, or whoever asked could not ask now.</returns>
    public async Task<Agent?> ConfirmAsync(MailedLink link, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (await agents.FindOwnerAsync(link.SubjectId, cancellationToken) is not { } owner)
        {
            return null;
        }

        await customers.LockAsync(owner, cancellationToken);
        await agents.LockAsync(link.SubjectId, cancellationToken);
        if (await customers.FindAsync(owner, cancellationToken) is not { Status: CustomerStatus.Active }
            || await agents.FindAsync(owner, link.SubjectId, cancellationToken) is not { } agent
            || !await MayStillAskAsync(link, agent, cancellationToken))
        {
            return null;
        }

        var (old, now) = (agent.Username, time.GetTimestampNow());
        if (agent.UsernameKey != Agent.KeyOf(link.Value) && await quotas.TryTakeAsync(MailKind.UsernameChanged, old, cancellationToken))
        {
            outbox.Add(AgentMails.UsernameChanged(old));
        }

        agent.Rename(link.Value, now);
        audit.Add(AuditEvent.Create(AgentEvents.UsernameChanged, owner, agent.Id, origin, now, caller: null, new AgentEvents.UsernameData(old, agent.Username)));

        // Mailed to the old address, which may be somebody else's by now.
        await links.EndAsync(LinkPurpose.Password, agent.Id, now, cancellationToken);
        return agent;
    }

    /// <summary>Whether who asked for the change could ask for it now.</summary>
    private async Task<bool> MayStillAskAsync(MailedLink link, Agent agent, CancellationToken cancellationToken) =>
        await requesters.FindAsync(link, cancellationToken) is { } requester
        && (requester.AgentId == agent.Id || (requester.MayAccess(agent.CustomerId, Permission.CustomerAdmin) && requester.MayGrant(agent.Permission)));

    /// <summary>Whether somebody else has the username now. That it is free decides nothing yet: the unique index does, when the address is confirmed.</summary>
    private async Task<AgentCommandOutcome?> FindConflictAsync(Caller caller, RequestOrigin origin, string username, CancellationToken cancellationToken)
    {
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(caller.CustomerId, cancellationToken);
        var now = time.GetTimestampNow();
        if (await conflicts.FindWaitAsync(caller.CustomerId, AgentEvents.UsernameConflicted, now, cancellationToken) is { } wait)
        {
            return new AgentCommandOutcome.TooManyConflicts(wait);
        }

        if (!await agents.AnyWithUsernameAsync(username, cancellationToken))
        {
            return null;
        }

        await conflicts.CountAsync(AuditEvent.Create(AgentEvents.UsernameConflicted, caller.CustomerId, subjectId: null, origin, now, caller), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AgentCommandOutcome.UsernameTaken();
    }
}
