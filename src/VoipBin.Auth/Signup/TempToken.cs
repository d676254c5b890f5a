using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Signup;

/// <summary>The secret that the answer to a signup holds: 16 random bytes as 32 lower-case hexadecimal digits. Only its hash is stored; only <see cref="Reveal"/> gives the text away.</summary>
internal readonly struct TempToken
{
    private const int Bytes = 16;

    private readonly string text;

    private TempToken(string text) => this.text = text;

    public static TempToken Generate() => new(RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true));

    /// <summary>What a client presented; any text may be asked for, and only the exact one is found.</summary>
    public static TempToken Parse(string text) => new(text);

    public string Reveal() => text;

    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public override string ToString() => "***";
}
