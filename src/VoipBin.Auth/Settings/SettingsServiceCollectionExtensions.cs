using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Settings;

internal static class SettingsServiceCollectionExtensions
{
    /// <summary>Adds a class of settings, bound from its section and validated when the service starts.</summary>
    public static IServiceCollection AddSettings<TSettings>(this IServiceCollection services)
        where TSettings : class, ISettings, new()
    {
        services.AddSingleton<SettingsReader<TSettings>>();
        services.AddSingleton<IConfigureOptions<TSettings>>(provider => provider.GetRequiredService<SettingsReader<TSettings>>());
        services.AddSingleton<IValidateOptions<TSettings>>(provider => provider.GetRequiredService<SettingsReader<TSettings>>());
        services.AddOptions<TSettings>().ValidateOnStart();
        return services;
    }
}
