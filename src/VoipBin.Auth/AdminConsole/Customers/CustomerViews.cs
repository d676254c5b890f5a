using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.AdminConsole.Customers;

/// <summary>Finds what the pages of customers show to an operator.</summary>
internal sealed class CustomerViews(CustomerSearchStore store)
{
    public async Task<CustomerTable> SearchAsync(Caller caller, CustomerTableQuery query, CancellationToken cancellationToken)
    {
        var (rows, count) = await store.SearchAsync(query.Search, cancellationToken);
        return new([.. rows.Select(row => new CustomerView(row, row.Id == caller.CustomerId))], count, query);
    }

    /// <summary>A living customer; null when there is none such.</summary>
    public async Task<CustomerView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } customer ? new(customer, id == caller.CustomerId) : null;
}
