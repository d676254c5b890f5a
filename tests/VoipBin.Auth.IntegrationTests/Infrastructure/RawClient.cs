using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Sends requests byte for byte: other clients normalise targets, fold headers, and refuse to be wrong.</summary>
internal sealed class RawClient(Uri address)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Sends one request on a connection of its own. Host, Connection and Content-Length are added unless a header line names them.</summary>
    public Task<RawResponse> SendAsync(string method, string target, IEnumerable<string>? headers = null, string? body = null) =>
        SendAsync(method, target, headers, body is null ? null : Encoding.UTF8.GetBytes(body));

    public Task<RawResponse> SendAsync(string method, string target, IEnumerable<string>? headers, byte[]? body)
    {
        var lines = headers?.ToList() ?? [];
        AddDefault(lines, "Host", address.Authority);
        AddDefault(lines, "Connection", "close");
        if (body is not null && !lines.Any(line => line.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)))
        {
            AddDefault(lines, "Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
        }

        var head = Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\n{string.Concat(lines.Select(line => line + "\r\n"))}\r\n");
        return SendBytesAsync([.. head, .. body ?? []]);
    }

    /// <summary>Sends any bytes, and reads until the server closes the connection.</summary>
    /// <param name="request">The bytes.</param>
    /// <param name="thenEnd">Says that nothing follows, as a client does that dies within a request. The server takes it as such, and abandons what it is doing.</param>
    public async Task<RawResponse> SendBytesAsync(byte[] request, bool thenEnd = false)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, limit.Token);
            if (thenEnd)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // The server may close while we still send: what it has answered counts.
        }

        return RawResponse.Parse(answer.ToArray());
    }

    private static void AddDefault(List<string> lines, string name, string value)
    {
        if (!lines.Any(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)))
        {
            lines.Add($"{name}: {value}");
        }
    }
}

/// <summary>An answer, as it came.</summary>
internal sealed record RawResponse(int Status, ILookup<string, string> Headers, string Body)
{
    /// <summary>Everything that came, to be searched for what must not come.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The reason of a refusal; empty when the body is none.</summary>
    public string Reason => Error is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("reason").GetString()! : "";

    /// <summary>The refusal.</summary>
    public JsonElement Error => Body.StartsWith('{') && JsonDocument.Parse(Body).RootElement.TryGetProperty("error", out var error) ? error : default;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The value of a header that comes once, or empty.</summary>
    public string Header(string name) => Headers[name].SingleOrDefault() ?? "";

    /// <summary>The one line that sets a cookie of this name.</summary>
    public string SetCookie(string name) => Headers["Set-Cookie"].Single(line => line.StartsWith(name + "=", StringComparison.Ordinal));

    public static RawResponse Parse(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return new(0, Array.Empty<string>().ToLookup(name => name), text);
        }

        var lines = text[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToLookup(parts => parts[0], parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = text[(end + 4)..];
        return new(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, headers["Transfer-Encoding"].Contains("chunked") ? Unchunk(body) : body) { Text = text };
    }

    /// <summary>Our bodies are short: one chunk each, and their characters beyond ASCII are counted in bytes.</summary>
    private static string Unchunk(string body)
    {
        var result = new StringBuilder();
        var bytes = Encoding.UTF8.GetBytes(body).AsSpan();
        while (bytes.IndexOf("\r\n"u8) is > 0 and var at)
        {
            var length = int.Parse(Encoding.ASCII.GetString(bytes[..at]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            result.Append(Encoding.UTF8.GetString(bytes.Slice(at + 2, length)));
            bytes = bytes[(at + 2 + length + 2)..];
        }

        return result.ToString();
    }
}
