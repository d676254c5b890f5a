using System.Buffers.Binary;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>A frame of a server of HTTP/2 (RFC 9113, section 4.1).</summary>
/// <param name="Type">What it is.</param>
/// <param name="Flags">What else it says.</param>
/// <param name="Stream">Which request it is about; 0 for the connection.</param>
/// <param name="Payload">What it holds.</param>
internal sealed record Http2Frame(byte Type, byte Flags, int Stream, byte[] Payload)
{
    public const byte DataType = 0;
    public const byte HeadersType = 1;
    public const byte ResetType = 3;
    public const byte SettingsType = 4;
    public const byte GoAwayType = 7;
    public const byte EndOfStream = 1;
    public const byte EndOfHeaders = 4;
    public const int HeadLength = 9;

    /// <summary>Whether an answer begins, or ends with trailers.</summary>
    public bool IsHeaders => Type == HeadersType;

    /// <summary>Whether nothing more comes about this request.</summary>
    public bool IsLast => Type == ResetType || (Type is DataType or HeadersType && (Flags & EndOfStream) != 0);

    /// <summary>Whether the server says that it ends the connection.</summary>
    public bool IsEndOfConnection => Type == GoAwayType;

    /// <summary>Reads the next one; null at the end of the connection.</summary>
    public static async Task<Http2Frame?> ReadAsync(Stream connection, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        if (await connection.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken) < HeadLength)
        {
            return null;
        }

        var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >>> 8];
        await connection.ReadExactlyAsync(payload, cancellationToken);
        return new(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
    }
}
