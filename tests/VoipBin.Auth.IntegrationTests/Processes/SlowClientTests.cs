using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>Clients that send in drops (slow-loris) are ended in time, and nobody else notices them.</summary>
[Collection(SlowClientGroup.Name)]
public sealed class SlowClientTests(SlowClientService slow, ITestOutputHelper output)
{
    private const int Clients = 250;

    /// <summary>What a busy machine may need beyond the limits; Kestrel looks at its limits once a second, and drains a body for five.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Unnoticed = TimeSpan.FromMilliseconds(250);

    /// <summary>Just fast enough for Kestrel's own measure, 240 bytes a second: these bodies would take a minute or two.</summary>
    private static readonly string Drop = new('x', 200);

    private static readonly string Chunks = string.Concat(Enumerable.Repeat("1\r\nx\r\n", 40));

    private const string Head = "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n";

    [Fact]
    public async Task Dribble_HundredsOfHeadsAndBodies_AreEndedInTimeWhileOthersAreAnswered()
    {
        using var end = new CancellationTokenSource();
        var others = AskOnAsync(end.Token);
        var watch = Stopwatch.StartNew();

        var heads = Enumerable.Range(0, Clients).Select(_ => DribbleAsync("GET /ping HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")).ToArray();
        var bodies = Enumerable.Range(0, Clients).Select(_ => DribbleAsync(Head + "\r\n{", Drop)).ToArray();
        var forms = Enumerable.Range(0, Clients / 10).Select(_ => DribbleAsync(
            "POST /auth/password-reset/form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nx=", Drop)).ToArray();
        var chunks = Enumerable.Range(0, Clients / 10).Select(_ => DribbleAsync("POST /auth/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", Chunks)).ToArray();
        var (headAnswers, bodyAnswers, formAnswers, chunkAnswers) = (await Task.WhenAll(heads), await Task.WhenAll(bodies), await Task.WhenAll(forms), await Task.WhenAll(chunks));
        var took = watch.Elapsed;
        await end.CancelAsync();
        var times = await others;

        output.WriteLine($"{2.2 * Clients} slow clients were ended within {took.TotalSeconds:F1} s; beside them {times.Count} requests, 95 % within {times[times.Count * 95 / 100].TotalMilliseconds:F1} ms, all within {times[^1].TotalMilliseconds:F0} ms");
        Assert.InRange(took, SlowClientService.Limit, SlowClientService.Limit + Tolerance);
        Assert.All(headAnswers, answer => Assert.Equal(408, answer.Status));
        Assert.All([.. bodyAnswers, .. chunkAnswers], answer => Refusal.Is(answer, 408, "REQUEST_TIMEOUT"));
        Assert.All(formAnswers, answer => Assert.Equal((408, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type"))));
        Assert.All([.. bodyAnswers, .. formAnswers, .. chunkAnswers], answer => Assert.Equal("close", answer.Header("Connection")));
        Assert.All(headAnswers, answer => Assert.False(answer.Headers.Contains("Server")));
        Assert.True(times[times.Count * 95 / 100] < Unnoticed, $"One in twenty other requests took more than {times[times.Count * 95 / 100]}.");
    }

    /// <summary>A connection that nothing more comes over.</summary>
    [Fact]
    public async Task Idle_AfterARequest_IsClosedInTime()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(slow.Service.Address.Host, slow.Service.Address.Port);
        await client.GetStream().WriteAsync("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        var watch = Stopwatch.StartNew();

        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer);

        Assert.Equal(200, RawResponse.Parse(answer.ToArray()).Status);
        Assert.InRange(watch.Elapsed, SlowClientService.Limit, SlowClientService.Limit + Tolerance);
    }

    [Fact]
    public async Task Connect_MoreOftenThanAllowed_IsClosedAtOnceAndOthersGoOn()
    {
        await using var place = slow.Place.Another();
        place.Settings["Server:MaximumConnections"] = "20";
        var service = await place.StartReadyAsync();
        List<TcpClient> clients = [];
        try
        {
            for (var count = 0; count < 40; count++)
            {
                clients.Add(new());
                await clients[^1].ConnectAsync(service.Address.Host, service.Address.Port);
            }

            var closed = 0;
            await Eventually.IsTrueAsync(() => (closed = clients.Count(client => client.Client.Poll(0, SelectMode.SelectRead))) >= 20, "those above the limit are closed");

            // The test's own client has kept a connection or two.
            Assert.InRange(closed, 20, 22);
            Assert.Equal(System.Net.HttpStatusCode.OK, await service.StatusAsync("/ping"));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    /// <summary>A drop every now and then, until the server answers and closes.</summary>
    private async Task<RawResponse> DribbleAsync(string begin, string drop = "x")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(slow.Service.Address.Host, slow.Service.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(begin));
        using var answer = new MemoryStream();
        var reading = stream.CopyToAsync(answer);
        try
        {
            while (!reading.IsCompleted)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop));
                await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(400)));
            }

            await reading;
        }
        catch (IOException)
        {
            // Closed while a drop was on its way.
        }

        return RawResponse.Parse(answer.ToArray());
    }

    /// <summary>What others see: how long each of their requests took, sorted.</summary>
    private async Task<List<TimeSpan>> AskOnAsync(CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var begin = Stopwatch.GetTimestamp();
            Assert.Equal(404, await slow.Service.VerifyAsync(slow.Token));
            times.Add(Stopwatch.GetElapsedTime(begin));
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }

        times.Sort();
        return times;
    }
}

/// <summary>A service whose limits are short, so that tests need not wait for long.</summary>
public sealed class SlowClientService : IAsyncLifetime
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(3);

    internal Workplace Place { get; private set; } = null!;

    internal ServiceProcess Service { get; private set; } = null!;

    internal string Token { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var published = new PublishedService();
        await published.InitializeAsync();
        Place = Workplace.OnSqlite(published);
        Place.SetFirstAdministrator();
        foreach (var setting in (string[])["HeadersTimeout", "BodyTimeout", "KeepAliveTimeout"])
        {
            Place.Settings[$"Server:{setting}"] = Limit.ToString("c", CultureInfo.InvariantCulture);
        }

        Service = await Place.StartReadyAsync();
        Token = await Service.LoginForTokenAsync();
    }

    public async Task DisposeAsync() => await Place.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SlowClientGroup : ICollectionFixture<SlowClientService>
{
    public const string Name = "Processes, slow clients";
}
