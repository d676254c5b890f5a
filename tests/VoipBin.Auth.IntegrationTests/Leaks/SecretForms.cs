using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>How a text may look after somebody has written it down.</summary>
internal static class SecretForms
{
    private const int BitsOfByte = 8;
    private const int BitsOfDigit = 6;

    public const string Plain = "as it is";

    /// <summary>Every form of a text, by name. A form that is short is one that other texts have too: the shortest here has eight characters of six bits.</summary>
    public static IEnumerable<(string Name, string Form)> Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hex = Convert.ToHexStringLower(bytes);
        (string, string)[] cased =
        [
            ("hexadecimal", hex),
            ("hexadecimal with dashes", BitConverter.ToString(bytes)),
            ("URL-encoded", string.Concat(bytes.Select(value => $"%{value:x2}"))),
            ("URL-encoded twice", string.Concat(bytes.Select(value => $"%25{value:x2}"))),
            ("escaped for JSON", string.Concat(text.Select(character => $"\\u{(int)character:x4}"))),
            ("escaped for HTML", string.Concat(text.Select(character => $"&#x{(int)character:x};"))),
        ];
        return
        [
            (Plain, text),
            ("in lower case", text.ToLowerInvariant()),
            ("in upper case", text.ToUpperInvariant()),
            ("escaped for HTML", string.Concat(text.Select(character => $"&#{(int)character};"))),
            ("UTF-16", string.Join('\0', text.ToCharArray())),
            .. cased.SelectMany(form => (IEnumerable<(string, string)>)[(form.Item1, form.Item2), (form.Item1, Upper(form.Item2))]),
            .. Base64(bytes),
        ];
    }

    /// <summary>What its SHA-256 looks like. It is no secret, but nothing for a log either.</summary>
    public static IEnumerable<(string Name, string Form)> HashOf(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var hex = Convert.ToHexStringLower(hash);
        return [("SHA-256", hex), ("SHA-256", hex.ToUpperInvariant()), .. Base64(hash).Select(form => ("SHA-256 in base64", form.Form))];
    }

    /// <summary>The letters of an escape are hexadecimal digits in either case; those that mark it are not.</summary>
    private static string Upper(string form) => form.ToUpperInvariant().Replace("\\U", "\\u", StringComparison.Ordinal).Replace("&#X", "&#x", StringComparison.Ordinal);

    /// <summary>Wherever it stands in what was encoded: after three bytes the digits repeat, and those of the edges depend on what stands beside it.</summary>
    private static IEnumerable<(string Name, string Form)> Base64(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var from = ((before * BitsOfByte) + BitsOfDigit - 1) / BitsOfDigit;
            var digits = encoded[from..((before + bytes.Length) * BitsOfByte / BitsOfDigit)];
            yield return ("base64", digits);
            yield return ("base64 for URLs", digits.Replace('+', '-').Replace('/', '_'));
        }
    }
}
