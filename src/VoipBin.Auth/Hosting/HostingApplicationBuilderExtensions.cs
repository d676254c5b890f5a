namespace VoipBin.Auth.Hosting;

internal static class HostingApplicationBuilderExtensions
{
    /// <summary>Where proxies ask.</summary>
    public const string Decisions = "/authz";

    private const string ForwardedFor = "X-Forwarded-For";

    private static readonly string[] CrossOrigin = ["/auth", "/v1.0"];

    /// <summary>Paths below which people are shown pages; what programs send there is not a GET.</summary>
    private static readonly string[] Pages = ["/auth/email-verify", "/auth/password-reset"];

    /// <summary>Gives every answer its headers.</summary>
    public static IApplicationBuilder UseResponseHeaders(this IApplicationBuilder app)
    {
        var headers = app.ApplicationServices.GetRequiredService<ResponseHeaders>();
        return app.Use((context, next) =>
        {
            context.Response.OnStarting(headers.Set, context);
            return next(context);
        });
    }

    /// <summary>Sees clients through trusted proxies, and marks what comes from machines that are none, where that matters: before the forwarded headers, which exchange the address of the connection.</summary>
    public static IApplicationBuilder UseProxies(this IApplicationBuilder app)
    {
        var trust = app.ApplicationServices.GetRequiredService<ProxyTrust>();
        app.Use((context, next) =>
        {
            var isForwarded = context.Request.Headers.ContainsKey(ForwardedFor);
            if ((isForwarded || context.Request.Path.StartsWithSegments(Decisions)) && !trust.IsTrusted(context.Connection.RemoteIpAddress))
            {
                context.Features.Set(UntrustedPeer.Instance);
                if (isForwarded)
                {
                    trust.NoticeStranger(context.Connection.RemoteIpAddress!);
                }
            }

            return next(context);
        });
        return app.UseForwardedHeaders();
    }

    /// <summary>CORS by path, not by route, so that a script can read a 404, a 405 or a 500 too. Never on our own pages: no script has business with them.</summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app) =>
        app.UseWhen(
            static context => context.Request.Headers.Origin.Count > 0 && context.Request.Path.IsUnder(CrossOrigin) && !IsPage(context.Request),
            static branch => branch.UseCors());

    private static bool IsPage(HttpRequest request) =>
        request.Path.IsUnder(Pages)
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Path.Value!.TrimEnd('/').EndsWith("/form", StringComparison.OrdinalIgnoreCase));
}
