using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Health;

internal static class HealthServiceCollectionExtensions
{
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSettings<ShutdownOptions>();
        services.AddSingleton<DrainService>();
        services.AddHostedService(provider => provider.GetRequiredService<DrainService>());
        services.AddHealthChecks();
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) => host.ShutdownTimeout = shutdown.Value.Drain + AfterDrain);
        return services;
    }
}
