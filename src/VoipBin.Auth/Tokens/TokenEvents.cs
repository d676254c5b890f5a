using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>The scheme of tokens: gives the framework's handler the request's one credential, and judges what it found good by the present.</summary>
internal sealed class TokenEvents(TokenLookup lookup, RefusedCredentialLog log) : JwtBearerEvents
{
    private const string NotGood = "The token is not good.";

    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.HttpContext.GetRequestCredential() is not RequestCredential.Presented { Kind: CredentialKind.Token, Text: var text })
        {
            context.NoResult();
        }
        else if (TokenText.HasOurForm(text.Reveal()))
        {
            context.Token = text.Reveal();
        }
        else
        {
            log.Write(CredentialKind.Token, "Malformed", context.HttpContext);
            context.Fail(NotGood);
        }

        return Task.CompletedTask;
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var outcome = await lookup.FindAsync((JsonWebToken)context.SecurityToken, context.HttpContext.RequestAborted);
        if (outcome is TokenOutcome.Accepted { Caller: var caller })
        {
            context.Principal = CallerIdentity.PrincipalOf(caller, context.Scheme.Name);
            return;
        }

        log.Write(CredentialKind.Token, outcome.GetType().Name, context.HttpContext);
        context.Fail(NotGood);
    }

    /// <summary>Also called when the lookup throws, which is no refusal.</summary>
    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        if (context.Exception is not OperationCanceledException && !DatabaseFault.IsOutage(context.Exception))
        {
            log.Write(CredentialKind.Token, context.Exception is SecurityTokenExpiredException ? "Expired" : "Invalid", context.HttpContext);
        }

        return Task.CompletedTask;
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return CredentialChallenge.WriteAsync(context.HttpContext);
    }
}
