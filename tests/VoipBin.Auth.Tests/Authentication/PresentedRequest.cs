using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Authentication;

/// <summary>What a client sends, and in one line what is made of it.</summary>
internal static class PresentedRequest
{
    public static string Judge(string? query = null, string? authorization = null, string? cookie = null, bool allowQuery = true)
    {
        var request = new HttpRequestFeature { QueryString = query ?? "", RawTarget = "/" + query, Headers = new HeaderDictionary() };
        if (authorization is not null)
        {
            request.Headers.Authorization = authorization.Split('\n');
        }

        if (cookie is not null)
        {
            request.Headers.Cookie = cookie;
        }

        return Describe(RequestCredential.Judge(CredentialExtraction.Extract(request), allowQuery));
    }

    private static string Describe(RequestCredential credential) => credential switch
    {
        RequestCredential.Presented presented => $"{presented.Kind} {presented.Text.Reveal()}{(presented.FromCookie ? " of a cookie" : "")}",
        RequestCredential.Refused { Problem: var problem } => $"{problem.StatusCode} {problem.Reason}",
        _ => "nothing",
    };
}
