using System.IdentityModel.Tokens.Jwt;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Json;

namespace VoipBin.Auth.Tokens;

/// <summary>Makes tokens. There is no <c>nbf</c>: the clock of another replica may lag.</summary>
internal sealed class TokenIssuer(SigningKeys keys, IOptions<TokenOptions> options, TimeProvider time)
{
    private static readonly TimeSpan DelegateLifetime = TimeSpan.FromHours(8);

    private readonly JwtSecurityTokenHandler handler = new();

    /// <summary>A token for an agent that has just logged in.</summary>
    public TokenText Issue(Agent agent) =>
        Sign(agent, agent.CustomerId, agent.Permission, TokenClaims.AgentType, Now() + options.Value.Lifetime);

    /// <summary>A token by which a super admin acts as an admin of a customer; it outlives neither 8 hours nor his own token.</summary>
    public (TokenText Token, DateTimeOffset Expires) IssueDelegate(Agent superAdmin, Caller caller, Guid customerId)
    {
        var latest = Now() + DelegateLifetime;
        var expires = caller.CredentialExpires < latest ? caller.CredentialExpires : latest;
        var parent = KeyValuePair.Create(TokenClaims.Parent, (object)caller.CredentialId.ToString());
        return (Sign(superAdmin, customerId, Permission.CustomerAdmin, TokenClaims.DelegateType, expires, parent), expires);
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>A name that would make the token longer than we accept is left out: it is there for clients to show.</summary>
    private TokenText Sign(Agent agent, Guid customerId, Permission permission, string type, DateTimeOffset expires, params KeyValuePair<string, object>[] more)
    {
        var token = Sign(agent, agent.Name, customerId, permission, type, expires, more);
        return token.Length <= TokenText.MaximumLength ? token : Sign(agent, name: "", customerId, permission, type, expires, more);
    }

    private TokenText Sign(
        Agent agent, string name, Guid customerId, Permission permission, string type, DateTimeOffset expires, KeyValuePair<string, object>[] more)
    {
        var issued = Now();
        var payload = new JwtPayload
        {
            [TokenClaims.Issuer] = options.Value.Issuer,
            [TokenClaims.Subject] = agent.Id.ToString(),
            [TokenClaims.CustomerId] = customerId.ToString(),
            [TokenClaims.Type] = type,
            [TokenClaims.Agent] = new Dictionary<string, object>
            {
                ["id"] = agent.Id.ToString(),
                ["customer_id"] = customerId.ToString(),
                ["username"] = agent.Username,
                ["name"] = name,
                ["permission"] = (int)permission,
            },
            [TokenClaims.Generation] = agent.Generation,
            [TokenClaims.IssuedAt] = issued.ToUnixTimeSeconds(),
            [TokenClaims.Expires] = expires.ToUnixTimeSeconds(),
            [TokenClaims.Expire] = TimestampConverter.Write(expires),
            [TokenClaims.Id] = Guid.CreateVersion7(issued).ToString(),
        };
        foreach (var (claim, value) in more)
        {
            payload[claim] = value;
        }

        return new(handler.WriteToken(new JwtSecurityToken(new JwtHeader(keys.Credentials), payload)));
    }
}
