using System.Net;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Accesskeys;

/// <summary>
/// The addresses from which accesskeys were used, whose time ends before that of their rows: with the customer, and at the age at which
/// other rows go. A deletion forgets them itself; here are those that a replica still had in memory and wrote afterwards.
/// </summary>
internal sealed class AccesskeyAddressStore(AuthDbContext database) : IExpiringRows
{
    public string Kind => "addresses of accesskey uses";

    private IQueryable<AccesskeyUsage> Addressed => database.Set<AccesskeyUsage>().Where(usage => usage.Address != null);

    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var oldest = AccesskeyUsage.OldestKept(now);
        var forgotten = await ForgetAsync(Addressed.Where(usage => usage.Day < oldest), limit, cancellationToken);
        return forgotten == 0 && await FindDeletedCustomerAsync(cancellationToken) is { } customerId
            ? await ForgetAsync(Addressed.Where(usage => usage.CustomerId == customerId), limit, cancellationToken)
            : forgotten;
    }

    /// <summary>Asked from the side of the customers, of whom few are deleted: from the other side every row would be read.</summary>
    private Task<Guid?> FindDeletedCustomerAsync(CancellationToken cancellationToken) =>
        database.Set<Customer>()
            .Where(customer => customer.TmDelete != null && Addressed.Any(usage => usage.CustomerId == customer.Id))
            .OrderBy(customer => customer.TmDelete)
            .Select(customer => (Guid?)customer.Id)
            .FirstOrDefaultAsync(cancellationToken);

    private static Task<int> ForgetAsync(IQueryable<AccesskeyUsage> usages, int limit, CancellationToken cancellationToken) =>
        usages.OrderBy(usage => usage.Day).Take(limit).ExecuteUpdateAsync(update => update.SetProperty(usage => usage.Address, (IPAddress?)null), cancellationToken);
}
