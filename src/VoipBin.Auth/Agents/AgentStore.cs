using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Agents;

/// <summary>Every query about agents.</summary>
internal sealed class AgentStore(AuthDbContext database, IOptions<RetentionOptions> retention) : IExpiringRows
{
    public string Kind => "deleted agents";

    private IQueryable<Agent> Living => database.Set<Agent>().Where(agent => agent.TmDelete == null);

    public void Add(Agent agent) => database.Add(agent);

    /// <summary>Whether there is any agent, living or deleted.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => database.Set<Agent>().AnyAsync(cancellationToken);

    /// <summary>Whether a living agent of any customer has that name, in any case of letters.</summary>
    public Task<bool> AnyWithUsernameAsync(string username, CancellationToken cancellationToken)
    {
        var key = Agent.KeyOf(username);
        return Living.AnyAsync(agent => agent.UsernameKey == key, cancellationToken);
    }

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

    /// <summary>The customer that a living agent belongs to: tells 403 from 404.</summary>
    public Task<Guid?> FindOwnerAsync(Guid agentId, CancellationToken cancellationToken) =>
        Living.Where(agent => agent.Id == agentId).Select(agent => (Guid?)agent.CustomerId).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The living agent, to be shown or changed.</summary>
    public Task<Agent?> FindAsync(Guid customerId, Guid agentId, CancellationToken cancellationToken) =>
        Living.SingleOrDefaultAsync(agent => agent.CustomerId == customerId && agent.Id == agentId, cancellationToken);

    /// <summary>Those of a customer's agents, living or deleted, to name who did something, and to whom.</summary>
    public async Task<IReadOnlyDictionary<Guid, Agent>> FindEvenDeletedAsync(Guid customerId, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await database.Set<Agent>().AsNoTracking()
            .Where(agent => agent.CustomerId == customerId && ids.Contains(agent.Id))
            .ToDictionaryAsync(agent => agent.Id, cancellationToken);

    /// <summary>Living agents, newest first; one more than the page may have when there are more.</summary>
    public Task<IReadOnlyList<Agent>> ListAsync(Guid customerId, PageRequest page, CancellationToken cancellationToken) =>
        Living.Where(agent => agent.CustomerId == customerId).TakePageAsync(page.Size, page.After, cancellationToken);

    /// <summary>Makes every other change of the agent wait until this transaction ends.</summary>
    public Task LockAsync(Guid agentId, CancellationToken cancellationToken) =>
        database.Set<Agent>()
            .Where(agent => agent.Id == agentId)
            .ExecuteUpdateAsync(update => update.SetProperty(agent => agent.TmCreate, agent => agent.TmCreate), cancellationToken);

    /// <summary>Whether the customer has a living agent with that bit besides this one.</summary>
    public Task<bool> AnyOtherAsync(Guid customerId, Guid agentId, Permission bit, CancellationToken cancellationToken) =>
        Living.AnyAsync(agent => agent.CustomerId == customerId && agent.Id != agentId && (agent.Permission & bit) != Permission.None, cancellationToken);

    /// <summary>Whether the platform has a super admin besides this agent, in a customer that lives.</summary>
    public Task<bool> AnyOtherSuperAdminAsync(Guid agentId, CancellationToken cancellationToken) =>
        Living.Where(agent => agent.Id != agentId && (agent.Permission & Permission.ProjectSuperAdmin) != Permission.None)
            .Join(database.Set<Customer>(), agent => agent.CustomerId, customer => customer.Id, (agent, customer) => customer)
            .AnyAsync(customer => customer.Status == CustomerStatus.Active && customer.TmDelete == null, cancellationToken);

    /// <summary>Ends every agent of a customer; nothing that names a person stays.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyCollection<Guid>> DeleteAllAsync(Guid customerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await database.Set<Agent>().Where(agent => agent.CustomerId == customerId).ToListAsync(cancellationToken);
        foreach (var agent in all)
        {
            agent.Anonymise(now);
        }

        return [.. all.Select(agent => agent.Id)];
    }

    /// <summary>Whether the platform has a super admin in a living customer besides this one.</summary>
    public Task<bool> AnySuperAdminOutsideAsync(Guid customerId, CancellationToken cancellationToken) =>
        Living.Where(agent => agent.CustomerId != customerId && (agent.Permission & Permission.ProjectSuperAdmin) != Permission.None)
            .Join(database.Set<Customer>(), agent => agent.CustomerId, customer => customer.Id, (agent, customer) => customer)
            .AnyAsync(customer => customer.Status == CustomerStatus.Active && customer.TmDelete == null, cancellationToken);

    /// <summary>Whether a customer has a super admin.</summary>
    public Task<bool> HasSuperAdminAsync(Guid customerId, CancellationToken cancellationToken) =>
        Living.AnyAsync(agent => agent.CustomerId == customerId && (agent.Permission & Permission.ProjectSuperAdmin) != Permission.None, cancellationToken);

    /// <summary>Replaces a password's hash by one of a higher cost, unless the password was changed in the meantime.</summary>
    public Task RehashAsync(Guid agentId, string verifiedHash, string newHash, CancellationToken cancellationToken) =>
        database.Set<Agent>()
            .Where(agent => agent.Id == agentId && agent.PasswordHash == verifiedHash)
            .ExecuteUpdateAsync(update => update.SetProperty(agent => agent.PasswordHash, newHash), cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - retention.Value.DeletedRows;
        return database.Set<Agent>()
            .Where(agent => agent.TmDelete <= latest)
            .OrderBy(agent => agent.TmDelete)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
