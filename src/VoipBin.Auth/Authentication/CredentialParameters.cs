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

    private static readonly SearchValues<char> ValueCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-");

    /// <summary>The kind that <paramref name="name"/> carries; null for every other name.</summary>
    public static CredentialKind? KindOf(ReadOnlySpan<char> name) => name switch
    {
        Token => CredentialKind.Token,
        Accesskey => CredentialKind.Accesskey,
        _ => null,
    };

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
