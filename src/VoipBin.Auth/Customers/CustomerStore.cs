using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Customers;

/// <summary>Every query about customers.</summary>
internal sealed class CustomerStore(AuthDbContext database)
{
    public void Add(Customer customer) => database.Add(customer);

    /// <summary>Makes every other transaction that locks the same customer wait until this one ends. A row lock on PostgreSQL; on SQLite a transaction holds the write lock anyway.</summary>
    public Task LockAsync(Guid customerId, CancellationToken cancellationToken) =>
        database.Set<Customer>()
            .Where(customer => customer.Id == customerId)
            .ExecuteUpdateAsync(update => update.SetProperty(customer => customer.TmCreate, customer => customer.TmCreate), cancellationToken);
}
