using System.Diagnostics.Metrics;

namespace VoipBin.Auth.Credentials;

/// <summary>Counts what happens in one cache. It is on the path of every request: nothing is allocated, and while nobody listens nothing is counted.</summary>
internal sealed class FactCacheCounters(Counter<long> hits, Counter<long> misses, Counter<long> evictions, KeyValuePair<string, object?> tag)
{
    public void Hit() => hits.Add(1, tag);

    public void Miss() => misses.Add(1, tag);

    public void Evict() => evictions.Add(1, tag);
}
