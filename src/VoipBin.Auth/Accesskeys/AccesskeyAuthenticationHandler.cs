using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The scheme of accesskeys. The client hears one neutral sentence; the base class logs the cause.</summary>
internal sealed class AccesskeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccesskeyLookup lookup)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("No accesskey has this hash.");
    private static readonly AuthenticateResult Expired = AuthenticateResult.Fail("The accesskey is expired.");
    private static readonly AuthenticateResult Revoked = AuthenticateResult.Fail("The accesskey was deleted.");
    private static readonly AuthenticateResult CustomerDeleted = AuthenticateResult.Fail("The accesskey's customer was deleted.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetRequestCredential() is not RequestCredential.Presented { Kind: CredentialKind.Accesskey, Text: var text })
        {
            return AuthenticateResult.NoResult();
        }

        return await lookup.FindAsync(AccesskeyToken.Parse(text.Reveal()), Context.RequestAborted) switch
        {
            AccesskeyOutcome.Accepted accepted => AuthenticateResult.Success(new(CallerIdentity.PrincipalOf(accepted.Caller, Scheme.Name), Scheme.Name)),
            AccesskeyOutcome.Expired => Expired,
            AccesskeyOutcome.Revoked => Revoked,
            AccesskeyOutcome.CustomerDeleted => CustomerDeleted,
            _ => Unknown,
        };
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => CredentialChallenge.WriteAsync(Context);
}
