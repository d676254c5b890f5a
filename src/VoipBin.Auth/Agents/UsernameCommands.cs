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
    Outbox outbox,
    UnitOfWork unit,
    TimeProvider time)
{
    /// <summary>Mails a link to the new address. Until it is used, the username stays what it is.</summary>
    public async Task<AgentCommandOutcome> RequestAsync(Caller caller, RequestOrigin origin, Guid id, UpdateAgentRequest request, CancellationToken cancellationToken)
    {
        if (await commands.GetAsync(caller, id, cancellationToken) is var found && found is not AgentCommandOutcome.Done)
        {
            return found;
        }

        var target = ((AgentCommandOutcome.Done)found).Agent;
        if (await commands.FindOwnershipFaultAsync(caller, origin, target, request.CurrentPassword, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (EmailAddress.TryParse(request.Username) is not { } username)
        {
            return new AgentCommandOutcome.Invalid(new(ProblemCatalogue.InvalidUsernameFormat, new FieldFault("username", "format", "It must be an e-mail address.")));
        }

        unit.Forget();
        if (username == target.Username)
        {
            // Thought better of it: what was asked for before does not happen.
            await links.EndAsync(LinkPurpose.Username, id, time.GetTimestampNow(), cancellationToken);
            return found;
        }

        if (Agent.KeyOf(username) != target.UsernameKey && await FindConflictAsync(caller, origin, username, cancellationToken) is { } conflict)
        {
            return conflict;
        }

        var isMailed = await quotas.TryTakeAsync(MailKind.Username, username, cancellationToken);
        return await commands.ChangeAsync(caller, id, async (agent, now) =>
        {
            if (agent.PasswordHash != target.PasswordHash || agent.Permission != target.Permission)
            {
                return AgentCommands.ChangedMeanwhile;
            }

            // A second try within the minute is not mailed, and leaves the first good.
            await links.EndOthersAsync(LinkPurpose.Username, id, username, now, cancellationToken);
            if (isMailed)
            {
                await links.EndAsync(LinkPurpose.Username, id, now, cancellationToken);
                outbox.Add(AgentMails.ConfirmUsername(username, issuer.Issue(LinkPurpose.Username, id, LinkIssuer.Long, username, caller.AgentId)));
            }

            audit.Add(AuditEvent.Create(AgentEvents.UsernameRequested, agent.CustomerId, id, origin, now, caller, new AgentEvents.UsernameData(agent.Username, username)));
            return null;
        }, cancellationToken);
    }

    /// <summary>Gives an agent the username whose address was confirmed; the old address is told. Within the transaction of whoever uses the link up, and saves.</summary>
    /// <returns>The agent; null when it is gone.</returns>
    public async Task<Agent?> ConfirmAsync(MailedLink link, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (await agents.FindOwnerAsync(link.SubjectId, cancellationToken) is not { } owner)
        {
            return null;
        }

        await customers.LockAsync(owner, cancellationToken);
        await agents.LockAsync(link.SubjectId, cancellationToken);
        if (await customers.FindAsync(owner, cancellationToken) is null
            || await agents.FindAsync(owner, link.SubjectId, cancellationToken) is not { } agent
            || !await MayStillAskAsync(link.RequesterId, agent, cancellationToken))
        {
            return null;
        }

        var (old, now) = (agent.Username, time.GetTimestampNow());
        if (await quotas.TryTakeAsync(MailKind.UsernameChanged, old, cancellationToken))
        {
            outbox.Add(AgentMails.UsernameChanged(old));
        }

        agent.Rename(link.Value, now);
        audit.Add(AuditEvent.Create(AgentEvents.UsernameChanged, owner, agent.Id, origin, now, caller: null, new AgentEvents.UsernameData(old, agent.Username)));

        // Mailed to the old address, which may be somebody else's by now.
        await links.EndAsync(LinkPurpose.Password, agent.Id, now, cancellationToken);
        return agent;
    }

    /// <summary>Whether who asked for the change could ask for it now: somebody who lost his rights, or is gone, must not take an agent over by a link that he still has.</summary>
    private async Task<bool> MayStillAskAsync(Guid? requesterId, Agent agent, CancellationToken cancellationToken)
    {
        if (requesterId is not { } id || id == agent.Id)
        {
            return true;
        }

        if (await agents.FindOwnerAsync(id, cancellationToken) is not { } home || await agents.FindAsync(home, id, cancellationToken) is not { } requester)
        {
            return false;
        }

        var caller = new Caller(CredentialKind.Token, home, requester.Id, DateTimeOffset.MaxValue, requester.Permission) { AgentId = requester.Id };
        return caller.MayAccess(agent.CustomerId, Permission.CustomerAdmin) && caller.MayGrant(agent.Permission);
    }

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
