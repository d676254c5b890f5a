using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Health;

/// <summary>The routes by which machines see how the service is; public, and without a credential.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("").AllowAnonymous().WithTags("Health");

        health.MapRead("/ping", () => TypedResults.Ok(new PingResponse("pong")))
            .Describe("Ping", "Ping", "Answers without touching anything.");
        health.MapRead("/health/live", () => TypedResults.Ok(new HealthResponse("live")))
            .Describe("GetLiveness", "Is the process alive?", "If this does not answer, restart the process.");
        health.MapRead("/health/ready", GetReadinessAsync)
            .Describe("GetReadiness", "Can the service answer requests?", "The database is reachable and migrated, and the service is not about to end. If not, send requests elsewhere.")
            .Refuses(ProblemCatalogue.ServiceUnavailable);
    }

    private static async Task<Results<Ok<HealthResponse>, ProblemResult>> GetReadinessAsync(
        HealthCheckService checks, DrainService drain, CancellationToken cancellationToken)
    {
        if (drain.IsDraining)
        {
            return new ProblemResult(ProblemCatalogue.ServiceUnavailable, new CheckDetail("shutdown", "The service is about to end."));
        }

        var report = await checks.CheckHealthAsync(cancellationToken);
        return report.Status != HealthStatus.Unhealthy
            ? TypedResults.Ok(new HealthResponse(report.Status == HealthStatus.Healthy ? "ready" : "degraded"))
            : new ProblemResult(ProblemCatalogue.ServiceUnavailable, [.. report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => new CheckDetail(entry.Key, entry.Value.Description ?? "It failed."))]);
    }

    /// <param name="Message" example="pong">Always <c>pong</c>.</param>
    internal sealed record PingResponse(string Message);

    /// <param name="Status" example="ready"><c>live</c>, <c>ready</c>, or <c>degraded</c> while the service goes on without its database.</param>
    internal sealed record HealthResponse(string Status);

    /// <summary>A detail of "not ready": which check failed.</summary>
    internal sealed record CheckDetail(string Check, string Message);
}
