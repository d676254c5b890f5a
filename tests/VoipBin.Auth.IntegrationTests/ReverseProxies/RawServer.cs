using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>A server that takes requests as bytes, remembers each as it came, and answers what a test says.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly Func<SeenRequest, string> answer;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<int, SeenRequest> seen = new();
    private int count;

    /// <param name="answer">The whole answer, head and body; empty closes the connection, null never answers.</param>
    public RawServer(Func<SeenRequest, string> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many requests came.</summary>
    public int Count => Volatile.Read(ref count);

    public IEnumerable<SeenRequest> Seen => seen.Values;

    /// <summary>What is behind the proxies: it says by a header which of the requests it saw was answered, and takes every upgrade to a WebSocket.</summary>
    public static RawServer StartPlatform() => new(static request => request.Header("Upgrade") is "websocket"
        ? $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {request.Number}\r\n{PlatformHeader}: {request.Number}\r\n\r\n"
        : $"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n{PlatformHeader}: {request.Number}\r\n\r\n{(request.Method == "HEAD" ? "" : "ok")}");

    public const string PlatformHeader = "X-Platform";

    /// <summary>The request that an answer of the platform is for; null when the platform did not answer it.</summary>
    public SeenRequest? Behind(RawResponse response) =>
        response.Header(PlatformHeader) is { Length: > 0 } number ? seen[int.Parse(number, CultureInfo.InvariantCulture)] : null;

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var reader = new ByteReader(connection.GetStream());
            while (await reader.ReadHeadAsync() is { Length: > 0 } head)
            {
                var request = new SeenRequest(Interlocked.Increment(ref count), head, await reader.ReadBodyAsync(head));
                seen[request.Number] = request;
                var text = answer(request);
                await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
                if (text.Length == 0)
                {
                    return;
                }

                if (text.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
                {
                    await reader.EchoAsync();
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The proxy went away.
        }
    }
}

/// <summary>A request as it arrived, a character a byte.</summary>
/// <param name="Number">Which of all it was.</param>
/// <param name="Head">From the request line to the last header.</param>
/// <param name="Body">What followed.</param>
internal sealed record SeenRequest(int Number, string Head, string Body)
{
    private readonly string[] lines = Head.Split("\r\n");

    public string Method => lines[0].Split(' ')[0];

    /// <summary>The raw target.</summary>
    public string Target => lines[0].Split(' ')[1];

    /// <summary>The names and values, as they were written.</summary>
    public IEnumerable<(string Name, string Value)> Headers => lines.Skip(1).Select(line => line.Split(':', 2)).Select(parts => (parts[0], parts[1].Trim()));

    /// <summary>The values of a name, of lines that hold something; an underscore counts as a hyphen, as it does for frameworks that pass headers on as variables.</summary>
    public string Header(string name) =>
        string.Join('|', Headers.Where(header => header.Value.Length > 0 && header.Name.Replace('_', '-').Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value));
}
