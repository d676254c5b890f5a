using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace VoipBin.Auth.Storage;

/// <summary>Ready means: the database answers, and its schema is this version's.</summary>
internal sealed class DatabaseHealthCheck(DatabaseMigrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await migrator.IsMigratedAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database is not migrated to this version.");
        }
        catch (Exception exception) when (DatabaseFault.IsOutage(exception))
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
