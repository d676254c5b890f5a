using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Unregister;

/// <summary>The rows that customers leave behind. Here, since only this folder sees everything that belongs to one.</summary>
internal sealed class DeletedCustomerStore(AuthDbContext database, IOptions<RetentionOptions> retention) : IExpiringRows
{
    public string Kind => "deleted customers";

    /// <summary>A customer stays while an agent or an accesskey refers to it: an operator's own SQL may have left one alive.</summary>
    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - retention.Value.DeletedRows;
        return database.Set<Customer>()
            .Where(customer => customer.TmDelete <= latest
                && !database.Set<Agent>().Any(agent => agent.CustomerId == customer.Id)
                && !database.Set<Accesskey>().Any(accesskey => accesskey.CustomerId == customer.Id))
            .OrderBy(customer => customer.TmDelete)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
