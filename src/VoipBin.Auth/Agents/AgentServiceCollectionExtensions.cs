using VoipBin.Auth.Credentials;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Agents;

internal static class AgentServiceCollectionExtensions
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddSettings<PasswordOptions>();
        services.AddSingleton<HashTime>();
        services.AddSingleton<HashSlots>();
        services.AddSingleton<PasswordHasher>();
        services.AddInstruments<PasswordMetrics>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<PresentPassword>();
        services.AddFactCache<Guid, AgentFacts>("agents", Agent.WatchPrefix, FactCacheKeys.ParseId);
        return services.AddScoped<AgentStore>().AddExpiringRows<AgentStore>().AddScoped<AgentSearchStore>().AddScoped<AgentInvitations>().AddScoped<AgentCommands>().AddScoped<LinkRequesters>().AddScoped<UsernameCommands>();
    }
}
