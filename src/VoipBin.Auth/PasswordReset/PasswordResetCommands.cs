using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.PasswordReset;

/// <summary>How somebody gets in again who has forgotten his password, and somebody who was invited gets in at all.</summary>
internal sealed class PasswordResetCommands(
    AgentStore agents,
    CustomerStore customers,
    AuditStore audit,
    MailQuotaStore quotas,
    MailedLinkStore links,
    LinkIssuer issuer,
    Outbox outbox,
    UnitOfWork unit,
    PasswordHasher hasher,
    GuessGuard guesses,
    TimeProvider time)
{
    private static readonly PasswordResetOutcome InvalidLink = new PasswordResetOutcome.InvalidLink();

    /// <summary>Mails a link to somebody who is known, and ends older ones. For a name that is not, the same rows are written, about nobody, so that the time tells nothing.</summary>
    /// <param name="username">Who is to set a new password.</param>
    /// <param name="origin">The request.</param>
    /// <param name="caller">Who asks for somebody else; null for whoever forgot his own.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task ForgetAsync(string username, RequestOrigin origin, Caller? caller, CancellationToken cancellationToken)
    {
        var isMailed = await quotas.TryTakeAsync(MailKind.PasswordReset, username, cancellationToken);
        var login = await agents.FindForLoginAsync(username, cancellationToken);
        if (!isMailed)
        {
            return;
        }

        var now = time.GetTimestampNow();
        var known = login is { Customer.IsDeleted: false } && EmailAddress.TryParse(login.Agent.Username) is not null ? login.Agent : null;
        var subject = known?.Id ?? Guid.CreateVersion7(now);
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await agents.LockAsync(subject, cancellationToken);

        // Not to an address that was given up meanwhile: it may be somebody else's by now.
        var agent = await agents.FindAsync(known?.CustomerId ?? subject, subject, cancellationToken);
        agent = agent?.UsernameKey == known?.UsernameKey ? agent : null;
        await links.EndAsync(LinkPurpose.Password, subject, now, cancellationToken);
        var link = issuer.Issue(LinkPurpose.Password, subject, LinkIssuer.Short);
        outbox.Add(agent is null ? null : PasswordResetMails.Forgotten(agent, link));
        audit.Add(AuditEvent.Create(PasswordResetEvents.Requested, agent?.CustomerId, agent?.Id, origin, now, caller));
        await unit.SaveAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether the link is good now. Nothing is used up: mail scanners open links.</summary>
    public async Task<bool> IsGoodAsync(LinkToken token, CancellationToken cancellationToken) => await FindAgentAsync(token, cancellationToken) is not null;

    /// <summary>Sets the password of whom the link was mailed to; ends every token and every link of the agent.</summary>
    public async Task<PasswordResetOutcome> ResetAsync(LinkToken token, string text, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (await FindAgentAsync(token, cancellationToken) is not { } target)
        {
            return InvalidLink;
        }

        if (PasswordStrength.FindFault("password", text, target.Username, target.Name) is { } fault)
        {
            return new PasswordResetOutcome.InvalidPassword(fault);
        }

        // Hashed before the transaction: a hash takes a quarter of a second, in which nobody else could write.
        _ = Password.TryParse(text, out var password);
        var hash = await hasher.HashAsync(password, cancellationToken);
        unit.Forget();
        return await StoreAsync(token, target, hash, origin, cancellationToken);
    }

    private async Task<PasswordResetOutcome> StoreAsync(LinkToken token, Agent target, string hash, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(target.CustomerId, cancellationToken);
        await agents.LockAsync(target.Id, cancellationToken);
        if (await links.FindAsync(token, now, cancellationToken) is not { } link
            || !await links.UseAsync(link.Id, now, cancellationToken)
            || await customers.FindAsync(target.CustomerId, cancellationToken) is not { } customer
            || await agents.FindAsync(target.CustomerId, target.Id, cancellationToken) is not { } agent)
        {
            return InvalidLink;
        }

        if (await quotas.TryTakeAsync(MailKind.PasswordChanged, agent.Username, cancellationToken))
        {
            outbox.Add(AgentMails.PasswordChanged(agent));
        }

        agent.SetPassword(hash, now);
        await guesses.ForgetAsync(agent.UsernameKey, cancellationToken);
        await links.EndAsync([LinkPurpose.Password, LinkPurpose.Username], agent.Id, now, cancellationToken);

        // Whoever opened the link reads the mail of that address.
        if (customer.ConfirmEmail(agent.Username, now))
        {
            audit.Add(AuditEvent.Create(CustomerEvents.EmailVerified, customer.Id, customer.Id, origin, now));
        }

        audit.Add(AuditEvent.Create(PasswordResetEvents.Reset, agent.CustomerId, agent.Id, origin, now));
        await unit.SaveAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new PasswordResetOutcome.Done(guesses.Recognise(agent.UsernameKey, device: null));
    }

    /// <summary>The living agent of a living customer for whom the link is good now.</summary>
    private async Task<Agent?> FindAgentAsync(LinkToken token, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(token, time.GetTimestampNow(), cancellationToken) is not { Purpose: LinkPurpose.Password } link
            || await agents.FindOwnerAsync(link.SubjectId, cancellationToken) is not { } owner
            || await customers.FindAsync(owner, cancellationToken) is null)
        {
            return null;
        }

        return await agents.FindAsync(owner, link.SubjectId, cancellationToken);
    }
}
