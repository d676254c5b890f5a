using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Audit;

internal static class AuditServiceCollectionExtensions
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddScoped<AuditStore>().AddExpiringRows<AuditStore>();
}
