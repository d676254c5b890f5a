using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Bootstrap;

internal static class BootstrapServiceCollectionExtensions
{
    /// <summary>Adds what happens at start. To be called last: it takes over what others do while the host starts.</summary>
    public static IServiceCollection AddBootstrap(this IServiceCollection services)
    {
        // The framework reads the key ring while the host starts, when there may be no table yet, or no database.
        foreach (var warmUp in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
        {
            services.Remove(warmUp);
        }

        services.AddSettings<BootstrapOptions>();
        services.AddSingleton<IValidateOptions<BootstrapOptions>, BootstrapOptionsValidation>();
        services.AddSingleton(Console.Out);
        services.AddSingleton<FirstStartNotice>();
        services.AddScoped<FirstAdministrator>();
        services.AddSingleton<StartupService>();
        services.AddHostedService(provider => provider.GetRequiredService<StartupService>());
        services.AddHealthChecks().AddCheck<StartupHealthCheck>("startup");
        return services;
    }
}
