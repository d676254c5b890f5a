using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>Every query about tokens.</summary>
internal sealed class TokenStore(AuthDbContext database) : IExpiringRows
{
    public string Kind => "revoked tokens";

    /// <summary>Adds a revocation to the unit of work.</summary>
    public void Add(RevokedToken token) => database.Add(token);

    /// <summary>What decides about a delegate token, beside the facts of its super admin; null when there never was such a customer.</summary>
    public async Task<(CustomerState Customer, bool IsParentRevoked)?> FindDelegateFactsAsync(Guid customerId, Guid parentId, CancellationToken cancellationToken)
    {
        var facts = await database.Set<Customer>().AsNoTracking()
            .Where(customer => customer.Id == customerId)
            .Select(customer => new
            {
                State = new CustomerState(customer.Status, customer.TmDelete, customer.TmDeletionScheduled, customer.TmDeletionEffective),
                IsParentRevoked = database.Set<RevokedToken>().Any(token => token.Id == parentId),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return facts is null ? null : (facts.State, facts.IsParentRevoked);
    }

    /// <summary>What decides about a token of this agent; null when there never was such an agent.</summary>
    public Task<TokenFacts?> FindFactsAsync(Guid agentId, Guid tokenId, CancellationToken cancellationToken) =>
        database.Set<Agent>().AsNoTracking()
            .Where(agent => agent.Id == agentId)
            .Join(database.Set<Customer>(), agent => agent.CustomerId, customer => customer.Id, (agent, customer) => new TokenFacts(
                agent.CustomerId,
                agent.Generation,
                agent.Permission,
                agent.TmDelete,
                database.Set<RevokedToken>().Any(token => token.Id == tokenId),
                new CustomerState(customer.Status, customer.TmDelete, customer.TmDeletionScheduled, customer.TmDeletionEffective)))
            .SingleOrDefaultAsync(cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - RevokedToken.KeptWhenExpired;
        return database.Set<RevokedToken>()
            .Where(token => token.TmExpire <= latest)
            .OrderBy(token => token.TmExpire)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
