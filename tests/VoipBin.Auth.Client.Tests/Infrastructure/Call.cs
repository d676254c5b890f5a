using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace VoipBin.Auth.Client.Tests.Infrastructure;

/// <summary>One request, byte for byte, since a client library would join two lines of a header.</summary>
internal sealed record Call(int Status, string Head, string Body)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<Call> SendAsync(Uri service, string path, params string[] headers)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(service.Host, service.Port, limit.Token);
        await using var stream = client.GetStream();

        // HTTP/1.0: the answer is not in chunks, and its end is the end of the connection.
        var lines = string.Concat(headers.Select(header => $"{header}\r\n"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: {service.Authority}\r\n{lines}\r\n"), limit.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(limit.Token);

        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new(int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture), answer[..end], answer[(end + 4)..]);
    }
}
