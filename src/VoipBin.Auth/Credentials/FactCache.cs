using System.Collections.Concurrent;

namespace VoipBin.Auth.Credentials;

/// <summary>Remembers facts of rows, never a decision, for a bounded time (decision 4). Bounded in number too: what was asked for lately stays.</summary>
/// <remarks>
/// A row that was read before an invalidation never enters the cache after it: <see cref="Add"/> is told when the reading began,
/// and the cache remembers which rows were invalidated since. Both happen under one lock; finding takes none.
/// </remarks>
internal sealed class FactCache<TKey, TFacts>(FactCacheShape<TKey> shape, InvalidationClock clock, TimeProvider time, FactCacheCounters? counters = null) : IFactCache
    where TKey : struct, IEquatable<TKey>
    where TFacts : class
{
    private const int RememberedInvalidations = 4096;
    private const int SecondChances = 64;

    /// <summary>So few entries may stand in line for nothing.</summary>
    private const int ShortLine = 512;

    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly Queue<Entry> line = new();
    private readonly (long At, TKey Key)[] invalidated = new (long, TKey)[RememberedInvalidations];
    private readonly Lock gate = new();
    private readonly long lifetime = (long)(shape.Lifetime.TotalSeconds * time.TimestampFrequency);
    private int living;
    private long invalidations;
    private long forgottenUntil;

    public string Prefix => shape.Prefix;

    /// <summary>How many rows are remembered.</summary>
    public int Count => Volatile.Read(ref living);

    /// <summary>The facts of a row, if they are remembered and not too old.</summary>
    public TFacts? Find(TKey key)
    {
        if (!entries.TryGetValue(key, out var entry) || time.GetTimestamp() - entry.ReadAt >= lifetime)
        {
            counters?.Miss();
            return null;
        }

        counters?.Hit();
        if (!entry.IsWanted)
        {
            // Written only when it changes, or cores would fight over the line.
            entry.IsWanted = true;
        }

        return entry.Facts;
    }

    /// <summary>As <see cref="Find"/>, for somebody who has looked before: it does not count again.</summary>
    public TFacts? FindAgain(TKey key) => entries.TryGetValue(key, out var entry) && time.GetTimestamp() - entry.ReadAt < lifetime ? entry.Facts : null;

    /// <summary>Remembers facts, unless the row was invalidated since they were read.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="facts">What was read.</param>
    /// <param name="since">The <see cref="InvalidationClock"/> before the reading began.</param>
    public void Add(TKey key, TFacts facts, long since)
    {
        lock (gate)
        {
            if (WasInvalidated(key, since))
            {
                return;
            }

            var entry = new Entry(key, facts, time.GetTimestamp());
            living += entries.ContainsKey(key) ? 0 : 1;
            entries[key] = entry;
            line.Enqueue(entry);
            MakeRoom();
        }
    }

    public void Forget(string key)
    {
        if (shape.Parse(key) is { } parsed)
        {
            Forget(parsed);
        }
    }

    public void Forget(TKey key)
    {
        lock (gate)
        {
            // What is overwritten must not be taken for "not invalidated".
            ref var slot = ref invalidated[invalidations++ % RememberedInvalidations];
            forgottenUntil = Math.Max(forgottenUntil, slot.At);
            slot = (clock.Advance(), key);
            living -= entries.TryRemove(key, out _) ? 1 : 0;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            forgottenUntil = clock.Advance();
            entries.Clear();
            line.Clear();
            living = 0;
        }
    }

    private bool WasInvalidated(TKey key, long since)
    {
        if (since < forgottenUntil)
        {
            return true;
        }

        for (var index = invalidations - 1; index >= 0 && index >= invalidations - RememberedInvalidations; index--)
        {
            var (at, other) = invalidated[index % RememberedInvalidations];
            if (at <= since)
            {
                return false;
            }

            if (other.Equals(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first in line goes, unless somebody wanted it since it was looked at last: then it stands at the end again.</summary>
    private void MakeRoom()
    {
        var chances = SecondChances;
        while (living > shape.Capacity)
        {
            var entry = line.Dequeue();
            if (entry.IsWanted && chances-- > 0)
            {
                entry.IsWanted = false;
                line.Enqueue(entry);
            }
            else
            {
                Evict(entry);
            }
        }

        if (line.Count > 2 * Math.Max(living, Math.Min(shape.Capacity, ShortLine)))
        {
            // Entries that were invalidated or replaced still stand in line: those of a row that is read again and again would be remembered for nothing.
            var present = line.Where(entry => entries.TryGetValue(entry.Key, out var other) && ReferenceEquals(entry, other)).ToArray();
            line.Clear();
            foreach (var entry in present)
            {
                line.Enqueue(entry);
            }
        }
    }

    private void Evict(Entry entry)
    {
        // What was invalidated or replaced since it stands in line has gone already.
        if (entries.TryRemove(KeyValuePair.Create(entry.Key, entry)))
        {
            living--;
            counters?.Evict();
        }
    }

    private sealed class Entry(TKey key, TFacts facts, long readAt)
    {
        public TKey Key { get; } = key;

        public TFacts Facts { get; } = facts;

        public long ReadAt { get; } = readAt;

        public bool IsWanted { get; set; }
    }
}
