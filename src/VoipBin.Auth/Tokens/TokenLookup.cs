using Microsoft.IdentityModel.JsonWebTokens;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>Turns a token whose signature and times are good into an outcome: what counts is the present, not what the token says.</summary>
internal sealed class TokenLookup(TokenStore store)
{
    public async Task<TokenOutcome> FindAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        // Asked for an int, the library would make one of text, of null and of an array.
        if (!token.TryGetPayloadValue<string>(TokenClaims.Type, out var type) || type != TokenClaims.AgentType
            || !token.TryGetPayloadValue<object>(TokenClaims.Generation, out var claim) || claim is not int generation
            || !Guid.TryParseExact(token.Subject, "D", out var agentId)
            || !Guid.TryParseExact(token.Id, "D", out var tokenId))
        {
            return new TokenOutcome.Foreign();
        }

        return await store.FindFactsAsync(agentId, tokenId, cancellationToken) switch
        {
            null or { TmDelete: not null } => new TokenOutcome.AgentDeleted(),
            { Customer.IsDeleted: true } => new TokenOutcome.CustomerDeleted(),
            { IsRevoked: true } => new TokenOutcome.Revoked(),
            var facts when facts.Generation != generation => new TokenOutcome.Ended(),
            var facts => new TokenOutcome.Accepted(
                new(CredentialKind.Token, facts.CustomerId, tokenId, new DateTimeOffset(token.ValidTo, TimeSpan.Zero), facts.Permission)
                {
                    AgentId = agentId,
                    Freeze = facts.Customer.Freeze,
                }),
        };
    }
}
