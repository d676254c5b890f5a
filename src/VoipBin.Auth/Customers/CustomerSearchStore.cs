using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Customers;

/// <summary>The queries by which operators look for customers, of all the platform. What they find is to be shown: whoever changes a customer reads it again, under its lock.</summary>
internal sealed class CustomerSearchStore(AuthDbContext database)
{
    private IQueryable<Customer> Living => database.Set<Customer>().AsNoTracking().Where(customer => customer.TmDelete == null && customer.Status != CustomerStatus.Deleted);

    /// <summary>A page of the customers that match, and how many match.</summary>
    public async Task<(IReadOnlyList<Customer> Rows, int Count)> SearchAsync(CustomerSearch search, CancellationToken cancellationToken)
    {
        var matching = Matching(search.Text);
        var count = await matching.CountAsync(cancellationToken);
        var rows = await matching.OrderByDescending(customer => customer.TmCreate).ThenByDescending(customer => customer.Id)
            .Skip((search.Page - 1) * CustomerSearch.PageSize).Take(CustomerSearch.PageSize).ToListAsync(cancellationToken);
        return (rows, count);
    }

    public Task<Customer?> FindAsync(Guid customerId, CancellationToken cancellationToken) =>
        Living.SingleOrDefaultAsync(customer => customer.Id == customerId, cancellationToken);

    /// <summary>SQLite's LIKE takes no notice of the case of ASCII letters, PostgreSQL's ILIKE of that of any.</summary>
    private IQueryable<Customer> Matching(string text)
    {
        const string escape = SearchPattern.Escape;
        if (text.Length == 0)
        {
            return Living;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return Living.Where(customer => customer.Id == id);
        }

        var pattern = SearchPattern.Containing(text);
        return database.Database.IsNpgsql()
            ? Living.Where(customer => EF.Functions.ILike(customer.Name, pattern, escape) || EF.Functions.ILike(customer.Email, pattern, escape))
            : Living.Where(customer => EF.Functions.Like(customer.Name, pattern, escape) || EF.Functions.Like(customer.Email, pattern, escape));
    }
}
