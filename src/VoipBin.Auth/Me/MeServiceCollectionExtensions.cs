using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Me;

internal static class MeServiceCollectionExtensions
{
    /// <summary>How many answers are remembered of each kind, some 500 bytes each: of all who are remembered, few ask who they are.</summary>
    private const int Entries = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddMe(this IServiceCollection services) => services
        .AddFactCache<Guid, JsonAnswer<AgentResponse>>("me_agents", Agent.WatchPrefix, FactCacheKeys.ParseId, Entries, Lifetime)
        .AddFactCache<Guid, JsonAnswer<AccesskeyCallerResponse>>("me_accesskeys", Accesskey.IdWatchPrefix, FactCacheKeys.ParseId, Entries, Lifetime)
        .AddSingleton<MeLookup>();
}
