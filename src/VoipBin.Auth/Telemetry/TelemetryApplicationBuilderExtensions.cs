using Microsoft.AspNetCore.Http.Features;

namespace VoipBin.Auth.Telemetry;

internal static class TelemetryApplicationBuilderExtensions
{
    /// <summary>Names every request, in the logs through the trace identifier and for the client in a header.</summary>
    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var id = RequestId.KeepOrCreate(context.Request.Headers[RequestId.HeaderName]);
        context.TraceIdentifier = id;
        context.Response.OnStarting(
            static state =>
            {
                var response = ((HttpContext)state).Response;
                response.Headers[RequestId.HeaderName] = response.HttpContext.TraceIdentifier;
                return Task.CompletedTask;
            },
            context);
        return next(context);
    });

    /// <summary>Describes the span of every request, when traces are sent. Stands behind the request ids, and before whatever answers.</summary>
    public static IApplicationBuilder UseRequestSpans(this IApplicationBuilder app) =>
        !ExportDestination.Read(app.ApplicationServices.GetRequiredService<IConfiguration>()).Traces
            ? app
            : app.Use(static (context, next) =>
                context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? RequestSpan.DescribeAsync(context, next, span) : next(context));
}
