using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Client;

namespace VoipBin.Auth.Identity;

/// <summary>Makes the signed identity of a caller, which a service verifies instead of trusting the network. No credential: nothing of ours accepts it.</summary>
internal sealed class IdentityIssuer(IdentityKeys keys, IOptions<IdentityOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>An identity for the services of one host, good for two minutes, and never longer than the caller's credential.</summary>
    public string Issue(Caller caller, string host)
    {
        var now = time.GetUtcNow();
        var latest = now + Lifetime;
        var expires = caller.CredentialExpires < latest ? caller.CredentialExpires : latest;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = IdentityClaims.TokenType,
            Issuer = options.Value.Issuer,
            Audience = host,
            IssuedAt = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = ClaimsOf(caller),
            SigningCredentials = keys.Credentials,
        });
    }

    private static Dictionary<string, object> ClaimsOf(Caller caller)
    {
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = (caller.AgentId ?? caller.DelegatorId ?? caller.CredentialId).ToString(),
            [IdentityClaims.Type] = caller.TypeName,
            [IdentityClaims.CustomerId] = caller.CustomerId.ToString(),
            [IdentityClaims.Permission] = (int)caller.Permission,
        };
        AddId(claims, IdentityClaims.AgentId, caller.AgentId);
        AddId(claims, IdentityClaims.AccesskeyId, caller.AccesskeyId);
        AddId(claims, IdentityClaims.DelegatorId, caller.DelegatorId);
        if (caller.Username is { } username)
        {
            claims[IdentityClaims.Username] = username;
        }

        return claims;
    }

    private static void AddId(Dictionary<string, object> claims, string name, Guid? id)
    {
        if (id is { } value)
        {
            claims[name] = value.ToString();
        }
    }
}
