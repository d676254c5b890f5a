using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Identity;

internal static class IdentityServiceCollectionExtensions
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSettings<IdentityOptions>();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidation>();
        services.AddSingleton<IdentityKeys>();
        return services.AddSingleton<IdentityIssuer>();
    }
}
