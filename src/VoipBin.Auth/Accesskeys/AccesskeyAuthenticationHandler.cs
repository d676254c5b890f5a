using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The scheme of accesskeys.</summary>
internal sealed class AccesskeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccesskeyLookup lookup, AccesskeyUsageCollector usage, RefusedCredentialLog log)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly AuthenticateResult NotGood = AuthenticateResult.Fail("The accesskey is not good.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetRequestCredential() is not RequestCredential.Presented { Kind: CredentialKind.Accesskey, Text: var text })
        {
            return AuthenticateResult.NoResult();
        }

        var outcome = await lookup.FindAsync(AccesskeyToken.Parse(text.Reveal()), Context.RequestAborted);
        if (outcome is AccesskeyOutcome.Accepted { Caller: var caller })
        {
            usage.Record(caller, Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Success(new(CallerIdentity.PrincipalOf(caller, Scheme.Name), Scheme.Name));
        }

        log.Write(CredentialKind.Accesskey, outcome.GetType().Name, Context);
        return NotGood;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => CredentialChallenge.WriteAsync(Context);
}
