using System.Text;
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
        var (query, disguised) = TakeFromQuery(request);
        var authorization = request.Headers.Authorization;
        var cookies = TakeFromCookies(request.Headers);
        if (authorization.Count > 0)
        {
            request.Headers.Remove(HeaderNames.Authorization);
        }

        return query.Count == 0 && !disguised && authorization.Count == 0 && cookies.IsEmpty
            ? Nothing
            : new() { Query = query, HasDisguisedParameter = disguised, Authorization = authorization, Cookies = cookies.Carriers, ConsoleCookies = cookies.OfConsole };
    }

    private static (IReadOnlyList<(CredentialKind, CredentialText)> Found, bool IsDisguised) TakeFromQuery(IHttpRequestFeature request)
    {
        if (request.QueryString.Length < 2)
        {
            return ([], false);
        }

        var (found, disguised) = (new List<(CredentialKind, CredentialText)>(), false);
        var rest = new StringBuilder();
        foreach (var range in request.QueryString.AsSpan(1).Split('&'))
        {
            var parameter = request.QueryString.AsSpan(1)[range];
            var (name, value) = SplitAt(parameter, '=');
            if (CredentialParameters.KindOf(name) is { } kind)
            {
                found.Add((kind, new(value.ToString())));
            }
            else if (CredentialParameters.IsDisguised(name))
            {
                disguised = true;
            }
            else
            {
                rest.Append(rest.Length == 0 ? '?' : '&').Append(parameter);
            }
        }

        if (disguised || found.Count > 0)
        {
            request.QueryString = rest.ToString();
            request.RawTarget = string.Concat(SplitAt(request.RawTarget, '?').Head, request.QueryString);
        }

        return (found, disguised);
    }

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
                var (name, value) = SplitAt(cookie, '=');
                if (CredentialParameters.KindOf(name.Trim()) is { } kind)
                {
                    found.Carriers.Add((kind, new(value.Trim().ToString())));
                }
                else if (CredentialParameters.IsConsoleCookie(name.Trim()))
                {
                    found.OfConsole.Add((name.Trim().ToString(), new(value.Trim().ToString())));
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

    private static Halves SplitAt(ReadOnlySpan<char> text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? new(text, []) : new(text[..at], text[(at + 1)..]);
    }

    private sealed record FoundCookies(List<(CredentialKind, CredentialText)> Carriers, List<(string, CredentialText)> OfConsole)
    {
        public bool IsEmpty => Carriers.Count == 0 && OfConsole.Count == 0;
    }

    private readonly ref struct Halves(ReadOnlySpan<char> head, ReadOnlySpan<char> tail)
    {
        public ReadOnlySpan<char> Head { get; } = head;

        public ReadOnlySpan<char> Tail { get; } = tail;

        public void Deconstruct(out ReadOnlySpan<char> head, out ReadOnlySpan<char> tail)
        {
            head = Head;
            tail = Tail;
        }
    }
}
