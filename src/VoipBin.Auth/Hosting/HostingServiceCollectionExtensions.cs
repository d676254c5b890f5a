using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Json;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Hosting;

internal static class HostingServiceCollectionExtensions
{
    /// <summary>Adds what concerns the server as a whole: limits, proxies, CORS, JSON.</summary>
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<OutageLog>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<ProxyTrust>();
        services.AddSettings<ServiceOptions>().AddSettings<ServerOptions>().AddSettings<CorsSettings>().AddSettings<ProxySettings>().AddSettings<SecurityTextSettings>();
        services.AddSingleton<IValidateOptions<ServiceOptions>, ListenAddressValidation>();
        services.AddSingleton<IValidateOptions<ProxySettings>, ProxySettingsValidation>();
        services.AddSingleton<IValidateOptions<CorsSettings>, CorsSettingsValidation>();
        services.AddSingleton<IValidateOptions<SecurityTextSettings>, SecurityTextSettingsValidation>();
        services.ConfigureHttpJsonOptions(options => ServiceJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<ResponseHeaders>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ServerLimits>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxySettings>>(TrustProxies);
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<CorsSettings>>((cors, settings) => cors.AddDefaultPolicy(policy => AllowOrigins(policy, settings.Value.Origins)));
        return services;
    }

    private static void TrustProxies(ForwardedHeadersOptions options, IOptions<ProxySettings> proxies)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        foreach (var network in proxies.Value.TrustedNetworks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }
    }

    private static void AllowOrigins(CorsPolicyBuilder policy, string[] origins)
    {
        _ = origins.Length == 0 ? policy.AllowAnyOrigin() : policy.WithOrigins(origins);
        policy.WithMethods("GET", "HEAD", "POST", "PUT", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "Accept", "X-Requested-With", RequestId.HeaderName)
            .WithExposedHeaders(RequestId.HeaderName, "Retry-After", "WWW-Authenticate", "Location", "RateLimit", "RateLimit-Policy");
    }
}
