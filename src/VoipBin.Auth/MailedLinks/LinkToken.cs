using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.MailedLinks;

/// <summary>The secret of a mailed link: 32 random bytes as 64 lower-case hexadecimal digits. Only its hash is stored; only <see cref="Reveal"/> gives the text away.</summary>
internal readonly struct LinkToken
{
    private const int Bytes = 32;

    private readonly string text;

    private LinkToken(string text) => this.text = text;

    public static LinkToken Generate() => new(RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true));

    /// <summary>What a client presented; any text may be asked for, and only the exact one is found.</summary>
    public static LinkToken Parse(string text) => new(text);

    public string Reveal() => text;

    /// <summary>The SHA-256 of the whole text: 256 random bits need no slow hash.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public override string ToString() => "***";
}
