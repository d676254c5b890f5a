using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Me;

internal static class MeServiceCollectionExtensions
{
    public static IServiceCollection AddMe(this IServiceCollection services) => services
        .AddFactCache<Guid, JsonAnswer<AgentResponse>>(Agent.WatchPrefix, FactCacheKeys.ParseId)
        .AddFactCache<Guid, JsonAnswer<AccesskeyCallerResponse>>(Accesskey.IdWatchPrefix, FactCacheKeys.ParseId)
        .AddSingleton<MeLookup>();
}
