using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Accesskeys;

internal static class AccesskeyServiceCollectionExtensions
{
    public static AuthenticationBuilder AddAccesskeys(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddSettings<AccesskeyOptions>();
        authentication.Services.AddSingleton<IValidateOptions<AccesskeyOptions>, AccesskeyOptionsValidation>();
        authentication.Services.AddScoped<AccesskeyStore>().AddExpiringRows<AccesskeyStore>();
        authentication.Services.AddScoped<AccesskeyLookup>();
        authentication.Services.AddUsage();
        authentication.Services.AddScoped<AccesskeyCommands>();
        return authentication.AddScheme<AuthenticationSchemeOptions, AccesskeyAuthenticationHandler>(Schemes.Accesskey, displayName: null, configureOptions: null);
    }

    private static void AddUsage(this IServiceCollection services)
    {
        services.AddSingleton<AccesskeyUsageCollector>();
        services.AddScoped<AccesskeyUsageStore>().AddExpiringRows<AccesskeyUsageStore>();
        services.AddScoped<AccesskeyAddressStore>().AddExpiringRows<AccesskeyAddressStore>();
        services.AddSingleton<AccesskeyUsageService>();
        services.AddHostedService(provider => provider.GetRequiredService<AccesskeyUsageService>());
    }
}
