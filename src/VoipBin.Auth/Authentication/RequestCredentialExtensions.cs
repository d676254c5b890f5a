using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Authentication;

internal static class RequestCredentialExtensions
{
    /// <summary>The request's one credential; judged when it is first asked for, so that public routes read none.</summary>
    public static RequestCredential GetRequestCredential(this HttpContext context)
    {
        if (context.Features.Get<RequestCredential>() is { } judged)
        {
            return judged;
        }

        var options = context.RequestServices.GetRequiredService<IOptions<CredentialOptions>>();
        var credential = RequestCredential.Judge(context.Features.GetRequiredFeature<CarriedCredentials>(), options.Value.AllowQuery);
        context.Features.Set(credential);
        return credential;
    }

    /// <summary>Judges the credential of another request, which a proxy asks about, instead of this one's: the same headers, with that one's query.</summary>
    public static void ForwardRequestCredential(this HttpContext context, QueryCredentials query)
    {
        context.Features.Set(context.Features.GetRequiredFeature<CarriedCredentials>().WithQuery(query));
        context.Features.Set<RequestCredential>(null);
    }

    /// <summary>The value of <c>token=</c> on a page where it is no credential but a mailed link's; empty when it is not there once. Nothing else is a credential there either.</summary>
    public static string GetLinkParameter(this HttpContext context) =>
        context.Features.GetRequiredFeature<CarriedCredentials>().Query.Where(parameter => parameter.Kind == CredentialKind.Token).ToArray() is [(_, var text)] ? text.Reveal() : "";
}
