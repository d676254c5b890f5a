using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Me;

/// <summary>What a caller is shown of itself: from memory, like its credential, or by one query.</summary>
internal sealed class MeLookup(
    FactCache<Guid, JsonAnswer<AgentResponse>> agents,
    FactCache<Guid, JsonAnswer<AccesskeyCallerResponse>> accesskeys,
    IServiceScopeFactory scopes,
    FactAccess access,
    InvalidationClock clock)
{
    /// <summary>Longer answers, in bytes, are made each time: memory is for what is asked often, and small.</summary>
    private const int LongestRemembered = 1024;

    /// <summary>The agent that logged in; null when it is gone.</summary>
    public async ValueTask<JsonAnswer<AgentResponse>?> FindAgentAsync(Guid customerId, Guid agentId, CancellationToken cancellationToken)
    {
        if (access.IsRemembered && agents.Find(agentId) is { } remembered)
        {
            return remembered;
        }

        // Not the request's own stores: they would be made for each request, and with them a context of the database.
        await using var scope = scopes.CreateAsyncScope();
        var since = clock.Now;
        var store = scope.ServiceProvider.GetRequiredService<AgentStore>();
        var response = await store.FindAsync(customerId, agentId, cancellationToken) is { } agent ? JsonAnswer.Of(AgentResponse.Of(agent)) : null;
        if (response is { Length: <= LongestRemembered })
        {
            agents.Add(agentId, response, since);
        }

        return response;
    }

    /// <summary>The accesskey that was presented; null when it is gone.</summary>
    public async ValueTask<JsonAnswer<AccesskeyCallerResponse>?> FindAccesskeyAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (access.IsRemembered && accesskeys.Find(caller.CredentialId) is { } remembered)
        {
            return remembered;
        }

        await using var scope = scopes.CreateAsyncScope();
        var since = clock.Now;
        var store = scope.ServiceProvider.GetRequiredService<AccesskeyStore>();
        var response = await store.FindAsync(caller.CustomerId, caller.CredentialId, cancellationToken) is { } accesskey ? JsonAnswer.Of(AccesskeyCallerResponse.Of(accesskey, caller.Permission)) : null;
        if (response is { Length: <= LongestRemembered })
        {
            accesskeys.Add(caller.CredentialId, response, since);
        }

        return response;
    }
}
