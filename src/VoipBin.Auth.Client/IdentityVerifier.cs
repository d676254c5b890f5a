using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace VoipBin.Auth.Client;

/// <summary>
/// Verifies what stands in <see cref="AuthHeaders.Identity"/>: a JWS in its compact form (RFC 7515, section 3.1), signed by ES256 and a published key,
/// with our type, issuer and audience, in its time, whose claims name somebody.
/// </summary>
internal sealed class IdentityVerifier
{
    /// <summary>An identity takes some 700 bytes; the service makes none that is longer.</summary>
    private const int MaximumLength = 4096;

    /// <summary>How much the clock of this machine and that of the service may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private static readonly IdentityOutcome Malformed = new IdentityOutcome.Refused(nameof(Malformed));
    private static readonly IdentityOutcome UnknownKey = new IdentityOutcome.Refused(nameof(UnknownKey));
    private static readonly IdentityOutcome UnknownExtension = new IdentityOutcome.Refused(nameof(UnknownExtension));
    private static readonly IdentityOutcome Nobody = new IdentityOutcome.Refused(nameof(Nobody));
    private static readonly IdentityOutcome Undecided = new IdentityOutcome.Undecided();

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters parameters;
    private readonly IdentityKeys keys;
    private readonly TimeProvider time;

    public IdentityVerifier(VoipBinIdentityOptions options, IdentityKeys keys, TimeProvider time)
    {
        this.keys = keys;
        this.time = time;
        parameters = new()
        {
            AuthenticationType = VoipBinIdentityDefaults.AuthenticationScheme,
            NameClaimType = JwtRegisteredClaimNames.Sub,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [IdentityClaims.TokenType],
            ValidIssuer = options.Issuer,
            ValidAudiences = [.. options.Audiences],
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (notBefore, expires, token, _) => IsInTime((JsonWebToken)token, notBefore, expires),
        };
    }

    /// <summary>Decides about an identity.</summary>
    public async ValueTask<IdentityOutcome> VerifyAsync(string identity, CancellationToken cancellationToken)
    {
        if (Read(identity) is not { Kid.Length: > 0, Alg: SecurityAlgorithms.EcdsaSha256, IsEncrypted: false } token)
        {
            return Malformed;
        }

        // An extension that must be understood (RFC 7515, section 4.1.11), which the library passes over.
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return UnknownExtension;
        }

        return await keys.FindAsync(token.Kid, cancellationToken) switch
        {
            IdentityKeyOutcome.Found(var key) => await VerifyAsync(token, key),
            IdentityKeyOutcome.Unknown => UnknownKey,
            _ => Undecided,
        };
    }

    private async Task<IdentityOutcome> VerifyAsync(JsonWebToken token, ECDsaSecurityKey key)
    {
        var withKey = parameters.Clone();
        withKey.IssuerSigningKey = key;
        var result = await handler.ValidateTokenAsync(token, withKey);
        if (!result.IsValid)
        {
            // The name of an exception tells an operator what is wrong, and nothing of the token.
            return new IdentityOutcome.Refused(result.Exception.GetType().Name);
        }

        return VoipBinCaller.Read(result.ClaimsIdentity) is null ? Nobody : new IdentityOutcome.Accepted(result.ClaimsIdentity);
    }

    private JsonWebToken? Read(string identity)
    {
        try
        {
            return identity.Length <= MaximumLength ? handler.ReadJsonWebToken(identity) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Not before it was made, and before its end (RFC 7519, section 4.1), give or take the skew. An identity without either is none of the service's.</summary>
    private bool IsInTime(JsonWebToken token, DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!token.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Iat, out _) || expires is not { } end)
        {
            throw new SecurityTokenInvalidLifetimeException();
        }

        if (token.IssuedAt > now + ClockSkew || notBefore > now + ClockSkew)
        {
            throw new SecurityTokenNotYetValidException();
        }

        return now - ClockSkew < end ? true : throw new SecurityTokenExpiredException();
    }
}
