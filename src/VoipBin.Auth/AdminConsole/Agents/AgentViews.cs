using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>Finds what the pages of agents show: always of the visitor's own customer, also for somebody who may more.</summary>
internal sealed class AgentViews(AgentSearchStore agents, MailedLinkStore links, TimeProvider time)
{
    /// <param name="caller">The visitor.</param>
    /// <param name="query">Which agents.</param>
    /// <param name="mayInvite">Whether the visitor may invite agents.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<AgentTable> SearchAsync(Caller caller, AgentTableQuery query, bool mayInvite, CancellationToken cancellationToken)
    {
        var (rows, count) = await agents.SearchAsync(caller.CustomerId, query.Search, cancellationToken);
        return new([.. rows.Select(row => new AgentView(row, caller))], count, query, mayInvite);
    }

    /// <summary>An agent; null when the visitor's customer has none such.</summary>
    public async Task<AgentView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        await agents.FindAsync(caller.CustomerId, id, cancellationToken) is { } agent
            ? new(agent, caller) { Pending = await links.FindPendingAsync(agent.Id, LinkPurpose.Username, time.GetTimestampNow(), cancellationToken) }
            : null;

    /// <summary>The agent of that username; null when the visitor's customer has none such.</summary>
    public async Task<AgentView?> FindAsync(Caller caller, string username, CancellationToken cancellationToken) =>
        await agents.FindAsync(caller.CustomerId, username, cancellationToken) is { } agent ? new(agent, caller) : null;
}
