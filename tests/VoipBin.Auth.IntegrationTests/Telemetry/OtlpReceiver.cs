using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

/// <summary>A collector that takes OTLP by http/protobuf and keeps it as it came: texts stand in it as they are.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Head, string Body)> taken = new();
    private readonly WebApplication app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public string Address => app.Urls.Single();

    /// <summary>Everything that was sent as metrics, a character a byte.</summary>
    public string Metrics => BodiesOf("/v1/metrics");

    /// <summary>Everything that was sent as traces, a character a byte.</summary>
    public string Traces => BodiesOf("/v1/traces");

    /// <summary>The headers of everything that was sent.</summary>
    public IEnumerable<string> Heads => taken.Select(request => request.Head);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string BodiesOf(string path) => string.Concat(taken.Where(request => request.Path == path).Select(request => request.Body));

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        taken.Enqueue((context.Request.Path, string.Concat(context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n")), Encoding.Latin1.GetString(body.ToArray())));
    }
}
