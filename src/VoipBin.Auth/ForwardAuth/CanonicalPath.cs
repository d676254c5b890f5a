using System.Globalization;
using System.Text;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>
/// The one way to write a path that everybody reads alike. Proxies and the services behind them differ in what they normalise, and when:
/// a path that any of them could read otherwise than the rules do is refused (decision 019).
/// </summary>
internal static class CanonicalPath
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a path once.</summary>
    /// <returns>The path; or null, and why it is refused.</returns>
    public static (string? Path, FieldFault? Fault) Decode(string path)
    {
        if (!path.StartsWith('/'))
        {
            return (null, Fault("absolute", "it does not begin with a slash."));
        }

        if (!IsVisible(path) || path.AsSpan().ContainsAny('\\', ';'))
        {
            return (null, Fault("characters", "it holds a blank, a control, a backslash, \";\", \"#\", or what is not ASCII."));
        }

        if (path.Contains("//", StringComparison.Ordinal))
        {
            return (null, Fault("empty_segment", "it holds an empty segment."));
        }

        if (HasDotSegment(path))
        {
            return (null, Fault("dot_segment", "it holds a segment of dots."));
        }

        return !path.Contains('%') ? (path, null) : Unescape(path) is { } decoded ? (decoded, null) : (null, Fault("escape", "it holds an escape that is not well formed, or one that could be read in two ways."));
    }

    /// <summary>Whether a part of a target is visible ASCII, and no fragment.</summary>
    public static bool IsVisible(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('!', '~') && !text.Contains('#');

    private static FieldFault Fault(string rule, string what) => new("path", rule, $"The path is not in canonical form: {what}");

    private static bool HasDotSegment(string path)
    {
        foreach (var segment in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[segment] is "." or "..")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Null when an escape is broken, hides a slash, a backslash, a dot, a control or a semicolon (which some proxies write back as one), is no UTF-8, or leaves an escape to be decoded again.</summary>
    private static string? Unescape(string path)
    {
        var bytes = new byte[path.Length];
        var length = 0;
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] != '%')
            {
                bytes[length++] = (byte)path[at];
                continue;
            }

            if (EscapeAt(path, at) is not { } value || value is < 0x20 or 0x7f or (byte)'/' or (byte)'\\' or (byte)'.' or (byte)';')
            {
                return null;
            }

            bytes[length++] = value;
            at += 2;
        }

        try
        {
            var decoded = Utf8.GetString(bytes, 0, length);
            return HasEscape(decoded) || decoded.AsSpan().ContainsAnyInRange('\u0080', '\u009f') ? null : decoded;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool HasEscape(string text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (EscapeAt(text, at) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The byte of the escape at a percent sign; null when no two hexadecimal digits follow.</summary>
    private static byte? EscapeAt(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])
            ? byte.Parse(text.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : null;
}
