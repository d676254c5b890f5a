namespace VoipBin.Auth.Problems;

/// <summary>Tells the operator what a good credential was not good for: who was answered 403, and why. What was answered 401 has a log of its own, since nobody is known there.</summary>
internal sealed partial class RefusalLog(ILogger<RefusalLog> logger)
{
    /// <param name="context">The request. Of its target and method nothing is told that a client wrote, but which route it was.</param>
    /// <param name="problem">The refusal.</param>
    public void Write(HttpContext context, Problem problem)
    {
        var route = RouteOf(context);
        if (context.User.FindFirst("sub")?.Value is { } subject)
        {
            Log.Refused(logger, subject, context.User.FindFirst("customer_id")?.Value, problem.Reason, route, context.TraceIdentifier);
        }
        else
        {
            Log.RefusedNobody(logger, problem.Reason, route, context.TraceIdentifier);
        }
    }

    /// <summary>A method that the route does not name is the client's own word.</summary>
    private static string RouteOf(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } pattern } endpoint)
        {
            return "no route";
        }

        var method = context.Request.Method;
        return endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) == true ? $"{method} {pattern.TrimEnd('/')}" : pattern;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused {Subject} of customer {CustomerId}: {Reason} at {Route}, request {RequestId}")]
        public static partial void Refused(ILogger logger, string subject, string? customerId, string reason, string route, string requestId);

        [LoggerMessage(2, LogLevel.Information, "Refused a request of nobody known: {Reason} at {Route}, request {RequestId}")]
        public static partial void RefusedNobody(ILogger logger, string reason, string route, string requestId);
    }
}
