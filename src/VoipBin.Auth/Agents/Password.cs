using System.Text;

namespace VoipBin.Auth.Agents;

/// <summary>A password as somebody typed it. A secret: only <see cref="Reveal"/> gives the text away.</summary>
/// <remarks>bcrypt reads 72 bytes and ends at a zero byte, so that more would be cut silently; such text is no password.</remarks>
internal readonly struct Password
{
    public const int MinimumLength = 8;
    public const int MaximumBytes = 72;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string text;

    private Password(string text) => this.text = text;

    /// <summary>Whether <paramref name="text"/> can be hashed whole. How good a password it is, is another question.</summary>
    public static bool TryParse(string text, out Password password)
    {
        password = new(text);
        return !text.Contains('\0') && TryCountBytes(text) is > 0 and <= MaximumBytes;
    }

    public string Reveal() => text;

    public override string ToString() => "***";

    private static int? TryCountBytes(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
