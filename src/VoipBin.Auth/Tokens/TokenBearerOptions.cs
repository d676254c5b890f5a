using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>What of a JWT the framework accepts: one algorithm, our keys, our issuer, and the exact expiry by our clock.</summary>
internal sealed class TokenBearerOptions(SigningKeys keys, IOptions<TokenOptions> tokens, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (name != Schemes.Signature)
        {
            return;
        }

        options.MapInboundClaims = false;
        options.TokenValidationParameters = new()
        {
            // Without this the library accepts HS384 and HS512 with the same key.
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = ["JWT"],
            IssuerSigningKeys = keys.All,
            ValidIssuer = tokens.Value.Issuer,
            ValidateAudience = false,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = (_, expires, _, _) => IsInTime(expires),
        };
    }

    private bool IsInTime(DateTime? expires) => expires is { } end && time.GetUtcNow().UtcDateTime < end
        ? true
        : throw new SecurityTokenExpiredException();
}
