using Microsoft.IdentityModel.JsonWebTokens;

namespace VoipBin.Auth.Tokens;

/// <summary>What a token says that its signature vouches for. It never changes, so that it is remembered as long as there is room.</summary>
/// <param name="AgentId">The agent that logged in.</param>
/// <param name="TokenId">The token's <c>jti</c>.</param>
/// <param name="Generation">The agent's generation then.</param>
/// <param name="Expires">From this instant on the token is refused.</param>
internal sealed record TokenContent(Guid AgentId, Guid TokenId, int Generation, DateTimeOffset Expires)
{
    /// <summary>For whom a delegate acts, and by which token; null for an agent's own token.</summary>
    public (Guid CustomerId, Guid ParentId)? Delegation { get; private init; }

    /// <summary>Reads the claims of a token; null when they are not those of a token of ours.</summary>
    public static TokenContent? Read(JsonWebToken token)
    {
        // Asked for an int, the library would make one of text, of null and of an array.
        if (!token.TryGetPayloadValue<string>(TokenClaims.Type, out var type) || type is not (TokenClaims.AgentType or TokenClaims.DelegateType)
            || !token.TryGetPayloadValue<object>(TokenClaims.Generation, out var claim) || claim is not int generation
            || !Guid.TryParseExact(token.Subject, "D", out var agentId)
            || !Guid.TryParseExact(token.Id, "D", out var tokenId))
        {
            return null;
        }

        var content = new TokenContent(agentId, tokenId, generation, new(token.ValidTo, TimeSpan.Zero));
        if (type == TokenClaims.AgentType)
        {
            return content;
        }

        return ReadId(token, TokenClaims.CustomerId) is { } customerId && ReadId(token, TokenClaims.Parent) is { } parentId
            ? content with { Delegation = (customerId, parentId) }
            : null;
    }

    private static Guid? ReadId(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) && Guid.TryParseExact(text, "D", out var id) ? id : null;
}
