using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace VoipBin.Auth.Telemetry;

/// <summary>
/// What the span of a request says beyond what the web server tells: the route and the status, by the names of OpenTelemetry's conventions, and the
/// request's id, under which it is found in the log. What it does not say is what the client wrote: path, method when it is none, host and program. A client
/// may write anything there, and its own credential by mistake.
/// </summary>
internal static class RequestSpan
{
    public const string RequestIdTag = "voipbin.auth.request_id";

    private const string Route = "http.route";
    private const string Status = "http.response.status_code";

    /// <summary>The web server's tags that hold the client's own words.</summary>
    private static readonly string[] Unchecked = ["url.path", "url.query", "url.full", "http.request.method_original", "server.address", "server.port", "user_agent.original", "client.address"];

    public static async Task DescribeAsync(HttpContext context, RequestDelegate next, Activity span)
    {
        foreach (var tag in Unchecked)
        {
            span.SetTag(tag, value: null);
        }

        // What vendors of tracing add to a client's trace is nobody's business here, and goes with each span that begins below this one.
        span.TraceStateString = null;
        span.SetTag(RequestIdTag, context.TraceIdentifier);
        await next(context);

        // After an exception the endpoint is found where it was put aside.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = $"{span.GetTagItem("http.request.method")} {route}".Trim();
        span.SetTag(Route, route);
        span.SetTag(Status, context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
