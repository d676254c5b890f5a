using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Credentials;

/// <summary>How much of what is asked for is remembered, by cache.</summary>
internal sealed class FactCacheMetrics
{
    public const string Hits = "voipbin.auth.cache.hits";
    public const string Misses = "voipbin.auth.cache.misses";
    public const string Evictions = "voipbin.auth.cache.evictions";
    public const string Entries = "voipbin.auth.cache.entries";

    private readonly Counter<long> hits;
    private readonly Counter<long> misses;
    private readonly Counter<long> evictions;
    private readonly ConcurrentBag<(KeyValuePair<string, object?> Tag, Func<int> Count)> caches = [];

    public FactCacheMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateServiceMeter();
        hits = meter.CreateCounter<long>(Hits, "{lookup}", "Rows that were remembered when they were asked for.");
        misses = meter.CreateCounter<long>(Misses, "{lookup}", "Rows that were not remembered when they were asked for.");
        evictions = meter.CreateCounter<long>(Evictions, "{entry}", "Rows whose facts counted, and that were forgotten for want of room.");
        meter.CreateObservableUpDownCounter(Entries, () => caches.Select(cache => new Measurement<int>(cache.Count(), cache.Tag)), "{entry}", "Rows that are known; after all was forgotten, those too that are to be asked for again.");
    }

    /// <summary>The counters of one cache.</summary>
    /// <param name="cache">Its name: a fixed word.</param>
    public FactCacheCounters CountersOf(string cache) => new(hits, misses, evictions, TagOf(cache));

    /// <summary>Tells from now on how many rows a cache knows.</summary>
    public void Observe(string cache, Func<int> count) => caches.Add((TagOf(cache), count));

    private static KeyValuePair<string, object?> TagOf(string cache) => new("cache", cache);
}
