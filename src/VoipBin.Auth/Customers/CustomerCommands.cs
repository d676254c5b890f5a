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
    CustomerStore customers, ConflictLimit conflicts, AuditStore audit, MailQuotaStore quotas, LinkIssuer links, Outbox outbox, UnitOfWork unit, TimeProvider time)
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

        var isMailed = email is not null && await quotas.TryTakeAsync(MailKind.CustomerEmail, email, cancellationToken);
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(id, cancellationToken);
        if (await customers.FindAsync(id, cancellationToken) is not { } customer)
        {
            return NotFound;
        }

        var now = time.GetTimestampNow();

        // Not for an operator: he sees every address anyway.
        var isLimited = id == caller.CustomerId && email is not null && email != customer.Email;
        if (isLimited && await conflicts.FindWaitAsync(id, CustomerEvents.UpdateConflicted, now, cancellationToken) is { } wait)
        {
            return new CustomerCommandOutcome.TooManyConflicts(wait);
        }

        var (oldName, oldDetail, oldEmail) = (customer.Name, customer.Detail, customer.Email);
        if (!customer.Describe(request.Name, request.Detail, email, now))
        {
            return new CustomerCommandOutcome.Done(customer);
        }

        var data = new CustomerEvents.UpdatedData(oldName, customer.Name, oldDetail, customer.Detail, oldEmail, customer.Email);
        Record(CustomerEvents.Updated, customer, now, caller, origin, data);
        if (isMailed && customer.Email != oldEmail)
        {
            outbox.Add(CustomerMails.ConfirmEmail(customer.Email, links.Issue(LinkPurpose.Email, id, LinkIssuer.Long, customer.Email)));
        }

        var outcome = await SaveAsync(customer, cancellationToken);
        if (isLimited && outcome is CustomerCommandOutcome.EmailTaken)
        {
            await conflicts.CountAsync(AuditEvent.Create(CustomerEvents.UpdateConflicted, id, id, origin, now, caller), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Notes that a customer's address is read. Within the transaction of whoever uses the link up, and saves.</summary>
    /// <returns>The customer; null when it is gone, or has another address by now.</returns>
    public async Task<Customer?> ConfirmEmailAsync(MailedLink link, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await customers.LockAsync(link.SubjectId, cancellationToken);
        var now = time.GetTimestampNow();
        if (await customers.FindAsync(link.SubjectId, cancellationToken) is not { } customer || !customer.ConfirmEmail(link.Value, now))
        {
            return null;
        }

        audit.Add(AuditEvent.Create(CustomerEvents.EmailVerified, customer.Id, customer.Id, origin, now));
        return customer;
    }

    private async Task<CustomerCommandOutcome> SaveAsync(Customer customer, CancellationToken cancellationToken) =>
        await unit.SaveAsync(cancellationToken) switch
        {
            SaveOutcome.Saved => new CustomerCommandOutcome.Done(customer),
            SaveOutcome.Conflict => new CustomerCommandOutcome.EmailTaken(),
            _ => NotFound,
        };

    private void Record(string type, Customer customer, DateTimeOffset now, Caller caller, RequestOrigin origin, object data) =>
        audit.Add(AuditEvent.Create(type, customer.Id, customer.Id, origin, now, caller, data));
}
