using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Accesskeys;

internal static class AccesskeyServiceCollectionExtensions
{
    /// <summary>How many unknown keys are remembered: in a cache of their own, so that a flood of them pushes no good key out.</summary>
    private const int UnknownEntries = 10_000;

    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromSeconds(1);

    public static AuthenticationBuilder AddAccesskeys(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddSettings<AccesskeyOptions>();
        authentication.Services.AddSingleton<IValidateOptions<AccesskeyOptions>, AccesskeyOptionsValidation>();
        authentication.Services.AddScoped<AccesskeyStore>().AddExpiringRows<AccesskeyStore>();
        authentication.Services.AddScoped<AccesskeySearchStore>();
        authentication.Services.AddUsage();
        authentication.Services.AddFactCache<CredentialHash, AccesskeyFacts>("accesskeys", Accesskey.WatchPrefix, CredentialHash.TryParse);
        authentication.Services.AddFactCache<CredentialHash, NoAccesskey>("unknown_accesskeys", Accesskey.WatchPrefix, CredentialHash.TryParse, UnknownEntries, UnknownLifetime);
        authentication.Services.AddSingleton<FactLoader<CredentialHash, AccesskeyRow?>>();
        authentication.Services.AddSingleton<AccesskeyLookup>();
        authentication.Services.AddScoped<AccesskeyCommands>();
        authentication.Services.AddCredentialScheme<AccesskeyAuthenticationHandler, AccesskeyVerifier>(Schemes.Accesskey);
        return authentication;
    }

    private static void AddUsage(this IServiceCollection services)
    {
        services.AddSingleton<AccesskeyUsageCollector>();
        services.AddInstruments<AccesskeyUsageMetrics>();
        services.AddScoped<AccesskeyUsageStore>().AddExpiringRows<AccesskeyUsageStore>();
        services.AddScoped<AccesskeyAddressStore>().AddExpiringRows<AccesskeyAddressStore>();
        services.AddSingleton<AccesskeyUsageService>();
        services.AddHostedService(provider => provider.GetRequiredService<AccesskeyUsageService>());
    }
}
