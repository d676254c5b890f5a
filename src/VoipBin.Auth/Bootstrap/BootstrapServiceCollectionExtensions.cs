using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Bootstrap;

internal static class BootstrapServiceCollectionExtensions
{
    public static IServiceCollection AddBootstrap(this IServiceCollection services)
    {
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
