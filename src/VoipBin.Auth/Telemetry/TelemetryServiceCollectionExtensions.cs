using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Telemetry;

internal static class TelemetryServiceCollectionExtensions
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) =>
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, SecretFreeLogging>();
}
