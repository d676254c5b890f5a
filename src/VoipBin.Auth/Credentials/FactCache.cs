using System.Collections.Concurrent;

namespace VoipBin.Auth.Credentials;

/// <summary>Remembers facts of rows, never a decision, for a bounded time (decision 4). Bounded in number too: what was asked for lately stays.</summary>
/// <remarks>
/// A row that was read before an invalidation never enters the cache after it: <see cref="Add"/> is told when the reading began,
/// and the cache remembers which rows were invalidated since. Both happen under one lock; finding takes none.
/// The entries are a set that is searched by key: as a dictionary it would hold each key twice.
/// </remarks>
internal sealed class FactCache<TKey, TFacts>(FactCacheShape<TKey> shape, InvalidationClock clock, TimeProvider time, FactCacheCounters? counters = null) : IFactCache
    where TKey : struct, IEquatable<TKey>
    where TFacts : class
{
    private const int RememberedInvalidations = 4096;
    private const int SecondChances = 64;

    /// <summary>So few entries may stand in line for nothing.</summary>
    private const int ShortLine = 512;

    private readonly ConcurrentDictionary<Entry, byte> entries = new(Entry.ByKey.Instance);
    private readonly Queue<Entry> line = new();
    private readonly (long At, TKey Key)[] invalidated = new (long, TKey)[RememberedInvalidations];
    private readonly Lock gate = new();
    private readonly long lifetime = (long)(shape.Lifetime.TotalSeconds * time.TimestampFrequency);
    private int living;
    private long invalidations;
    private long forgottenUntil;
    private int generation;

    public string Prefix => shape.Prefix;

    /// <summary>How many rows are known, of which some may have to be asked for again.</summary>
    public int Count => Volatile.Read(ref living);

    /// <summary>The facts of a row, if they are remembered and not too old.</summary>
    public TFacts? Find(TKey key)
    {
        if (EntryOf(key) is not { } entry || FactsOf(entry) is not { } facts)
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

        return facts;
    }

    /// <summary>As <see cref="Find"/>, for somebody who has looked before: it does not count again.</summary>
    public TFacts? FindAgain(TKey key) => EntryOf(key) is { } entry ? FactsOf(entry) : null;

    /// <summary>Whether there was such a row lately, even when what is remembered of it is too old to count, or all was forgotten.</summary>
    public bool Knows(TKey key) => EntryOf(key) is not null;

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

            if (EntryOf(key) is { } present)
            {
                present.Set(facts, time.GetTimestamp(), generation);
                return;
            }

            var entry = new Entry(key, facts, time.GetTimestamp(), generation);
            entries.TryAdd(entry, default);
            living++;
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
            living -= entries.GetAlternateLookup<TKey>().TryRemove(key, out _) ? 1 : 0;
        }
    }

    /// <summary>No facts count any longer. The rows stay known: who presents a credential that was good a moment ago does not guess.</summary>
    public void Clear()
    {
        lock (gate)
        {
            forgottenUntil = clock.Advance();
            Volatile.Write(ref generation, generation + 1);
        }
    }

    private TFacts? FactsOf(Entry entry) => entry.FactsSince(time.GetTimestamp() - lifetime, Volatile.Read(ref generation));

    private Entry? EntryOf(TKey key) => entries.GetAlternateLookup<TKey>().TryGetValue(key, out var entry, out _) ? entry : null;

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

    /// <summary>The first in line goes, unless somebody wanted it since it was looked at last and its facts count: then it stands at the end again.</summary>
    private void MakeRoom()
    {
        var chances = SecondChances;
        while (living > shape.Capacity)
        {
            var entry = line.Dequeue();
            if (entry.IsWanted && entry.IsOf(generation) && chances-- > 0)
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
            // Entries that were invalidated still stand in line: those of a row that is read and changed again and again would be remembered for nothing.
            var present = line.Where(IsPresent).ToArray();
            line.Clear();
            foreach (var entry in present)
            {
                line.Enqueue(entry);
            }
        }
    }

    private void Evict(Entry entry)
    {
        // What was invalidated since it stands in line has gone already; what was forgotten with all is of no use, and no loss.
        if (IsPresent(entry) && entries.TryRemove(entry, out _))
        {
            living--;
            if (entry.IsOf(generation))
            {
                counters?.Evict();
            }
        }
    }

    /// <summary>Whether the entry itself is remembered, and not a later one of the same key.</summary>
    private bool IsPresent(Entry entry) => ReferenceEquals(EntryOf(entry.Key), entry);

    private sealed class Entry(TKey key, TFacts facts, long readAt, int generation)
    {
        private TFacts facts = facts;
        private long readAt = readAt;
        private int generation = generation;

        public TKey Key { get; } = key;

        public bool IsWanted { get; set; }

        /// <summary>Takes the facts of a later reading. Whoever looks at the same time sees the facts before, or the new ones with either time: never old facts with the new time or generation.</summary>
        public void Set(TFacts later, long at, int of)
        {
            Volatile.Write(ref facts, later);
            Volatile.Write(ref generation, of);
            Volatile.Write(ref readAt, at);
        }

        /// <summary>The facts, if they were read after that time and are of this generation: none was forgotten since.</summary>
        public TFacts? FactsSince(long time, int current) =>
            Volatile.Read(ref readAt) > time && IsOf(current) ? Volatile.Read(ref facts) : null;

        public bool IsOf(int current) => Volatile.Read(ref generation) == current;

        /// <summary>Entries are one when their keys are.</summary>
        public sealed class ByKey : IEqualityComparer<Entry>, IAlternateEqualityComparer<TKey, Entry>
        {
            public static readonly ByKey Instance = new();

            public bool Equals(Entry? one, Entry? other) => one is null ? other is null : other is not null && one.Key.Equals(other.Key);

            public int GetHashCode(Entry entry) => entry.Key.GetHashCode();

            public bool Equals(TKey alternate, Entry other) => alternate.Equals(other.Key);

            public int GetHashCode(TKey alternate) => alternate.GetHashCode();

            /// <summary>Never asked for: a key alone is no entry.</summary>
            public Entry Create(TKey alternate) => throw new NotSupportedException();
        }
    }
}
