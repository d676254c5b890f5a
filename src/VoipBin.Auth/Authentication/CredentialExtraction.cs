using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace VoipBin.Auth.Authentication;

/// <summary>
/// Moves what may be a credential out of the query string, the raw target, the Authorization header and the cookies,
/// so that no later layer can log or echo it (decision 8).
/// </summary>
internal static class CredentialExtraction
{
    private static readonly CarriedCredentials Nothing = new();
    private static readonly FoundCookies None = new([], []);

    public static CarriedCredentials Extract(IHttpRequestFeature request)
    {
        var query = QueryCredentials.TakeFrom(request.QueryString);
        if (query.HasAny)
        {
            request.QueryString = query.Rest;
            request.RawTarget = string.Concat(request.RawTarget.AsSpan(0, LengthOfPath(request.RawTarget)), query.Rest);
        }

        var authorization = request.Headers.Authorization;
        var cookies = TakeFromCookies(request.Headers);
        if (authorization.Count > 0)
        {
            request.Headers.Remove(HeaderNames.Authorization);
        }

        return !query.HasAny && authorization.Count == 0 && cookies.IsEmpty
            ? Nothing
            : new() { Query = query.Found, HasDisguisedParameter = query.IsDisguised, Authorization = authorization, Cookies = cookies.Carriers, OwnCookies = cookies.Own };
    }

    private static int LengthOfPath(string target) => target.IndexOf('?') is >= 0 and var at ? at : target.Length;

    private static FoundCookies TakeFromCookies(IHeaderDictionary headers)
    {
        if (headers.Cookie.Count == 0)
        {
            return None;
        }

        var found = new FoundCookies([], []);
        var rest = new List<string>();
        foreach (var line in headers.Cookie)
        {
            foreach (var cookie in (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var at = cookie.IndexOf('=');
                var (name, value) = at < 0 ? (cookie, "") : (cookie[..at].Trim(), cookie[(at + 1)..].Trim());
                if (CredentialParameters.KindOf(name) is { } kind)
                {
                    found.Carriers.Add((kind, new(value)));
                }
                else if (CredentialParameters.IsOwnCookie(name))
                {
                    found.Own.Add((name, new(value)));
                }
                else
                {
                    rest.Add(cookie);
                }
            }
        }

        if (!found.IsEmpty)
        {
            headers.Cookie = rest.Count == 0 ? StringValues.Empty : string.Join("; ", rest);
        }

        return found;
    }

    private sealed record FoundCookies(List<(CredentialKind, CredentialText)> Carriers, List<(string, CredentialText)> Own)
    {
        public bool IsEmpty => Carriers.Count == 0 && Own.Count == 0;
    }
}
