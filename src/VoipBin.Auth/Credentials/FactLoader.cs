using System.Collections.Concurrent;

namespace VoipBin.Auth.Credentials;

/// <summary>Reads what no cache has: once for all who ask for the same at the same time. A reader that goes away does not fail the others.</summary>
/// <remarks>Who asks after an invalidation does not join a reading that began before it: he could be told what is not true any more.</remarks>
internal sealed class FactLoader<TKey, TRow>(InvalidationClock clock)
    where TKey : struct, IEquatable<TKey>
{
    private readonly ConcurrentDictionary<TKey, Reading> readings = new();

    /// <param name="key">What is read.</param>
    /// <param name="read">Reads it; told the <see cref="InvalidationClock"/> before it begins, for <see cref="FactCache{TKey,TFacts}.Add"/>.</param>
    /// <param name="cancellationToken">The reader's.</param>
    public Task<TRow> LoadAsync(TKey key, Func<TKey, long, Task<TRow>> read, CancellationToken cancellationToken)
    {
        if (readings.TryGetValue(key, out var present) && present.Since == clock.Now)
        {
            return present.Row.Value.WaitAsync(cancellationToken);
        }

        var since = clock.Now;
        Reading? own = null;
        own = new(since, new(() => ReadAsync(key, own!, read)));
        var reading = readings.AddOrUpdate(key, own, (_, other) => other.Since == since ? other : own);
        return reading.Row.Value.WaitAsync(cancellationToken);
    }

    private async Task<TRow> ReadAsync(TKey key, Reading reading, Func<TKey, long, Task<TRow>> read)
    {
        try
        {
            return await read(key, reading.Since);
        }
        finally
        {
            readings.TryRemove(KeyValuePair.Create(key, reading));
        }
    }

    private sealed record Reading(long Since, Lazy<Task<TRow>> Row);
}
