using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Customers;

/// <summary>Every query about customers.</summary>
internal sealed class CustomerStore(AuthDbContext database)
{
    private IQueryable<Customer> Living => database.Set<Customer>().Where(customer => customer.TmDelete == null && customer.Status != CustomerStatus.Deleted);

    public void Add(Customer customer) => database.Add(customer);

    /// <summary>A living customer, to be shown or changed.</summary>
    public Task<Customer?> FindAsync(Guid customerId, CancellationToken cancellationToken) =>
        Living.SingleOrDefaultAsync(customer => customer.Id == customerId, cancellationToken);

    /// <summary>A living customer, to be shown only: a command reads again what it changes, under its lock.</summary>
    public Task<Customer?> FindToShowAsync(Guid customerId, CancellationToken cancellationToken) =>
        Living.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == customerId, cancellationToken);

    /// <summary>Whether a living customer has that address, in any case of letters.</summary>
    public Task<bool> AnyWithEmailAsync(string email, CancellationToken cancellationToken)
    {
        var key = Customer.KeyOf(email);
        return database.Set<Customer>().AnyAsync(customer => customer.EmailKey == key && customer.TmDelete == null, cancellationToken);
    }

    /// <summary>Whether a customer with that address was made at that instant, and lives.</summary>
    public Task<bool> AnyMadeAtAsync(string email, DateTimeOffset tmCreate, CancellationToken cancellationToken)
    {
        var key = Customer.KeyOf(email);
        return Living.AnyAsync(customer => customer.EmailKey == key && customer.TmCreate == tmCreate, cancellationToken);
    }

    /// <summary>Customers whose deletion is due.</summary>
    public async Task<IReadOnlyList<Guid>> FindDueForDeletionAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await Living.Where(customer => customer.Status == CustomerStatus.Frozen && customer.TmDeletionEffective <= now)
            .OrderBy(customer => customer.TmDeletionEffective).Select(customer => customer.Id).Take(limit).ToListAsync(cancellationToken);

    /// <summary>Living customers, newest first; one more than the page may have when there are more.</summary>
    public Task<IReadOnlyList<Customer>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        Living.TakePageAsync(page.Size, page.After, cancellationToken);

    /// <summary>Makes every other transaction that locks the same customer wait until this one ends; false when there is no such row. A row lock on PostgreSQL; on SQLite a transaction holds the write lock anyway.</summary>
    public async Task<bool> LockAsync(Guid customerId, CancellationToken cancellationToken) =>
        await database.Set<Customer>()
            .Where(customer => customer.Id == customerId)
            .ExecuteUpdateAsync(update => update.SetProperty(customer => customer.TmCreate, customer => customer.TmCreate), cancellationToken) == 1;

    /// <summary>Makes every other transaction that decides about the platform as a whole wait until this one ends: the oldest customer's row stands for it.</summary>
    public async Task LockPlatformAsync(CancellationToken cancellationToken)
    {
        var oldest = database.Set<Customer>().OrderBy(customer => customer.TmCreate).ThenBy(customer => customer.Id).Select(customer => customer.Id);
        while (!await LockAsync(await oldest.FirstAsync(cancellationToken), cancellationToken))
        {
            // The row was deleted for good while we waited for it, and nothing is locked.
        }
    }
}
