using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VoipBin.Auth.Client.Tests.Infrastructure;

/// <summary>Publishes keys, as the authentication service does, or answers whatever a test says.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private KeyServer(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        app = builder.Build();
        app.MapGet("/.well-known/jwks.json", context =>
        {
            Interlocked.Increment(ref requests);
            return Answer(context);
        });
    }

    public Uri Address => new($"{app.Urls.Single()}/.well-known/jwks.json");

    /// <summary>How often the keys were asked for.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Answers the next requests.</summary>
    public RequestDelegate Answer { get; set; } = Publishing();

    /// <summary>Starts one at a port, by default a free one.</summary>
    public static async Task<KeyServer> StartAsync(int port = 0, params Signer[] signers)
    {
        var server = new KeyServer(port);
        server.Publish(signers);
        await server.app.StartAsync();
        return server;
    }

    public static RequestDelegate Publishing(params JsonObject[] keys)
    {
        var json = new JsonObject { ["keys"] = new JsonArray(keys) }.ToJsonString();
        return Answering(200, json);
    }

    public static RequestDelegate Answering(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body, context.RequestAborted);
    };

    public void Publish(params Signer[] signers) => Answer = Publishing([.. signers.Select(signer => signer.Published)]);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
