namespace VoipBin.Auth.Problems;

/// <summary>Tells the operator what a good credential was not good for: who was answered 403, and why. What was answered 401 has a log of its own, since nobody is known there.</summary>
internal sealed partial class RefusalLog(ILogger<RefusalLog> logger)
{
    /// <param name="context">The request. Of its target and method nothing is told that a client wrote, but which route it was.</param>
    /// <param name="problem">The refusal.</param>
    public void Write(HttpContext context, Problem problem)
    {
        var route = RouteOf(context.GetEndpoint());
        if (context.User.FindFirst("sub")?.Value is { } subject)
        {
            Log.Refused(logger, subject, context.User.FindFirst("customer_id")?.Value, problem.Reason, route, context.TraceIdentifier);
        }
        else
        {
            Log.RefusedNobody(logger, problem.Reason, route, context.TraceIdentifier);
        }
    }

    private static string RouteOf(Endpoint? endpoint) => endpoint is RouteEndpoint { RoutePattern.RawText: { } pattern }
        ? $"{string.Join(' ', endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])} {pattern}".TrimStart()
        : "no route";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused {Subject} of customer {CustomerId}: {Reason} at {Route}, request {RequestId}")]
        public static partial void Refused(ILogger logger, string subject, string? customerId, string reason, string route, string requestId);

        [LoggerMessage(2, LogLevel.Information, "Refused a request of nobody known: {Reason} at {Route}, request {RequestId}")]
        public static partial void RefusedNobody(ILogger logger, string reason, string route, string requestId);
    }
}
