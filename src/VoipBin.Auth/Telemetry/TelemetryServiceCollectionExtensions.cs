using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Telemetry;

internal static class TelemetryServiceCollectionExtensions
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, SecretFreeLogging>();
        return services.AddHostedService<TelemetryExportService>();
    }

    /// <summary>Adds instruments that observe.</summary>
    public static IServiceCollection AddInstruments<TInstruments>(this IServiceCollection services)
        where TInstruments : class, IInstruments => services.AddSingleton<IInstruments, TInstruments>();
}
