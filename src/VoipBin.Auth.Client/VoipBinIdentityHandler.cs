using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.Client;

/// <summary>The scheme of requests that the proxy let through: reads <see cref="AuthHeaders.Identity"/> and nothing else.</summary>
internal sealed class VoipBinIdentityHandler(IOptionsMonitor<VoipBinIdentityOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<VoipBinIdentityOptions>(options, logger, encoder)
{
    private static readonly AuthenticateResult Repeated = AuthenticateResult.Fail("Repeated");
    private static readonly AuthenticateResult KeysUnavailable = AuthenticateResult.Fail("KeysUnavailable");
    private static readonly string RetryAfter = ((int)IdentityKeys.Pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var lines = Request.Headers[AuthHeaders.Identity];
        if (StringValues.IsNullOrEmpty(lines))
        {
            // The empty one is that of somebody anonymous.
            return AuthenticateResult.NoResult();
        }

        if (lines is not [{ } identity])
        {
            return Repeated;
        }

        return await Options.Verifier.VerifyAsync(identity, Context.RequestAborted) switch
        {
            IdentityOutcome.Accepted accepted => AuthenticateResult.Success(new(new(accepted.Identity), Scheme.Name)),
            IdentityOutcome.Refused refused => AuthenticateResult.Fail(refused.Cause),
            _ => KeysUnavailable,
        };
    }

    /// <summary>401; but 503 when nobody could tell whether the identity is good, since a client throws a credential away that was answered with 401.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (await HandleAuthenticateOnceSafeAsync() == KeysUnavailable)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = RetryAfter;
            return;
        }

        // What the caller presents to the proxy (RFC 6750, section 3): he knows nothing of identities.
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"voipbin\"";
    }
}
