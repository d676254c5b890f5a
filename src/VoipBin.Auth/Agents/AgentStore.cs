using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Agents;

/// <summary>Every query about agents.</summary>
internal sealed class AgentStore(AuthDbContext database)
{
    public void Add(Agent agent) => database.Add(agent);

    /// <summary>Whether any agent was ever made.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => database.Set<Agent>().AnyAsync(cancellationToken);

    /// <summary>The living agent of that name, with the state of its customer. Names are unique among all customers.</summary>
    public Task<AgentLogin?> FindForLoginAsync(string username, CancellationToken cancellationToken)
    {
        var key = Agent.KeyOf(username);
        return database.Set<Agent>().AsNoTracking()
            .Where(agent => agent.UsernameKey == key && agent.TmDelete == null)
            .Join(database.Set<Customer>(), agent => agent.CustomerId, customer => customer.Id, (agent, customer) => new AgentLogin(
                agent,
                new CustomerState(customer.Status, customer.TmDelete, customer.TmDeletionScheduled, customer.TmDeletionEffective)))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The living agent, to be changed.</summary>
    public Task<Agent?> FindAsync(Guid customerId, Guid agentId, CancellationToken cancellationToken) =>
        database.Set<Agent>().SingleOrDefaultAsync(agent => agent.CustomerId == customerId && agent.Id == agentId && agent.TmDelete == null, cancellationToken);

    /// <summary>Replaces a password's hash by one of a higher cost, unless the password was changed in the meantime.</summary>
    public Task RehashAsync(Guid agentId, string verifiedHash, string newHash, CancellationToken cancellationToken) =>
        database.Set<Agent>()
            .Where(agent => agent.Id == agentId && agent.PasswordHash == verifiedHash)
            .ExecuteUpdateAsync(update => update.SetProperty(agent => agent.PasswordHash, newHash), cancellationToken);
}
