using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Signup;

/// <summary>The six digits that a signup mails. A secret: only <see cref="Reveal"/> gives the text away.</summary>
/// <remarks>
/// A million codes are tried in no time, so that a plain hash would hide nothing. It is an HMAC keyed by the temp_token,
/// of which the database holds the hash only: whoever reads the database cannot try.
/// </remarks>
internal readonly struct SignupCode
{
    private const int Count = 1_000_000;

    private readonly string text;

    private SignupCode(string text) => this.text = text;

    public static SignupCode Generate() => new(RandomNumberGenerator.GetInt32(Count).ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>What a client presented; any text is a try.</summary>
    public static SignupCode Parse(string text) => new(text);

    public string Reveal() => text;

    public byte[] Hash(TempToken key) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()), Encoding.UTF8.GetBytes(text));

    public override string ToString() => "***";
}
