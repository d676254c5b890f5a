using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Client;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>A service of the platform as its author writes it: it knows its callers by the client package, and by nothing else.</summary>
internal sealed class IdentifiedService : IAsyncDisposable
{
    /// <summary>What its answers are known by, refusals too.</summary>
    public const string Name = "identified";

    private readonly WebApplication app;

    private IdentifiedService(Uri keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddVoipBinIdentity(options =>
        {
            options.KeysAddress = keys;
            options.Audiences.Add(ReverseProxy.Host);
        });
        app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers[RawServer.PlatformHeader] = Name;
            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/v1.0/calls", (VoipBinCaller caller) => caller.CustomerId.ToString()).RequireAuthorization();
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>Starts one that takes the keys of identities from the service.</summary>
    public static async Task<IdentifiedService> StartAsync(Uri authentication)
    {
        var service = new IdentifiedService(new(authentication, "/.well-known/jwks.json"));
        await service.app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
