using System.Buffers.Binary;
using System.Text;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>A connection of HTTP/2 with one request and the word that no other follows, as bytes (RFC 9113 and, for the headers, RFC 7541): other clients refuse to send what is not right.</summary>
internal static class Http2Message
{
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte EndOfStreamAndHeaders = 5;

    public static byte[] Of(params (string Name, string Value)[] headers) =>
        [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, []), .. Frame(Headers, EndOfStreamAndHeaders, 1, [.. headers.SelectMany(header => Literal(header.Name, header.Value))]), .. Frame(GoAway, 0, 0, new byte[8])];

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
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
