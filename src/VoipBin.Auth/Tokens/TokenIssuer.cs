using System.IdentityModel.Tokens.Jwt;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Json;

namespace VoipBin.Auth.Tokens;

/// <summary>Makes tokens. There is no <c>nbf</c>: the clock of another replica may lag.</summary>
internal sealed class TokenIssuer(SigningKeys keys, IOptions<TokenOptions> options, TimeProvider time)
{
    private readonly JwtSecurityTokenHandler handler = new();

    /// <summary>A token for an agent that has just logged in. A name that would make it longer than we accept is left out: it is there for clients to show.</summary>
    public TokenText Issue(Agent agent)
    {
        var token = Issue(agent, agent.Name);
        return token.Length <= TokenText.MaximumLength ? token : Issue(agent, name: "");
    }

    private TokenText Issue(Agent agent, string name)
    {
        var issued = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var expires = issued + options.Value.Lifetime;
        var payload = new JwtPayload
        {
            [TokenClaims.Issuer] = options.Value.Issuer,
            [TokenClaims.Subject] = agent.Id.ToString(),
            [TokenClaims.CustomerId] = agent.CustomerId.ToString(),
            [TokenClaims.Type] = TokenClaims.AgentType,
            [TokenClaims.Agent] = new Dictionary<string, object>
            {
                ["id"] = agent.Id.ToString(),
                ["customer_id"] = agent.CustomerId.ToString(),
                ["username"] = agent.Username,
                ["name"] = name,
                ["permission"] = (int)agent.Permission,
            },
            [TokenClaims.Generation] = agent.Generation,
            [TokenClaims.IssuedAt] = issued.ToUnixTimeSeconds(),
            [TokenClaims.Expires] = expires.ToUnixTimeSeconds(),
            [TokenClaims.Expire] = TimestampConverter.Write(expires),
            [TokenClaims.Id] = Guid.CreateVersion7(issued).ToString(),
        };
        return new(handler.WriteToken(new JwtSecurityToken(new JwtHeader(keys.Credentials), payload)));
    }
}
