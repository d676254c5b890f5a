using System.Buffers;

namespace VoipBin.Auth.Tokens;

/// <summary>A token as text. A secret: only <see cref="Reveal"/> gives it away.</summary>
/// <remarks>
/// Three base64url parts without padding (RFC 7515, section 7.1), of which the first is always this header:
/// <c>{"alg":"HS256","typ":"JWT"}</c>. Text of any other form is refused before anything of it is parsed,
/// so that no header can choose an algorithm, a key, or an extension.
/// </remarks>
internal readonly struct TokenText(string text)
{
    public const int MaximumLength = 4096;

    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";

    private static readonly SearchValues<char> Base64Url =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether <paramref name="text"/> has the form of a token that we could have made.</summary>
    public static bool HasOurForm(ReadOnlySpan<char> text)
    {
        if (text.Length > MaximumLength || !text.StartsWith(Header))
        {
            return false;
        }

        var rest = text[Header.Length..];
        var dot = rest.IndexOf('.');
        return dot > 0 && dot < rest.Length - 1
            && !rest[..dot].ContainsAnyExcept(Base64Url)
            && !rest[(dot + 1)..].ContainsAnyExcept(Base64Url);
    }

    /// <summary>Length in characters.</summary>
    public int Length => text.Length;

    public string Reveal() => text;

    public override string ToString() => "eyJ***";
}
