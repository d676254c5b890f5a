using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ForwardAuth;

/// <summary>A service with rules, whose decision endpoints have a port of their own, and to which a test can come from anywhere.</summary>
public sealed class RuledService : SqliteService
{
    public const string Rules = """
        {
          "rules": [
            { "path": "/internal/{**rest}", "allow": "nobody" },
            { "host": "status.example.com", "allow": "public" },
            { "methods": ["GET"], "path": "/v1.0/plans/{id}", "allow": "public" },
            { "path": "/v1.0/sessions/{**rest}", "allow": "token" },
            { "path": "/v1.0/billing/{**rest}", "allow": "token", "permission": ["customer_admin"] },
            { "methods": ["GET"], "path": "/v1.0/calls/{**rest}", "permission": ["customer_admin", "customer_manager", "customer_agent"] },
            { "path": "/v1.0/calls/{**rest}", "permission": ["customer_admin", "customer_manager"] },
            { "path": "/operators/{**rest}", "permission": ["project_super_admin"] },
            { "allow": "caller" },
          ],
        }
        """;

    /// <summary>A header by which a test says from which machine a request comes.</summary>
    public const string PeerHeader = "X-Test-Peer";

    private readonly int port = FreePort.Find();

    /// <summary>Where decisions are asked for.</summary>
    internal RawClient Decisions => new(new($"http://127.0.0.1:{port}"));

    /// <summary>Where everything else is.</summary>
    internal RawClient Others => new(new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single(address => !address.EndsWith($":{port}", StringComparison.Ordinal))));

    internal string RulesFile => Path.Combine(DataDirectory, "rules.json");

    protected override Task PrepareAsync()
    {
        Directory.CreateDirectory(DataDirectory);
        File.WriteAllText(RulesFile, Rules);
        Settings["ForwardAuth:RulesFile"] = RulesFile;
        Settings["ForwardAuth:AllowPreflight"] = "false";
        Settings["ForwardAuth:Urls"] = $"http://127.0.0.1:{port}";
        Settings["Proxies:TrustedNetworks:0"] = "10.0.0.0/8";
        return Task.CompletedTask;
    }

    protected override void ConfigureServices(IServiceCollection services) => services.AddSingleton<IStartupFilter, PeerFilter>();

    private sealed class PeerFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, proceed) =>
            {
                if (context.Request.Headers[PeerHeader] is [{ } peer])
                {
                    context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
                }

                return proceed(context);
            });
            next(app);
        };
    }
}
