using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Me;

/// <summary>What a caller is shown of itself: from memory, like its credential, or by one query.</summary>
internal sealed class MeLookup(
    FactCache<Guid, AgentResponse> agents,
    FactCache<Guid, AccesskeyCallerResponse> accesskeys,
    IServiceScopeFactory scopes,
    FactAccess access,
    InvalidationClock clock)
{
    /// <summary>Longer texts are read each time: memory is for what is asked often, and small.</summary>
    private const int LongestRememberedDetail = 256;

    /// <summary>The agent that logged in; null when it is gone.</summary>
    public async ValueTask<AgentResponse?> FindAgentAsync(Guid customerId, Guid agentId, CancellationToken cancellationToken)
    {
        if (access.IsRemembered && agents.Find(agentId) is { } remembered)
        {
            return remembered;
        }

        // Not the request's own stores: they would be made for each request, and with them a context of the database.
        await using var scope = scopes.CreateAsyncScope();
        var since = clock.Now;
        var store = scope.ServiceProvider.GetRequiredService<AgentStore>();
        var response = await store.FindAsync(customerId, agentId, cancellationToken) is { } agent ? AgentResponse.Of(agent) : null;
        if (response is { Detail.Length: <= LongestRememberedDetail })
        {
            agents.Add(agentId, response, since);
        }

        return response;
    }

    /// <summary>The accesskey that was presented; null when it is gone.</summary>
    public async ValueTask<AccesskeyCallerResponse?> FindAccesskeyAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (access.IsRemembered && accesskeys.Find(caller.CredentialId) is { } remembered)
        {
            return remembered;
        }

        await using var scope = scopes.CreateAsyncScope();
        var since = clock.Now;
        var store = scope.ServiceProvider.GetRequiredService<AccesskeyStore>();
        var response = await store.FindAsync(caller.CustomerId, caller.CredentialId, cancellationToken) is { } accesskey ? AccesskeyCallerResponse.Of(accesskey, caller.Permission) : null;
        if (response is { Detail.Length: <= LongestRememberedDetail })
        {
            accesskeys.Add(caller.CredentialId, response, since);
        }

        return response;
    }
}
