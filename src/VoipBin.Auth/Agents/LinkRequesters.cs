using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.Agents;

/// <summary>
/// Judges whether whoever asked for a link that changes a username or an address could ask for it now: somebody who lost his rights, changed his password,
/// logged out everywhere, or is gone, must not take an account over by a link that he, or a thief of his session, still has.
/// </summary>
internal sealed class LinkRequesters(AgentStore agents, CustomerStore customers)
{
    /// <summary>The requester as the caller that he would be now; null when his session of then could not go on.</summary>
    public async Task<Caller?> FindAsync(MailedLink link, CancellationToken cancellationToken)
    {
        if (link.RequesterId is not { } id
            || await agents.FindOwnerAsync(id, cancellationToken) is not { } home
            || await agents.FindAsync(home, id, cancellationToken) is not { } agent
            || agent.Generation != link.RequesterGeneration
            || await customers.FindAsync(home, cancellationToken) is not { Status: CustomerStatus.Active })
        {
            return null;
        }

        return new(CredentialKind.Token, home, agent.Id, DateTimeOffset.MaxValue, agent.Permission) { AgentId = agent.Id, Generation = agent.Generation };
    }
}
