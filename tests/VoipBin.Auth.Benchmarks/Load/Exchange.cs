using System.Globalization;
using System.Text;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>A request as it is sent, and what is made of its answer.</summary>
internal abstract class Exchange(byte[] request)
{
    public byte[] Request { get; } = request;

    /// <summary>Takes the whole answer.</summary>
    public abstract void Answer(int status, ReadOnlySpan<byte> body);

    /// <summary>The bytes of a request with a credential in its Authorization header.</summary>
    public static byte[] Write(Uri address, string method, string path, string? bearer = null, string? body = null)
    {
        var authorization = bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n";
        var length = body is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        return Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{authorization}{length}\r\n{body}");
    }
}
