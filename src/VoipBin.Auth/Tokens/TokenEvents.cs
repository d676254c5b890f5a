using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>The scheme of tokens: gives the framework's handler the request's one credential, and judges what it found good by the present.</summary>
internal sealed class TokenEvents(
    TokenLookup lookup, FactCache<CredentialHash, TokenContent> validated, InvalidationClock clock, RefusedCredentialLog log, VerificationMetrics metrics, TimeProvider time) : JwtBearerEvents
{
    private const string NotGood = "The token is not good.";

    private long begun;

    /// <summary>A token that was validated before, and has not expired, is not validated again: a signature stays good (decision 4).</summary>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (context.HttpContext.GetRequestCredential() is not RequestCredential.Presented { Kind: CredentialKind.Token, Text: var text })
        {
            context.NoResult();
            return;
        }

        begun = metrics.Begin();
        if (!TokenText.HasOurForm(text.Reveal()))
        {
            Note("Malformed", context.HttpContext);
            context.Fail(NotGood);
            return;
        }

        if (validated.Find(CredentialHash.Of(text.Reveal())) is { } content && time.GetUtcNow() < content.Expires)
        {
            await JudgeAsync(context, content);
            return;
        }

        context.Token = text.Reveal();
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        if (TokenContent.Read(token) is not { } content)
        {
            Note(nameof(TokenOutcome.Foreign), context.HttpContext);
            context.Fail(NotGood);
            return;
        }

        validated.Add(CredentialHash.Of(token.EncodedToken), content, clock.Now);
        await JudgeAsync(context, content);
    }

    private async Task JudgeAsync(ResultContext<JwtBearerOptions> context, TokenContent content)
    {
        var outcome = await lookup.FindAsync(content, context.HttpContext.RequestAborted);
        if (outcome is TokenOutcome.Accepted { Caller: var caller })
        {
            metrics.EndAccepted(begun, Schemes.Token, caller);
            context.Principal = CallerIdentity.PrincipalOf(caller, context.Scheme.Name);
            context.Success();
            return;
        }

        Note(outcome.GetType().Name, context.HttpContext);
        context.Fail(NotGood);
    }

    /// <summary>Tells the operator of a refusal.</summary>
    private void Note(string cause, HttpContext context)
    {
        log.Write(CredentialKind.Token, cause, context);
        metrics.End(begun, Schemes.Token, cause);
    }

    /// <summary>Also called when the lookup throws, which is no refusal.</summary>
    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        if (context.Exception is OperationCanceledException || DatabaseFault.IsOutage(context.Exception))
        {
            metrics.EndFailed(begun, Schemes.Token, context.Exception);
        }
        else
        {
            Note(context.Exception is SecurityTokenExpiredException ? "Expired" : "Invalid", context.HttpContext);
        }

        return Task.CompletedTask;
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return CredentialChallenge.WriteAsync(context.HttpContext);
    }
}
