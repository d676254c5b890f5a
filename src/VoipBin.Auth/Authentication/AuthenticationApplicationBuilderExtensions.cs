using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Authentication;

internal static class AuthenticationApplicationBuilderExtensions
{
    /// <summary>What stands behind a path under <c>/v1.0</c> that no route matches: it exists only for somebody with a good credential.</summary>
    private static readonly Endpoint UnknownRoute = new(
        static context => ProblemWriter.WriteAsync(context, ProblemCatalogue.RouteNotFound),
        new(new AuthorizeAttribute(), CallerPolicies.AnyCaller),
        "Unknown route of the platform");

    /// <summary>Asks for a credential on every path of the platform's API, known or not. Stands between routing and authorization.</summary>
    public static IApplicationBuilder UseUnknownRouteAuthentication(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.GetEndpoint() is null && context.Request.Path.StartsWithSegments("/v1.0"))
        {
            context.SetEndpoint(UnknownRoute);
        }

        return next(context);
    });

    /// <summary>Refuses plain http from other machines. Health checks pass: orchestrators ask them inside the network.</summary>
    public static IApplicationBuilder UseRequiredHttps(this IApplicationBuilder app) =>
        !app.ApplicationServices.GetRequiredService<IOptions<ServiceOptions>>().Value.RequireHttps
            ? app
            : app.Use(static (context, next) =>
                context.Request.IsHttps || IsLocal(context) || context.Request.Path.StartsWithSegments("/health")
                    ? next(context)
                    : ProblemWriter.WriteAsync(context, ProblemCatalogue.HttpsRequired));

    /// <summary>A proxy on this machine speaks for others.</summary>
    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)) && !Forwarding.IsForwarded(context.Request);
}
