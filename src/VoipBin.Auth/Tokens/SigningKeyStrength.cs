using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Tokens;

/// <summary>
/// Tells keys that are obviously no secret: whoever guesses a signing key makes tokens of anybody. What is random cannot be recognised;
/// what people write in its place often can.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Refused</term><description>By chance, of 32 random bytes</description></listheader>
/// <item><term>fewer than ten different bytes</term><description>3 in 10^31</description></item>
/// <item><term>a piece that is repeated, or bytes that go up or down in equal steps</term><description>2^-128; 2^-240</description></item>
/// <item><term>bytes that are text, and not the hexadecimal or base64 of a generator</term><description>2 in 10^14</description></item>
/// <item><term>base64 whose letters are all small or all large, and that is not hexadecimal</term><description>4 in 10^10</description></item>
/// <item><term>a word such as "changeme" in the base64, or in the bytes</term><description>2 in 10^9</description></item>
/// <item><term>a key that a standard published as an example</term><description>2^-255</description></item>
/// </list>
/// A test counts how many random keys are refused. A sentence in base64 that mixes cases and digits and holds none of the words passes.
/// </remarks>
internal static class SigningKeyStrength
{
    /// <summary>HS256 wants a key as long as its hash (RFC 7518, section 3.2).</summary>
    public const int MinimumBytes = 32;

    private const int MinimumDifferentBytes = 10;

    /// <summary>Written in small or large letters, or with a large one first: as rare in random text as can be, and as people write.</summary>
    private static readonly string[] Words = ["secret", "password", "passphrase", "changeme", "change-me", "change_me", "example", "replace", "signing", "voipbin"];

    private static readonly string[] Spellings = [.. Words.SelectMany(static word => new[] { word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..] })];

    /// <summary>SHA-256 of the keys in RFC 7515 (A.1) and RFC 7520 (3.5), which examples are copied from.</summary>
    private static readonly string[] Published =
    [
        "c8ecc9361a05e285f04c26f9572131a6deab07e9e2b865053c6f75a4d8bd2b32",
        "73ec74458059c70cae3f0ade8663fe0da1dc4b114ed8cdac75364140b4458a4c",
    ];

    /// <summary>What is wrong with a key, as the end of a sentence; null when nothing is known to be. The key is not quoted.</summary>
    public static string? FindFault(string key)
    {
        if (!Base64.IsValid(key, out var length) || length < MinimumBytes)
        {
            return $"is not base64 of at least {MinimumBytes} bytes";
        }

        var bytes = Convert.FromBase64String(key);
        return IsPattern(bytes) || IsPhrase(key) || IsPhrase(Encoding.Latin1.GetString(bytes)) || Published.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)))
            ? "is not random, so that it can be guessed"
            : null;
    }

    private static bool IsPattern(byte[] bytes) =>
        bytes.Distinct().Count() < MinimumDifferentBytes
        || Enumerable.Range(1, bytes.Length / 2).Any(period => bytes.AsSpan(period).SequenceEqual(bytes.AsSpan(0, bytes.Length - period)))
        || bytes.Zip(bytes.Skip(1), static (one, next) => (byte)(next - one)).Distinct().Count() == 1;

    /// <summary>Generators of text write hexadecimal, which has digits, or base64, which has both cases; people write words.</summary>
    private static bool IsPhrase(string text) =>
        Spellings.Any(word => text.Contains(word, StringComparison.Ordinal))
        || (text.All(static character => character is >= ' ' and <= '~')
            && (text.Any(static character => !IsOfGenerator(character)) || !(IsHexadecimal(text) || (text.Any(char.IsAsciiLetterLower) && text.Any(char.IsAsciiLetterUpper)))));

    private static bool IsOfGenerator(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '=' or '-' or '_';

    private static bool IsHexadecimal(string text) => text.All(char.IsAsciiHexDigit) && text.Any(char.IsAsciiDigit);
}
