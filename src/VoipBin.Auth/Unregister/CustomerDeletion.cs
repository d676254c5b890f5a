using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Customers;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.Unregister;

/// <summary>Ends a customer with everything that belongs to it. The caller holds the customer's lock, records it, and saves.</summary>
internal sealed class CustomerDeletion(
    AgentStore agents, AccesskeyStore accesskeys, AccesskeyUsageStore usages, CustomerStore customers, MailedLinkStore links, AuditStore audit)
{
    public async Task DeleteAsync(Customer customer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        customer.Delete(now);
        var gone = await agents.DeleteAllAsync(customer.Id, now, cancellationToken);
        await links.RemoveAsync([customer.Id, .. gone], cancellationToken);
        await accesskeys.DeleteAllAsync(customer.Id, now, cancellationToken);
        await usages.ForgetAddressesAsync(customer.Id, cancellationToken);
        await audit.AnonymiseAllAsync(customer.Id, cancellationToken);
    }

    /// <summary>Whether nobody could operate the platform without this customer. The decision holds until the transaction ends.</summary>
    public async Task<bool> IsIndispensableAsync(Guid customerId, CancellationToken cancellationToken)
    {
        if (!await agents.HasSuperAdminAsync(customerId, cancellationToken))
        {
            return false;
        }

        await customers.LockPlatformAsync(cancellationToken);
        return !await agents.AnySuperAdminOutsideAsync(customerId, cancellationToken);
    }
}
