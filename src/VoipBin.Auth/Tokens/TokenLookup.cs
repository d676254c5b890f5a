using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>Turns a token whose signature and times are good into an outcome: what counts is the present, from memory or by one query, not what the token says.</summary>
internal sealed class TokenLookup(
    FactCache<Guid, AgentFacts> agents,
    FactCache<Guid, CustomerState> customers,
    FactCache<Guid, TokenRevocation> revocations,
    FactLoader<Guid, TokenFacts?> loader,
    FactLoader<(Guid CustomerId, Guid ParentId), DelegateFacts?> delegateLoader,
    FactAccess access,
    DatabaseGate gate)
{
    public async ValueTask<TokenOutcome> FindAsync(TokenContent token, CancellationToken cancellationToken)
    {
        if (access.IsRemembered && Recall(token) is { } remembered)
        {
            if (access.IsProbeDue)
            {
                _ = ProbeAsync(token);
            }

            return remembered;
        }

        try
        {
            return await LoadAsync(token, cancellationToken);
        }
        catch (Exception exception) when (access.IsRememberedInstead(exception) && Recall(token) is not null)
        {
            return Recall(token) ?? throw new DatabaseAwayException("The token was revoked while the database is away.");
        }
    }

    /// <summary>Of its own, or each request would allocate what only this one needs.</summary>
    private Task<TokenFacts?> ProbeAsync(TokenContent token) => loader.LoadAsync(token.TokenId, (_, since) => ReadAsync(token, since), CancellationToken.None);

    private TokenOutcome? Recall(TokenContent token)
    {
        if (agents.Find(token.AgentId) is not { } agent || customers.Find(agent.CustomerId) is not { } customer || revocations.Find(token.TokenId) is not { } revocation)
        {
            return null;
        }

        var outcome = Judge(token, new(agent, customer, revocation.IsRevoked));
        if (outcome is not null || token.Delegation is not var (customerId, parentId))
        {
            return outcome;
        }

        return customers.Find(customerId) is { } delegated && revocations.Find(parentId) is { } parent
            ? JudgeDelegate(token, customerId, new(delegated, parent.IsRevoked))
            : null;
    }

    private async Task<TokenOutcome> LoadAsync(TokenContent token, CancellationToken cancellationToken)
    {
        if (await loader.LoadAsync(token.TokenId, (_, since) => ReadAsync(token, since), cancellationToken) is not { } facts)
        {
            return new TokenOutcome.AgentDeleted();
        }

        var outcome = Judge(token, facts);
        if (outcome is not null || token.Delegation is not { } delegation)
        {
            return outcome!;
        }

        return await delegateLoader.LoadAsync(delegation, ReadDelegateAsync, cancellationToken) is { } delegated
            ? JudgeDelegate(token, delegation.CustomerId, delegated)
            : new TokenOutcome.CustomerDeleted();
    }

    /// <summary>Null when it is a delegate that may be good: its customer is still to be asked.</summary>
    private static TokenOutcome? Judge(TokenContent token, TokenFacts facts) => facts switch
    {
        { Agent.IsDeleted: true } => new TokenOutcome.AgentDeleted(),
        { Customer.IsDeleted: true } => new TokenOutcome.CustomerDeleted(),
        { IsRevoked: true } => new TokenOutcome.Revoked(),
        _ when facts.Agent.Generation != token.Generation => new TokenOutcome.Ended(),
        _ when token.Delegation is null => new TokenOutcome.Accepted(
            new(CredentialKind.Token, facts.Agent.CustomerId, token.TokenId, token.Expires, facts.Agent.Permission)
            {
                AgentId = token.AgentId,
                Username = facts.Agent.Username,
                Generation = token.Generation,
                Freeze = facts.Customer.Freeze,
            }),
        _ when !facts.Agent.Permission.HasFlag(Permission.ProjectSuperAdmin) || facts.Customer.Freeze is not null => new TokenOutcome.DelegationEnded(),
        _ => null,
    };

    /// <summary>A delegate is as good as its super admin and the token that made it, and as alive as the customer that it is for.</summary>
    private static TokenOutcome JudgeDelegate(TokenContent token, Guid customerId, DelegateFacts facts) => facts switch
    {
        { Customer.IsDeleted: true } => new TokenOutcome.CustomerDeleted(),
        { IsParentRevoked: true } => new TokenOutcome.DelegationEnded(),
        _ => new TokenOutcome.Accepted(
            new(CredentialKind.Token, customerId, token.TokenId, token.Expires, Permission.CustomerAdmin) { DelegatorId = token.AgentId, Freeze = facts.Customer.Freeze }),
    };

    private async Task<TokenFacts?> ReadAsync(TokenContent token, long since)
    {
        // Somebody else's reading may have ended between our look and the beginning of this one.
        if (access.IsFresh && agents.FindAgain(token.AgentId) is { } agent && customers.FindAgain(agent.CustomerId) is { } customer && revocations.FindAgain(token.TokenId) is { } revocation)
        {
            return new(agent, customer, revocation.IsRevoked);
        }

        var facts = await gate.AskAsync(TokenStore.ByAgent, (token.AgentId, token.TokenId));
        if (facts is not null)
        {
            agents.Add(token.AgentId, facts.Agent, since);
            customers.Add(facts.Agent.CustomerId, facts.Customer, since);
            revocations.Add(token.TokenId, TokenRevocation.Of(facts.IsRevoked), since);
        }

        return facts;
    }

    private async Task<DelegateFacts?> ReadDelegateAsync((Guid CustomerId, Guid ParentId) delegation, long since)
    {
        var facts = await gate.AskAsync(TokenStore.ByDelegation, delegation);
        if (facts is not null)
        {
            customers.Add(delegation.CustomerId, facts.Customer, since);
            revocations.Add(delegation.ParentId, TokenRevocation.Of(facts.IsParentRevoked), since);
        }

        return facts;
    }
}
