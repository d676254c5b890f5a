using System.Buffers;

namespace VoipBin.Auth.Authentication;

/// <summary>
/// The names under which a credential travels in a query or in a cookie, and how they are found there.
/// Only the exact bytes count: a proxy that takes credentials out of a URL could not find any other spelling.
/// </summary>
internal static class CredentialParameters
{
    public const string Token = "token";
    public const string Accesskey = "accesskey";

    /// <summary>The cookie of somebody who signed in to the console. Only the console reads it.</summary>
    public const string ConsoleSession = "voipbin_console";

    /// <summary>The cookie by which an operator acts for a customer in the console.</summary>
    public const string ConsoleDelegate = "voipbin_console_delegate";

    /// <summary>The cookie of a browser in which somebody has signed in before.</summary>
    public const string KnownDevice = "voipbin_device";

    /// <summary>Begins the names of cookies that a browser takes only over https, and from nobody but this very host (RFC 6265bis, section 4.1.3.2).</summary>
    public const string HostPrefix = "__Host-";

    private static readonly SearchValues<char> ValueCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-");

    /// <summary>The kind that <paramref name="name"/> carries; null for every other name.</summary>
    public static CredentialKind? KindOf(ReadOnlySpan<char> name) => name switch
    {
        Token => CredentialKind.Token,
        Accesskey => CredentialKind.Accesskey,
        _ => null,
    };

    /// <summary>Whether <paramref name="name"/> is that of a cookie which is ours, and no carrier of the API.</summary>
    public static bool IsOwnCookie(ReadOnlySpan<char> name) =>
        (name.StartsWith(HostPrefix) ? name[HostPrefix.Length..] : name) is ConsoleSession or ConsoleDelegate or KnownDevice;

    /// <summary>Whether <paramref name="name"/> is not one of the names, but becomes one by decoding or by changing case.</summary>
    public static bool IsDisguised(ReadOnlySpan<char> name)
    {
        if (KindOf(name) is not null)
        {
            return false;
        }

        var decoded = name.ContainsAny('%', '+') ? Uri.UnescapeDataString(name.ToString().Replace('+', ' ')) : name;
        return decoded.Equals(Token, StringComparison.OrdinalIgnoreCase) || decoded.Equals(Accesskey, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether every character of a query value is one that needs no escape.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(ValueCharacters);
}
