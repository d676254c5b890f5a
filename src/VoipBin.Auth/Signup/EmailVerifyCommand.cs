using VoipBin.Auth.Agents;
using VoipBin.Auth.Customers;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Signup;

/// <summary>Confirms an address with the link that was mailed to it: a signup, a new username, or a customer's new address.</summary>
internal sealed class EmailVerifyCommand(
    MailedLinkStore links, SignupStore signups, SignupCommands signup, UsernameCommands usernames, CustomerCommands customers, LinkRequesters requesters, UnitOfWork unit, TimeProvider time)
{
    private static readonly EmailVerifyOutcome InvalidLink = new EmailVerifyOutcome.InvalidLink();

    /// <summary>Whether the link is good now. Nothing is used up: mail scanners open links.</summary>
    public async Task<bool> IsGoodAsync(LinkToken token, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        return await links.FindAsync(token, now, cancellationToken) switch
        {
            null or { Purpose: LinkPurpose.Password } => false,
            { Purpose: LinkPurpose.Signup } link => await signups.FindAsync(link.SubjectId, now, cancellationToken) is not null,
            _ => true,
        };
    }

    public async Task<EmailVerifyOutcome> ExecuteAsync(LinkToken token, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        if (await links.FindAsync(token, now, cancellationToken) is not { } link || link.Purpose == LinkPurpose.Password)
        {
            return InvalidLink;
        }

        await using var transaction = await unit.BeginAsync(cancellationToken);
        var confirmed = await ConfirmAsync(link, origin, cancellationToken);

        // Used up behind the rows that it is about, in the order in which all others lock them.
        if (confirmed is null || !await links.UseAsync(link.Id, now, cancellationToken))
        {
            return InvalidLink;
        }

        switch (await unit.SaveAsync(cancellationToken))
        {
            case SaveOutcome.Saved:
                await transaction.CommitAsync(cancellationToken);
                return confirmed;
            case SaveOutcome.Conflict:
                return link.Purpose == LinkPurpose.Username ? new EmailVerifyOutcome.UsernameTaken() : new EmailVerifyOutcome.AddressTaken();
            default:
                return InvalidLink;
        }
    }

    /// <summary>Does what a link is for; null when whom it is about is gone.</summary>
    private async Task<EmailVerifyOutcome?> ConfirmAsync(MailedLink link, RequestOrigin origin, CancellationToken cancellationToken)
    {
        switch (link.Purpose)
        {
            case LinkPurpose.Signup:
                return await signup.FinishAsync(link.SubjectId, passwordHash: null, origin, cancellationToken) is { } newcomer ? new EmailVerifyOutcome.SignedUp(newcomer) : null;
            case LinkPurpose.Username:
                return await usernames.ConfirmAsync(link, origin, cancellationToken) is { } agent ? new EmailVerifyOutcome.UsernameConfirmed(agent) : null;
            default:
                return await requesters.FindAsync(link, cancellationToken) is { } requester && await customers.ConfirmEmailAsync(link, requester, origin, cancellationToken) is { } customer
                    ? new EmailVerifyOutcome.EmailConfirmed(customer)
                    : null;
        }
    }
}
