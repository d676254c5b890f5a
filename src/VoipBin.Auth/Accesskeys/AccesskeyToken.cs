using System.Security.Cryptography;
using System.Text;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The secret of an accesskey. Only its hash can be stored; only <see cref="Reveal"/> gives the text away.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>offset, length</term><description>content</description></listheader>
/// <item><term>0, 3</term><description><c>vb_</c>, so that people and scanners recognise it</description></item>
/// <item><term>3, 26</term><description>random base62: 154 bits, so that nobody guesses it and a plain SHA-256 is enough</description></item>
/// <item><term>29, 6</term><description>CRC-32 of the 29 characters before, base62, so that a scanner can tell a key from a look-alike without asking anyone</description></item>
/// </list>
/// The checksum never decides: keys of older origin have neither prefix nor checksum, and are found by their hash alone.
/// </remarks>
internal readonly struct AccesskeyToken
{
    public const string Prefix = "vb_";
    public const int Length = ChecksumOffset + ChecksumLength;

    /// <summary>How many of its first characters are stored and shown, to tell keys apart.</summary>
    public const int ShownLength = 11;

    /// <summary>Bytes of a hash.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private const int RandomLength = 26;
    private const int ChecksumOffset = 3 + RandomLength;
    private const int ChecksumLength = 6;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly string text;

    private AccesskeyToken(string text) => this.text = text;

    public string Shown => text[..Math.Min(ShownLength, text.Length)];

    public static AccesskeyToken Generate()
    {
        var head = Prefix + RandomNumberGenerator.GetString(Base62, RandomLength);
        return new(head + Checksum(head));
    }

    /// <summary>What a client presented; any text may be a key of older origin.</summary>
    public static AccesskeyToken Parse(string text) => new(text);

    /// <summary>Whether the text has the form of a key that was generated here, checksum included.</summary>
    public static bool HasOurForm(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text[ChecksumOffset..] == Checksum(text[..ChecksumOffset]);

    public string Reveal() => text;

    /// <summary>The SHA-256 of the whole text.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>What the key is remembered by.</summary>
    public CredentialHash CacheKey() => CredentialHash.Of(text);

    public override string ToString() => "vb_***";

    private static string Checksum(string head) => string.Create(ChecksumLength, Crc32(head), static (characters, rest) =>
    {
        for (var i = characters.Length - 1; i >= 0; i--, rest /= (uint)Base62.Length)
        {
            characters[i] = Base62[(int)(rest % Base62.Length)];
        }
    });

    /// <summary>CRC-32 as in ISO-HDLC (zip, PNG); the framework has only the other polynomial.</summary>
    private static uint Crc32(string ascii)
    {
        var crc = uint.MaxValue;
        foreach (var character in ascii)
        {
            crc ^= character;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
