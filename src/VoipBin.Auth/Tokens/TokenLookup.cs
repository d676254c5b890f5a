using Microsoft.IdentityModel.JsonWebTokens;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>Turns a token whose signature and times are good into an outcome: what counts is the present, not what the token says.</summary>
internal sealed class TokenLookup(TokenStore store)
{
    public async Task<TokenOutcome> FindAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        // Asked for an int, the library would make one of text, of null and of an array.
        if (!token.TryGetPayloadValue<string>(TokenClaims.Type, out var type) || type is not (TokenClaims.AgentType or TokenClaims.DelegateType)
            || !token.TryGetPayloadValue<object>(TokenClaims.Generation, out var claim) || claim is not int generation
            || !Guid.TryParseExact(token.Subject, "D", out var agentId)
            || !Guid.TryParseExact(token.Id, "D", out var tokenId))
        {
            return new TokenOutcome.Foreign();
        }

        var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        return await store.FindFactsAsync(agentId, tokenId, cancellationToken) switch
        {
            null or { TmDelete: not null } => new TokenOutcome.AgentDeleted(),
            { Customer.IsDeleted: true } => new TokenOutcome.CustomerDeleted(),
            { IsRevoked: true } => new TokenOutcome.Revoked(),
            var facts when facts.Generation != generation => new TokenOutcome.Ended(),
            var facts when type == TokenClaims.AgentType => new TokenOutcome.Accepted(
                new(CredentialKind.Token, facts.CustomerId, tokenId, expires, facts.Permission) { AgentId = agentId, Freeze = facts.Customer.Freeze }),
            var facts => await FindDelegateAsync(token, facts, agentId, tokenId, expires, cancellationToken),
        };
    }

    /// <summary>A delegate is as good as its super admin and the token that made it, and as alive as the customer that it is for.</summary>
    private async Task<TokenOutcome> FindDelegateAsync(
        JsonWebToken token, TokenFacts superAdmin, Guid agentId, Guid tokenId, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        if (!token.TryGetPayloadValue<string>(TokenClaims.CustomerId, out var customerText) || !Guid.TryParseExact(customerText, "D", out var customerId)
            || !token.TryGetPayloadValue<string>(TokenClaims.Parent, out var parentText) || !Guid.TryParseExact(parentText, "D", out var parentId))
        {
            return new TokenOutcome.Foreign();
        }

        if (!superAdmin.Permission.HasFlag(Permission.ProjectSuperAdmin) || superAdmin.Customer.Freeze is not null)
        {
            return new TokenOutcome.DelegationEnded();
        }

        return await store.FindDelegateFactsAsync(customerId, parentId, cancellationToken) switch
        {
            null or { Customer.IsDeleted: true } => new TokenOutcome.CustomerDeleted(),
            { IsParentRevoked: true } => new TokenOutcome.DelegationEnded(),
            var (customer, _) => new TokenOutcome.Accepted(
                new(CredentialKind.Token, customerId, tokenId, expires, Permission.CustomerAdmin) { DelegatorId = agentId, Freeze = customer.Freeze }),
        };
    }
}
