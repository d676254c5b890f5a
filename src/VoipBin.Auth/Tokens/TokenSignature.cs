using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace VoipBin.Auth.Tokens;

/// <summary>Reads a token whose signature is good, by the library that the framework's own handler of JWTs uses: one algorithm, our keys, our issuer, and the exact expiry by our clock.</summary>
/// <remarks>Not the framework's handler: it knows the token of the request only, and remembers its answer with the request, whichever token is asked about (decision 18).</remarks>
internal sealed class TokenSignature(SigningKeys keys, IOptions<TokenOptions> options, TimeProvider time)
{
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    private readonly TokenValidationParameters parameters = new()
    {
        // Without this the library accepts HS384 and HS512 with the same key.
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidTypes = ["JWT"],
        IssuerSigningKeys = keys.All,
        ValidIssuer = options.Value.Issuer,
        ValidateAudience = false,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = TimeSpan.Zero,
        LifetimeValidator = (_, expires, _, _) => expires is { } end && time.GetUtcNow().UtcDateTime < end ? true : throw new SecurityTokenExpiredException(),
    };

    /// <summary>What the token says; null and a fixed word for the operator when nobody vouches for it.</summary>
    public async Task<(TokenContent? Content, string Cause)> ReadAsync(TokenText token)
    {
        var result = await handler.ValidateTokenAsync(token.Reveal(), parameters);
        if (!result.IsValid)
        {
            return (null, result.Exception is SecurityTokenExpiredException ? "Expired" : "Invalid");
        }

        return TokenContent.Read((JsonWebToken)result.SecurityToken) is { } content ? (content, "") : (null, nameof(TokenOutcome.Foreign));
    }
}
