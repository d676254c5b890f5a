using VoipBin.Auth.Authentication;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.RateLimits;

internal static class RateLimitServiceCollectionExtensions
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services
        .AddSettings<RateLimitOptions>()
        .AddSingleton<RequestLimits>()
        .AddSingleton<RateLimitHeaders>()
        .AddSingleton<FailureLimits>()
        .AddSingleton<IntrospectionLimit>()
        .AddSingleton<IFailedCredentialLimit>(provider => provider.GetRequiredService<FailureLimits>().Credentials)
        .AddSingleton<RateLimitReport>();
}
