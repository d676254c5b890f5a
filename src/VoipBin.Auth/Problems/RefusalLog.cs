using System.Threading.RateLimiting;

namespace VoipBin.Auth.Problems;

/// <summary>
/// Tells the operator who was answered 403, and why. What was answered 401 has a log of its own, since nobody is known there.
/// Not every line of a flood is written, which would slow the answers down; how many were not is told with the next one that is.
/// </summary>
internal sealed partial class RefusalLog(ILogger<RefusalLog> logger) : IDisposable
{
    /// <summary>Lines that are written at once.</summary>
    public const int Burst = 1000;

    /// <summary>Lines that are written from then on.</summary>
    private const int PerSecond = 100;

    private readonly TokenBucketRateLimiter lines = new(new() { TokenLimit = Burst, TokensPerPeriod = PerSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true });
    private int unsaid;

    /// <param name="context">The request. Of its target and method nothing is told that a client wrote, but which route it was.</param>
    /// <param name="problem">The refusal.</param>
    public void Write(HttpContext context, Problem problem)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        using var line = lines.AttemptAcquire();
        if (!line.IsAcquired)
        {
            Interlocked.Increment(ref unsaid);
            return;
        }

        if (Interlocked.Exchange(ref unsaid, 0) is > 0 and var count)
        {
            Log.Unsaid(logger, count);
        }

        Write(context, problem.Reason, RouteOf(context));
    }

    public void Dispose() => lines.Dispose();

    private void Write(HttpContext context, string reason, string route)
    {
        if (context.User.FindFirst("sub")?.Value is { } subject)
        {
            Log.Refused(logger, subject, context.User.FindFirst("customer_id")?.Value, reason, route, context.TraceIdentifier);
        }
        else
        {
            Log.RefusedNobody(logger, reason, route, context.TraceIdentifier);
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

        [LoggerMessage(3, LogLevel.Warning, "So much is refused that {Count} refusals were not written")]
        public static partial void Unsaid(ILogger logger, int count);
    }
}
