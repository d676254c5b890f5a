using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>A client that keeps its TLS connection to a proxy and sends requests byte for byte. It connects again when the proxy has closed.</summary>
internal sealed class ProxyConnection(int port) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private TcpClient? client;
    private SslStream? stream;
    private ByteReader? reader;

    /// <summary>Sends a request; Host and Content-Length are added unless a line names them.</summary>
    public async Task<RawResponse> SendAsync(string method, string target, IEnumerable<string>? headers = null, string? body = null)
    {
        List<string> lines = [.. headers ?? []];
        if (!lines.Any(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)))
        {
            lines.Insert(0, $"Host: {ReverseProxy.Host}");
        }

        if (body is not null)
        {
            lines.Add($"Content-Length: {Encoding.Latin1.GetByteCount(body)}");
        }

        var request = Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\n{string.Concat(lines.Select(line => line + "\r\n"))}\r\n{body}");
        using var limit = new CancellationTokenSource(Limit);
        var kept = stream is not null;
        try
        {
            return await SendAsync(request, method, limit.Token);
        }
        catch (IOException) when (kept)
        {
            // The proxy closed what it had kept open.
            Close();
            return await SendAsync(request, method, limit.Token);
        }
    }

    /// <summary>Sends bytes after an upgrade, and reads as many back.</summary>
    public async Task<string> ExchangeAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        await stream!.WriteAsync(Encoding.Latin1.GetBytes(text), limit.Token);
        return await reader!.ReadAsync(text.Length, limit.Token);
    }

    public void Dispose() => Close();

    private async Task<RawResponse> SendAsync(byte[] request, string method, CancellationToken cancellationToken)
    {
        if (stream is null)
        {
            client = new() { NoDelay = true };
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            stream = new(client.GetStream());
            await stream.AuthenticateAsClientAsync(ProxyCertificate.Client, cancellationToken);
            reader = new(stream);
        }

        await stream.WriteAsync(request, cancellationToken);
        var head = await reader!.ReadHeadAsync(cancellationToken);
        if (head.Length == 0)
        {
            throw new IOException("The proxy closed the connection without an answer.");
        }

        var status = head.Split(' ')[1];
        var body = method == "HEAD" || status is "204" or "304" || status[0] == '1' ? "" : await reader.ReadBodyAsync(head, cancellationToken);
        if (head.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase))
        {
            Close();
        }

        // The body is decoded already.
        return RawResponse.Parse(Encoding.Latin1.GetBytes($"{head.Replace("chunked", "decoded", StringComparison.OrdinalIgnoreCase)}\r\n\r\n{body}"));
    }

    private void Close()
    {
        stream?.Dispose();
        client?.Dispose();
        (stream, client, reader) = (null, null, null);
    }
}
