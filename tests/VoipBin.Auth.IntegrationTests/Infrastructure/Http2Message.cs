using System.Buffers.Binary;
using System.Text;
using static VoipBin.Auth.IntegrationTests.Infrastructure.Http2Frame;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The frames of a client of HTTP/2, as bytes (RFC 9113 and, for the headers, RFC 7541): other clients refuse to send what is not right.</summary>
internal static class Http2Message
{
    private const int Cancel = 8;

    /// <summary>What a connection begins with.</summary>
    public static byte[] Opening { get; } = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(SettingsType, 0, 0, [])];

    /// <summary>A connection with one request without a body, and the word that no other follows.</summary>
    public static byte[] Of(params (string Name, string Value)[] headers) => [.. Opening, .. Headers(1, isLast: true, headers), .. Frame(GoAwayType, 0, 0, new byte[8])];

    /// <param name="stream">Odd, and larger with each request.</param>
    /// <param name="isLast">Whether no body and no trailer follows.</param>
    /// <param name="headers">In this order, the pseudo-headers first.</param>
    public static byte[] Headers(int stream, bool isLast, params (string Name, string Value)[] headers) =>
        Frame(HeadersType, (byte)(EndOfHeaders | (isLast ? EndOfStream : 0)), stream, [.. headers.SelectMany(header => Literal(header.Name, header.Value))]);

    public static byte[] Data(int stream, bool isLast, string text) => Frame(DataType, isLast ? EndOfStream : (byte)0, stream, Encoding.Latin1.GetBytes(text));

    /// <summary>Takes a request back.</summary>
    public static byte[] Reset(int stream)
    {
        var code = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(code, Cancel);
        return Frame(ResetType, 0, stream, code);
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[HeadLength + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, HeadLength);
        return frame;
    }

    /// <summary>A header that is not indexed, and not compressed.</summary>
    private static byte[] Literal(string name, string value) => [0, .. Text(name), .. Text(value)];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);

        // Seven bits of the length; what is more, in another byte.
        return bytes.Length < 127 ? [(byte)bytes.Length, .. bytes] : [127, .. Rest(bytes.Length - 127), .. bytes];
    }

    private static IEnumerable<byte> Rest(int length)
    {
        for (; length >= 128; length /= 128)
        {
            yield return (byte)((length % 128) + 128);
        }

        yield return (byte)length;
    }
}
