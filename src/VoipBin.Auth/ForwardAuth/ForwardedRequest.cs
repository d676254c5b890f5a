using System.Buffers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>The request that a proxy asks about, when everything that it was described with is well formed.</summary>
/// <param name="Method">Its method, as it was sent.</param>
/// <param name="Authority">Its host, with the port if there was one.</param>
/// <param name="Host">Its host in lower case, without port: what rules and identities name.</param>
/// <param name="Path">Its path, decoded.</param>
/// <param name="Query">Its query, parted into credentials and the rest.</param>
internal sealed partial record ForwardedRequest(string Method, string Authority, string Host, PathString Path, QueryCredentials Query)
{
    /// <summary>RFC 9110, section 5.6.2.</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads what a proxy says. What is missing, empty or there twice is never replaced by what the proxy's own request says.</summary>
    /// <returns>The request, or else what is wrong with it.</returns>
    public static (ForwardedRequest? Request, FieldFault? Fault) Read(ProxyDialect.Lines lines)
    {
        if (Fault("method", lines.Method, static line => !line.ContainsAnyExcept(TokenCharacters)) is { } method)
        {
            return (null, method);
        }

        if (Fault("host", lines.Host, static line => HostPattern().IsMatch(line)) is { } host)
        {
            return (null, host);
        }

        if (lines.Target is not [{ Length: > 0 } target])
        {
            return (null, Absent("path", lines.Target));
        }

        var at = target.IndexOf('?');
        var (path, broken) = CanonicalPath.Decode(at < 0 ? target : target[..at]);
        if (path is null)
        {
            return (null, broken);
        }

        var query = at < 0 ? "" : target[at..];
        if (!CanonicalPath.IsVisible(query))
        {
            return (null, new("query", "characters", "The query holds a blank, a control, a \"#\", or what is not ASCII."));
        }

        var authority = lines.Host.ToString();
        var name = new HostString(authority).Host.TrimEnd('.').ToLowerInvariant();
        return (new(lines.Method.ToString(), authority, name, new(path), QueryCredentials.TakeFrom(query)), null);
    }

    public override string ToString() => $"{Method} {Host}{Path}";

    private static FieldFault? Fault(string field, StringValues lines, Func<ReadOnlySpan<char>, bool> isGood) => lines switch
    {
        not [{ Length: > 0 }] => Absent(field, lines),
        [var line] when !isGood(line) => new(field, "characters", $"The {field} of the original request is not written as it must be."),
        _ => null,
    };

    private static FieldFault Absent(string field, StringValues lines) => lines.Count > 1
        ? new(field, "single", $"The proxy says more than one {field} of the original request.")
        : new(field, "required", $"The proxy does not say the {field} of the original request.");

    /// <summary>A name or an address, and a port: a second colon would leave it to each reader where the name ends (RFC 9110, section 7.2).</summary>
    [GeneratedRegex(@"^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostPattern();
}
