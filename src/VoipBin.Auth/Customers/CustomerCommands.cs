using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Customers;

/// <summary>What a customer does with itself, and an operator with customers, audit included.</summary>
internal sealed class CustomerCommands(
    CustomerStore customers,
    ConflictLimit conflicts,
    AuditStore audit,
    MailQuotaStore quotas,
    MailedLinkStore links,
    LinkIssuer issuer,
    Outbox outbox,
    UnitOfWork unit,
    TimeProvider time)
{
    private static readonly CustomerCommandOutcome NotFound = new CustomerCommandOutcome.NotFound();

    public async Task<CustomerCommandOutcome> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await customers.FindAsync(id, cancellationToken) is { } customer ? new CustomerCommandOutcome.Done(customer) : NotFound;

    public async Task<CustomerCommandOutcome> UpdateAsync(Caller caller, RequestOrigin origin, Guid id, UpdateCustomerRequest request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.TryParse(request.Email);
        if (email is not null && caller.AgentId is null)
        {
            return new CustomerCommandOutcome.AgentNeeded();
        }

        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(id, cancellationToken);
        if (await customers.FindAsync(id, cancellationToken) is not { } customer)
        {
            return NotFound;
        }

        var now = time.GetTimestampNow();
        if (email is not null && await RequestEmailAsync(caller, origin, customer, email, now, cancellationToken) is { } refusal)
        {
            await transaction.CommitAsync(cancellationToken);
            return refusal;
        }

        var (oldName, oldDetail) = (customer.Name, customer.Detail);
        if (customer.Describe(request.Name, request.Detail, now))
        {
            Record(CustomerEvents.Updated, customer, now, caller, origin, new CustomerEvents.UpdatedData(oldName, customer.Name, oldDetail, customer.Detail));
        }

        if (await unit.SaveAsync(cancellationToken) is not SaveOutcome.Saved)
        {
            return NotFound;
        }

        await transaction.CommitAsync(cancellationToken);
        return new CustomerCommandOutcome.Done(customer);
    }

    /// <summary>Gives a customer the address that was confirmed; the old one is told. Within the transaction of whoever uses the link up, and saves.</summary>
    /// <returns>The customer; null when it is gone, or frozen, or the requester is no admin of it any more.</returns>
    public async Task<Customer?> ConfirmEmailAsync(MailedLink link, Caller requester, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await customers.LockAsync(link.SubjectId, cancellationToken);
        if (await customers.FindAsync(link.SubjectId, cancellationToken) is not { Status: CustomerStatus.Active } customer || !requester.MayAccess(customer.Id, Permission.CustomerAdmin))
        {
            return null;
        }

        var (old, now) = (customer.Email, time.GetTimestampNow());
        var isTold = customer.EmailKey != Customer.KeyOf(link.Value) && await quotas.TryTakeAsync(MailKind.CustomerEmailChanged, old, cancellationToken);
        if (!customer.ChangeEmail(link.Value, now))
        {
            return null;
        }

        if (isTold)
        {
            outbox.Add(CustomerMails.EmailChanged(old));
        }

        var (type, data) = old == customer.Email ? (CustomerEvents.EmailVerified, null) : (CustomerEvents.EmailChanged, new CustomerEvents.EmailData(old, customer.Email));
        audit.Add(AuditEvent.Create(type, customer.Id, customer.Id, origin, now, caller: null, data));
        return customer;
    }

    /// <summary>
    /// Mails a link to a new address, and ends older ones; until it is used, the address stays what it is. Asking for the present one takes that back.
    /// Asked for again within the minute, or too often a day, nothing is mailed, and the link before stays good.
    /// </summary>
    private async Task<CustomerCommandOutcome?> RequestEmailAsync(
        Caller caller, RequestOrigin origin, Customer customer, string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Customer.KeyOf(email) != customer.EmailKey && await FindConflictAsync(caller, origin, customer, email, now, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (email == customer.Email && customer.EmailVerified)
        {
            if (await links.EndAsync(LinkPurpose.Email, customer.Id, now, cancellationToken) > 0)
            {
                audit.Add(AuditEvent.Create(CustomerEvents.EmailWithdrawn, customer.Id, customer.Id, origin, now, caller));
            }
        }
        else if (await quotas.TryTakeAsync(MailKind.CustomerEmail, email, cancellationToken))
        {
            await links.EndAsync(LinkPurpose.Email, customer.Id, now, cancellationToken);
            outbox.Add(CustomerMails.ConfirmEmail(email, issuer.Issue(LinkPurpose.Email, customer.Id, LinkIssuer.Long, email, caller)));
            Record(CustomerEvents.EmailRequested, customer, now, caller, origin, new CustomerEvents.EmailData(customer.Email, email));
        }

        return null;
    }

    /// <summary>Whether another customer has the address now. That it is free decides nothing yet: the unique index does, when it is confirmed.</summary>
    private async Task<CustomerCommandOutcome?> FindConflictAsync(
        Caller caller, RequestOrigin origin, Customer customer, string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Not for an operator: he sees every address anyway.
        var isLimited = customer.Id == caller.CustomerId;
        if (isLimited && await conflicts.FindWaitAsync(customer.Id, CustomerEvents.UpdateConflicted, now, cancellationToken) is { } wait)
        {
            return new CustomerCommandOutcome.TooManyConflicts(wait);
        }

        if (!await customers.AnyWithEmailAsync(email, cancellationToken))
        {
            return null;
        }

        if (isLimited)
        {
            await conflicts.CountAsync(AuditEvent.Create(CustomerEvents.UpdateConflicted, customer.Id, customer.Id, origin, now, caller), cancellationToken);
        }

        return new CustomerCommandOutcome.EmailTaken();
    }

    private void Record(string type, Customer customer, DateTimeOffset now, Caller caller, RequestOrigin origin, object data) =>
        audit.Add(AuditEvent.Create(type, customer.Id, customer.Id, origin, now, caller, data));
}
