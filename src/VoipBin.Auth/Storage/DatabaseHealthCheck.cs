using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VoipBin.Auth.Storage;

/// <summary>
/// Ready means: the database answers, and its schema is this version's. While the service goes on without it, it is degraded, and still to be asked:
/// a balancer that drained every replica would make the grace worth nothing.
/// </summary>
internal sealed class DatabaseHealthCheck(DatabaseMigrator migrator, IOutageGrace grace) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await migrator.IsMigratedAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database is not migrated to this version.");
        }
        catch (Exception exception) when (DatabaseFault.IsOutage(exception) || exception is OperationCanceledException)
        {
            return grace.IsInGrace
                ? HealthCheckResult.Degraded("The database does not answer; credentials that were good go on for a while.")
                : HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
