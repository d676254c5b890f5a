using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>Reads a token whose signature is good, by the token handler of the framework's JwtBearer as <see cref="TokenBearerOptions"/> configures it.</summary>
/// <remarks>Not by its scheme: that knows the token of the request only, and remembers its answer with the request, whichever token is asked about (decision 18).</remarks>
internal sealed class TokenSignature(JwtBearerOptions bearer)
{
    /// <summary>What the token says; null and a fixed word for the operator when nobody vouches for it.</summary>
    public async Task<(TokenContent? Content, string Cause)> ReadAsync(TokenText token)
    {
        var result = await bearer.TokenHandlers.Single().ValidateTokenAsync(token.Reveal(), bearer.TokenValidationParameters);
        if (!result.IsValid)
        {
            return (null, result.Exception is SecurityTokenExpiredException ? ICredentialVerifier.Expired : "Invalid");
        }

        return TokenContent.Read((JsonWebToken)result.SecurityToken) is { } content ? (content, "") : (null, nameof(TokenOutcome.Foreign));
    }
}
