using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Credentials;

internal static class CredentialServiceCollectionExtensions
{
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.AddSingleton<InvalidationClock>();
        services.AddSingleton<CacheTrust>();
        services.AddSingleton<FactCacheMetrics>();
        services.AddSingleton<ListenerMetrics>();
        services.AddSingleton<IOutageGrace>(provider => provider.GetRequiredService<CacheTrust>());
        services.AddSingleton<FactAccess>();
        services.AddSingleton<CacheInvalidation>();
        services.AddSingleton<ICommitWatcher>(provider => provider.GetRequiredService<CacheInvalidation>());
        services.AddHostedService<PostgresListener>();
        services.AddHostedService<ThreadReserve>();
        return services.AddHostedService<SqliteWatcher>();
    }

    /// <summary>Adds a cache of rows of one kind, as large as <c>Credentials:CacheEntries</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">What the cache is called in the metrics; no other is called so.</param>
    /// <param name="prefix">What its rows are called in an invalidation.</param>
    /// <param name="parse">Reads a row's key from an invalidation.</param>
    public static IServiceCollection AddFactCache<TKey, TFacts>(this IServiceCollection services, string name, string prefix, Func<string, TKey?> parse)
        where TKey : struct, IEquatable<TKey>
        where TFacts : class =>
        services.AddFactCache<TKey, TFacts>(name, prefix, parse, int.MaxValue, TimeSpan.FromMinutes(5));

    /// <summary>Adds a cache that is at most as large as that, and of another time.</summary>
    public static IServiceCollection AddFactCache<TKey, TFacts>(
        this IServiceCollection services, string name, string prefix, Func<string, TKey?> parse, int capacity, TimeSpan lifetime)
        where TKey : struct, IEquatable<TKey>
        where TFacts : class
    {
        services.AddSingleton(provider =>
        {
            var metrics = provider.GetRequiredService<FactCacheMetrics>();
            var cache = new FactCache<TKey, TFacts>(
                new(prefix, parse, Math.Min(capacity, provider.GetRequiredService<IOptions<CredentialOptions>>().Value.CacheEntries), lifetime),
                provider.GetRequiredService<InvalidationClock>(),
                provider.GetRequiredService<TimeProvider>(),
                metrics.CountersOf(name));
            metrics.Observe(name, () => cache.Count);
            return cache;
        });
        return services.AddSingleton<IFactCache>(provider => provider.GetRequiredService<FactCache<TKey, TFacts>>());
    }
}
