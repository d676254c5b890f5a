using System.Net;
using System.Net.Sockets;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>Where the service speaks HTTP/2 itself: a client that asks, and takes it back, and asks again (CVE-2023-44487) is disconnected, and nobody else notices it.</summary>
[Collection(ProcessGroup.Name)]
public sealed class RapidResetTests(PublishedService published, ITestOutputHelper output)
{
    private const string Listening = "Now listening on: ";

    private const int Connections = 10;
    private const int StreamsAtOnce = 100;

    /// <summary>Many more than Kestrel lets be under way, and few enough for the work of a second.</summary>
    private const int MostStreams = 100_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Streams_OpenedAndResetWithoutEnd_EndTheConnectionAndNobodyElses()
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings["Kestrel:Endpoints:A:Url"] = "http://127.0.0.1:0";
        place.Settings["Kestrel:Endpoints:B:Url"] = "http://127.0.0.1:0";
        place.Settings["Kestrel:Endpoints:B:Protocols"] = "Http2";
        var service = place.StartAsItIs();
        await service.ReadyAsync();
        var http2 = new Uri(service.Lines.Where(line => line.Contains(Listening, StringComparison.Ordinal)).Select(line => line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]).ElementAt(1));
        using var good = new HttpClient { BaseAddress = http2, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var end = new CancellationTokenSource();
        var others = AskOnAsync(good, end.Token);

        var streams = new List<int>();
        for (var connection = 0; connection < Connections; connection++)
        {
            streams.Add(await FloodAsync(http2));
        }

        await end.CancelAsync();
        var asked = await others;
        output.WriteLine($"{Connections} connections were ended after {streams.Min()} to {streams.Max()} streams; beside them {asked} requests were answered");
        Assert.All(streams, count => Assert.InRange(count, 1, MostStreams - 1));
        Assert.False(service.HasExited);
    }

    /// <summary>How many requests it took until the service ended the connection.</summary>
    private static async Task<int> FloodAsync(Uri address)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Http2Message.Opening, limit.Token);
        var ended = ReadToEndAsync(stream, limit.Token);
        var streams = 0;
        try
        {
            for (; !ended.IsCompleted && streams < MostStreams; streams += StreamsAtOnce)
            {
                await stream.WriteAsync(Enumerable.Range(streams, StreamsAtOnce).SelectMany(number => AskAndTakeBack((2 * number) + 1, address)).ToArray(), limit.Token);
            }
        }
        catch (IOException)
        {
            // The service closed while there was more to send.
        }

        return streams;
    }

    private static byte[] AskAndTakeBack(int stream, Uri address) =>
    [
        .. Http2Message.Headers(stream, isLast: true, (":method", "GET"), (":scheme", "http"), (":authority", address.Authority), (":path", "/v1.0/me?accesskey=vb_guess")),
        .. Http2Message.Reset(stream),
    ];

    /// <summary>Until it says that the connection ends, or closes it.</summary>
    private static async Task ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await Http2Frame.ReadAsync(stream, cancellationToken) is { IsEndOfConnection: false })
            {
                // Answers, which nobody waits for.
            }
        }
        catch (IOException)
        {
            // Closed without a word.
        }
    }

    /// <summary>How often a client was answered that asks one after the other.</summary>
    private static async Task<int> AskOnAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var count = 0;
        for (; count == 0 || !cancellationToken.IsCancellationRequested; count++)
        {
            using var answer = await client.GetAsync(new Uri("/ping", UriKind.Relative), CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        return count;
    }
}
