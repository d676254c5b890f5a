using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Me;

internal static class MeServiceCollectionExtensions
{
    public static IServiceCollection AddMe(this IServiceCollection services) => services
        .AddFactCache<Guid, AgentResponse>(Agent.WatchPrefix, FactCacheKeys.ParseId)
        .AddFactCache<Guid, AccesskeyCallerResponse>(Accesskey.IdWatchPrefix, FactCacheKeys.ParseId)
        .AddSingleton<MeLookup>();
}
