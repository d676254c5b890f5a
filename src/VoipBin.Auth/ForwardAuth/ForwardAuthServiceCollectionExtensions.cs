using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.ForwardAuth;

internal static class ForwardAuthServiceCollectionExtensions
{
    public static IServiceCollection AddForwardAuth(this IServiceCollection services)
    {
        services.AddSettings<ForwardAuthOptions>();
        services.AddSingleton<IValidateOptions<ForwardAuthOptions>, ForwardAuthOptionsValidation>();
        services.AddSingleton<DecisionListeners>();
        services.AddSingleton<RouteRules>();
        services.AddSingleton<DecisionMaker>();
        services.AddSingleton<CallerHeadersCache>();
        return services.AddSingleton<ForwardAuthMetrics>();
    }
}
