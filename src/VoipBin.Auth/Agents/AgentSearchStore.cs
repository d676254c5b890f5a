using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Agents;

/// <summary>The queries by which people look for agents. What they find is shown only: a command reads again what it changes, under its lock.</summary>
internal sealed class AgentSearchStore(AuthDbContext database)
{
    /// <summary>A page of the living agents that match, by username, and how many match.</summary>
    public async Task<(IReadOnlyList<Agent> Rows, int Count)> SearchAsync(Guid customerId, AgentSearch search, CancellationToken cancellationToken)
    {
        var matching = Containing(Living(customerId), search.Text);
        var count = await matching.CountAsync(cancellationToken);
        return (await matching.OrderBy(agent => agent.UsernameKey).Skip((search.Page - 1) * AgentSearch.PageSize).Take(AgentSearch.PageSize).ToListAsync(cancellationToken), count);
    }

    /// <summary>One living agent.</summary>
    public Task<Agent?> FindAsync(Guid customerId, Guid id, CancellationToken cancellationToken) => Living(customerId).SingleOrDefaultAsync(agent => agent.Id == id, cancellationToken);

    /// <summary>The living agent of that name; null also when it is another customer's.</summary>
    public Task<Agent?> FindAsync(Guid customerId, string username, CancellationToken cancellationToken)
    {
        var key = Agent.KeyOf(username);
        return Living(customerId).SingleOrDefaultAsync(agent => agent.UsernameKey == key, cancellationToken);
    }

    private IQueryable<Agent> Living(Guid customerId) => database.Set<Agent>().AsNoTracking().Where(agent => agent.CustomerId == customerId && agent.TmDelete == null);

    /// <summary>SQLite's lower knows ASCII letters only, so that other letters of a name are found as they are typed, too.</summary>
    private static IQueryable<Agent> Containing(IQueryable<Agent> agents, string text)
    {
        var lower = text.ToLowerInvariant();
        return text.Length == 0
            ? agents
            : agents.Where(agent => agent.UsernameKey.Contains(lower) || agent.Name.ToLower().Contains(lower) || agent.Name.Contains(text));
    }
}
