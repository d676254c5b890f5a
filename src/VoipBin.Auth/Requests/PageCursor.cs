using System.Buffers.Binary;
using System.Buffers.Text;

namespace VoipBin.Auth.Requests;

/// <summary>The row after which a page begins. It names a place, not a number, so that it stays good while rows come and go.</summary>
/// <remarks>
/// As text, base64url of 24 bytes:
/// <list type="table">
/// <item><term>0, 8 bytes</term><description>creation, microseconds since 1970, big-endian</description></item>
/// <item><term>8, 16 bytes</term><description>id, which decides among rows of the same microsecond</description></item>
/// </list>
/// </remarks>
internal sealed record PageCursor(DateTimeOffset TmCreate, Guid Id)
{
    private const int Bytes = 24;

    /// <summary>9999-12-31T23:59:59.999999Z, the last instant that a timestamp can name.</summary>
    private const long LastMicrosecond = 253_402_300_799_999_999;

    public static PageCursor? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != 32 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Bytes)
        {
            return null;
        }

        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return microseconds is < 0 or > LastMicrosecond
            ? null
            : new(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), new Guid(bytes[8..], bigEndian: true));
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (TmCreate - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
