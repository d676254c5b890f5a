using System.Text;

namespace VoipBin.Auth.Authentication;

/// <summary>The credentials of a query, and what is left of it without them.</summary>
/// <param name="Found">The values of <c>token=</c> and <c>accesskey=</c>, in their order.</param>
/// <param name="IsDisguised">Whether there is a name that only becomes one of ours by decoding, by changing case, or by parting at semicolons.</param>
/// <param name="Rest">The other parameters as they were sent, with the leading question mark; empty when there is none.</param>
internal sealed record QueryCredentials(IReadOnlyList<(CredentialKind Kind, CredentialText Text)> Found, bool IsDisguised, string Rest)
{
    private static readonly QueryCredentials None = new([], IsDisguised: false, "");

    /// <summary>Whether anything was taken out of the query.</summary>
    public bool HasAny => IsDisguised || Found.Count > 0;

    /// <summary>Parts a query, with its leading question mark or empty, by its exact bytes.</summary>
    public static QueryCredentials TakeFrom(string query)
    {
        if (query.Length < 2)
        {
            return query.Length == 0 ? None : None with { Rest = query };
        }

        var (found, disguised) = (new List<(CredentialKind, CredentialText)>(), false);
        var rest = new StringBuilder();
        foreach (var range in query.AsSpan(1).Split('&'))
        {
            var parameter = query.AsSpan(1)[range];
            var at = parameter.IndexOf('=');
            var name = at < 0 ? parameter : parameter[..at];
            if (CredentialParameters.KindOf(name) is { } kind)
            {
                found.Add((kind, new(at < 0 ? "" : parameter[(at + 1)..].ToString())));
            }
            else if (CredentialParameters.IsDisguised(name) || HasHidden(parameter))
            {
                disguised = true;
            }
            else
            {
                rest.Append(rest.Length == 0 ? '?' : '&').Append(parameter);
            }
        }

        return new(found, disguised, found.Count == 0 && !disguised ? query : rest.ToString());
    }

    /// <summary>Whether somebody who parts a query at semicolons too, as some frameworks do, would find a name of ours.</summary>
    private static bool HasHidden(ReadOnlySpan<char> parameter)
    {
        var isFirst = true;
        foreach (var range in parameter.Split(';'))
        {
            var part = parameter[range];
            var name = part.IndexOf('=') is >= 0 and var at ? part[..at] : part;
            if (!isFirst && (CredentialParameters.KindOf(name) is not null || CredentialParameters.IsDisguised(name)))
            {
                return true;
            }

            isFirst = false;
        }

        return false;
    }
}
