using System.Net.Security;
using System.Net.Sockets;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>
/// Requests over HTTP/2 that would become two where a proxy writes them down as HTTP/1.1 unread: by a length that is not the body's, by a coding that HTTP/2
/// does not have, or by a line end in a field. The platform sees none that was not judged.
/// </summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class Http2SmugglingTests(ProxiedPlatform platform, ITestOutputHelper output)
{
    private const string Hidden = "/v1.0/closed/hidden";

    private const int AtOnce = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>What is not answered, and not refused, is waited for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_WithAnotherInIt_PassesNoneThatWasNotJudged(string proxy)
    {
        var marker = $"http2-by-{proxy}";
        var names = Make("", "").Select(request => request.Name).ToArray();
        var requests = names.Select((name, index) => (name, Make($"/v1.0/public/{marker}/{index}", $"{Hidden}/{marker}/{index}")[index].Bytes)).ToArray();

        var answers = new List<Http2Frame>[requests.Length];
        await Parallel.ForAsync(0, requests.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) => answers[index] = await SendAsync(platform[proxy].Port, requests[index].Bytes));

        // By the time that this one is answered, so is what a proxy had handed on before it.
        using var connection = platform[proxy].Connect();
        var neighbour = await connection.SendAsync("GET", "/v1.0/me", [$"Authorization: Bearer {platform.Credentials.AdminToken}", $"X-Request-Id: {marker}"]);
        Assert.Equal((200, marker), (neighbour.Status, neighbour.Header("X-Request-Id")));

        var seen = platform.Platform.Seen.Where(request => (request.Head + request.Body).Contains(marker, StringComparison.Ordinal)).ToArray();
        Assert.All(seen, request => Assert.StartsWith("/v1.0/public/", request.Target, StringComparison.Ordinal));
        Assert.All(seen, request => Assert.Equal(ReverseProxy.Host, request.Header("Host")));
        Assert.All(seen, request => Assert.DoesNotContain("x-smuggled", request.Head, StringComparison.OrdinalIgnoreCase));
        Assert.All(seen.CountBy(request => request.Target), target => Assert.Equal(1, target.Value));

        // One whose body is what its length says comes through: what was tried was tried on requests that are right but for one thing.
        Assert.Contains(answers[0], frame => frame.IsHeaders);
        Assert.Contains(seen, request => request.Target == $"/v1.0/public/{marker}/0" && request.Body.Contains(Hidden, StringComparison.Ordinal));
        output.WriteLine($"{proxy}: {requests.Length} requests, {seen.Length} reached the platform: {string.Join("; ", seen.Select(request => names[int.Parse(request.Target.Split('/', '?')[^1], null)]))}");
    }

    private static List<(string Name, byte[] Bytes)> Make(string outer, string inner)
    {
        var hidden = $"GET {inner} HTTP/1.1\r\nHost: {ReverseProxy.Host}\r\n\r\n";
        var chunks = $"0\r\n\r\n{hidden}";
        var length = $"{hidden.Length}";
        byte[] Send(string path, string body, params (string, string)[] headers) =>
        [
            .. Http2Message.Opening,
            .. Http2Message.Headers(1, isLast: body.Length == 0, [(":method", "POST"), (":scheme", "https"), (":authority", ReverseProxy.Host), (":path", path), .. headers]),
            .. body.Length == 0 ? [] : Http2Message.Data(1, isLast: true, body),
        ];
        byte[] WithTrailer(string name, string value) =>
        [
            .. Http2Message.Opening,
            .. Http2Message.Headers(1, isLast: false, (":method", "POST"), (":scheme", "https"), (":authority", ReverseProxy.Host), (":path", outer)),
            .. Http2Message.Data(1, isLast: false, hidden),
            .. Http2Message.Headers(1, isLast: true, (name, value)),
        ];
        byte[] Pseudo(string method, string scheme, string authority, string path) =>
            [.. Http2Message.Opening, .. Http2Message.Headers(1, isLast: true, (":method", method), (":scheme", scheme), (":authority", authority), (":path", path))];

        return
        [
            ("right", Send(outer, hidden, ("content-length", length))),
            ("no length", Send(outer, hidden)),
            ("length zero", Send(outer, hidden, ("content-length", "0"))),
            ("length too small", Send(outer, hidden, ("content-length", "4"))),
            ("length too large", Send(outer, hidden, ("content-length", "4000"))),
            ("length twice", Send(outer, hidden, ("content-length", "0"), ("content-length", length))),
            ("length as a list", Send(outer, hidden, ("content-length", $"0, {length}"))),
            ("length with a sign", Send(outer, hidden, ("content-length", "+0"))),
            ("coding", Send(outer, chunks, ("transfer-encoding", "chunked"))),
            ("coding and length", Send(outer, chunks, ("transfer-encoding", "chunked"), ("content-length", $"{chunks.Length}"))),
            ("coding in capitals", Send(outer, chunks, ("Transfer-Encoding", "chunked"))),
            ("coding behind a blank", Send(outer, chunks, (" transfer-encoding", "chunked"))),
            ("coding before a blank", Send(outer, chunks, ("transfer-encoding ", "chunked"))),
            ("coding in a name", Send(outer, chunks, ("x-a: b\r\ntransfer-encoding", "chunked"))),
            ("coding in a value", Send(outer, chunks, ("x-a", "b\r\ntransfer-encoding: chunked"))),
            ("coding behind a line feed", Send(outer, chunks, ("x-a", "b\ntransfer-encoding: chunked"))),
            ("header in a value", Send(outer, "", ("x-a", "b\r\nx-smuggled: 1"))),
            ("header behind a return", Send(outer, "", ("x-a", "b\rx-smuggled: 1"))),
            ("request in a value", Send(outer, "", ("x-a", $"b\r\n\r\n{hidden}"))),
            ("request in a name", Send(outer, "", ($"x-a: b\r\n\r\n{hidden}x", "y"))),
            ("request in the path", Send($"{outer} HTTP/1.1\r\nHost: {ReverseProxy.Host}\r\n\r\n{hidden[..^4]}\r\nx-a: ", "")),
            ("blank in the path", Send($"{outer} {inner}", "")),
            ("request in the method", Pseudo($"GET {inner} HTTP/1.1\r\nHost: {ReverseProxy.Host}\r\n\r\nGET", "https", ReverseProxy.Host, outer)),
            ("blank in the method", Pseudo($"GET {inner}", "https", ReverseProxy.Host, outer)),
            ("request in the authority", Pseudo("GET", "https", $"{ReverseProxy.Host}\r\n\r\n{hidden[..^4]}", outer)),
            ("request in the scheme", Pseudo("GET", $"https://{ReverseProxy.Host}{inner} HTTP/1.1\r\n\r\n", ReverseProxy.Host, outer)),
            ("another scheme", Pseudo("GET", $"http://{ReverseProxy.Host}{inner}?", ReverseProxy.Host, outer)),
            ("another host", Send(outer, "", ("host", "other.example.net"))),
            ("connection", Send(outer, hidden, ("connection", "content-length"), ("content-length", length))),
            ("upgrade", Send(outer, "", ("connection", "upgrade"), ("upgrade", "websocket"))),
            ("pseudo-header behind the others", Send(outer, "", ("x-a", "b"), (":path", inner))),
            ("path twice", Send(outer, "", (":path", inner))),
            ("trailer that is a length", WithTrailer("content-length", length)),
            ("trailer that is a coding", WithTrailer("transfer-encoding", "chunked")),
            ("NUL in a value", Send(outer, "", ("x-a", "b\0\r\nx-smuggled: 1"))),
        ];
    }

    /// <summary>What comes until the request is answered or refused, or nothing more comes.</summary>
    private static async Task<List<Http2Frame>> SendAsync(int port, byte[] bytes)
    {
        var frames = new List<Http2Frame>();
        using var patience = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, patience.Token);
        await using var stream = new SslStream(client.GetStream());
        var options = ProxyCertificate.Client;
        options.ApplicationProtocols = [SslApplicationProtocol.Http2];
        await stream.AuthenticateAsClientAsync(options, patience.Token);
        Assert.Equal(SslApplicationProtocol.Http2, stream.NegotiatedApplicationProtocol);
        patience.CancelAfter(Patience);
        try
        {
            await stream.WriteAsync(bytes, patience.Token);
            while (await Http2Frame.ReadAsync(stream, patience.Token) is { } frame)
            {
                frames.Add(frame);
                if (frame.IsLast || frame.IsEndOfConnection)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Kept open, or closed while there was more to read.
        }

        return frames;
    }
}
