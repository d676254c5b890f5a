using System.Buffers.Text;
using System.Text;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>An HTTP/1.1 answer in the bytes that came so far, of which all belong to it.</summary>
internal static class HttpAnswer
{
    /// <summary>Finds status and body; false while the answer is not whole.</summary>
    public static bool TryRead(Span<byte> answer, out int status, out ReadOnlySpan<byte> body)
    {
        status = 0;
        body = default;
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        status = Status(answer);
        var rest = answer[(end + 4)..];
        if (Length(answer[..end]) is { } length)
        {
            body = rest;
            return rest.Length >= length;
        }

        return TryJoin(rest, out body);
    }

    private static int Status(ReadOnlySpan<byte> answer)
    {
        var version = "HTTP/1.1 "u8;
        return answer.StartsWith(version) && Utf8Parser.TryParse(answer[version.Length..], out int status, out _)
            ? status
            : throw new InvalidOperationException($"An answer has no status: {Encoding.ASCII.GetString(answer)}");
    }

    /// <summary>The length of the body; null when it comes in chunks.</summary>
    private static int? Length(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        if (head.IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(head[(at + name.Length)..], out int bytes, out _))
        {
            return bytes;
        }

        return head.IndexOf("Transfer-Encoding: chunked"u8) >= 0 ? null : throw new InvalidOperationException($"An answer has no length: {Encoding.ASCII.GetString(head)}");
    }

    /// <summary>Moves the chunks together, once all of them are there.</summary>
    private static bool TryJoin(Span<byte> chunks, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!chunks.EndsWith("0\r\n\r\n"u8))
        {
            return false;
        }

        var joined = 0;
        for (var at = 0; Utf8Parser.TryParse(chunks[at..], out int length, out var digits, 'X') && length > 0; at += digits + 2 + length + 2)
        {
            chunks.Slice(at + digits + 2, length).CopyTo(chunks[joined..]);
            joined += length;
        }

        body = chunks[..joined];
        return true;
    }
}
