using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Tokens;

/// <summary>The scheme of tokens. What the framework's handler found good once is remembered until it expires, since a signature stays good (decision 4); whether it is good now is asked each time.</summary>
internal sealed class TokenAuthenticationHandler(
    TokenLookup lookup, FactCache<CredentialHash, TokenContent> validated, InvalidationClock clock, RefusedCredentialLog log, VerificationMetrics metrics, TimeProvider time)
    : CredentialAuthenticationHandler(CredentialKind.Token, Schemes.Token, log, metrics)
{
    protected override async ValueTask<(Caller? Caller, string Cause)> VerifyAsync(CredentialText credential)
    {
        var hash = CredentialHash.Of(credential.RevealSpan());
        if (validated.Find(hash) is not { } content || time.GetUtcNow() >= content.Expires)
        {
            if (!TokenText.HasOurForm(credential.RevealSpan()))
            {
                return (null, "Malformed");
            }

            var result = await Context.AuthenticateAsync(Schemes.Signature);
            if (!result.Succeeded)
            {
                return (null, CauseOf(result.Failure));
            }

            content = Context.Features.GetRequiredFeature<TokenContent>();
            validated.Add(hash, content, clock.Now);
        }

        var outcome = await lookup.FindAsync(content, Context.RequestAborted);
        return outcome is TokenOutcome.Accepted { Caller: var caller } ? (caller, "") : (null, outcome.GetType().Name);
    }

    private static string CauseOf(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "Expired",
        _ when failure == TokenEvents.Foreign => nameof(TokenOutcome.Foreign),
        _ => "Invalid",
    };
}
