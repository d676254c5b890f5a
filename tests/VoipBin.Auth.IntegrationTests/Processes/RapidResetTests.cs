using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>Where the service speaks HTTP/2 itself: a client that asks, and takes it back, and asks again (CVE-2023-44487) is disconnected, and nobody else notices it.</summary>
[Collection(ProcessGroup.Name)]
public sealed class RapidResetTests(PublishedService published, ITestOutputHelper output)
{
    private const int Connections = 10;
    private const int StreamsAtOnce = 100;

    /// <summary>Many more than Kestrel lets be under way, and few enough for the work of a second.</summary>
    private const int MostStreams = 100_000;

    /// <summary>What a neighbour of a flood waits at most, on two cores that the flood takes too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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
        var http2 = new Uri(service.Addresses.ElementAt(1));
        using var good = new HttpClient { BaseAddress = http2, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var end = new CancellationTokenSource();
        var others = AskOnAsync(good, end.Token);

        Assert.True(await IsKeptAsync(http2), "A client was disconnected that took its requests back one after the other.");
        var streams = new List<int>();
        for (var connection = 0; connection < Connections; connection++)
        {
            streams.Add(await FloodAsync(http2));
        }

        await end.CancelAsync();
        var (asked, longest) = await others;
        output.WriteLine($"{Connections} connections were ended after {streams.Min()} to {streams.Max()} streams; beside them {asked} requests were answered, each within {longest.TotalMilliseconds:F0} ms");
        Assert.All(streams, count => Assert.InRange(count, 1, MostStreams - 1));
        Assert.InRange(longest, TimeSpan.Zero, Patience);
        Assert.False(service.HasExited);
    }

    /// <summary>Whether a client is still answered that did the same, but no faster than the service works.</summary>
    private static async Task<bool> IsKeptAsync(Uri address)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Http2Message.Opening, limit.Token);
        for (var number = 0; number < StreamsAtOnce; number++)
        {
            await stream.WriteAsync(AskAndTakeBack((2 * number) + 1, address), limit.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
        }

        const int Last = (2 * StreamsAtOnce) + 1;
        await stream.WriteAsync(Http2Message.Headers(Last, isLast: true, HeadersOf(address)), limit.Token);
        while (await Http2Frame.ReadAsync(stream, limit.Token) is { } frame)
        {
            if (frame.IsHeaders && frame.Stream == Last)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many requests it took until the service ended the connection, which it does without a word.</summary>
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

    private static byte[] AskAndTakeBack(int stream, Uri address) => [.. Http2Message.Headers(stream, isLast: true, HeadersOf(address)), .. Http2Message.Reset(stream)];

    private static (string, string)[] HeadersOf(Uri address) => [(":method", "GET"), (":scheme", "http"), (":authority", address.Authority), (":path", "/v1.0/me?accesskey=vb_guess")];

    private static async Task ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await Http2Frame.ReadAsync(stream, cancellationToken) is not null)
            {
                // Answers, which nobody waits for.
            }
        }
        catch (IOException)
        {
            // Closed while there was more to send.
        }
    }

    /// <summary>How often a client was answered that asks one after the other, and how long it waited at most.</summary>
    private static async Task<(int Count, TimeSpan Longest)> AskOnAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var (count, longest) = (0, TimeSpan.Zero);
        for (; count == 0 || !cancellationToken.IsCancellationRequested; count++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.GetAsync(new Uri("/ping", UriKind.Relative), CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        return (count, longest);
    }
}
