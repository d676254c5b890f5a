using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tokens;

/// <summary>Gives the framework's handler the request's one credential, and keeps what stood in it as a feature of the request.</summary>
internal sealed class TokenEvents : JwtBearerEvents
{
    /// <summary>The signature is good, and what it signs is no token of ours.</summary>
    public static readonly Exception Foreign = new SecurityTokenException("Foreign");

    public override Task MessageReceived(MessageReceivedContext context)
    {
        context.Token = ((RequestCredential.Presented)context.HttpContext.GetRequestCredential()).Text.Reveal();
        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (TokenContent.Read((JsonWebToken)context.SecurityToken) is { } content)
        {
            context.HttpContext.Features.Set(content);
        }
        else
        {
            context.Fail(Foreign);
        }

        return Task.CompletedTask;
    }
}
