using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VoipBin.Auth.Bootstrap;

/// <summary>Not ready before the database is prepared: until then the first admin cannot log in.</summary>
internal sealed class StartupHealthCheck(StartupService startup) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(startup.IsPrepared ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database is not prepared yet."));
}
