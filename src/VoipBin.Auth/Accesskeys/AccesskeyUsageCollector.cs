using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Counts uses of accesskeys in memory, until the <see cref="AccesskeyUsageService"/> writes them.</summary>
/// <remarks>
/// It is on the path of every request with a key. A use takes a lock, for a fraction of a microsecond, that only uses of the same
/// key and of one other key in 64 take, and makes no object.
/// </remarks>
internal sealed class AccesskeyUsageCollector(TimeProvider time)
{
    /// <summary>For how many keys uses wait to be written, about 10 MB; those of further keys are not counted.</summary>
    public const int MaximumWaiting = 100_000;

    private const int Parts = 64;

    private readonly Dictionary<(Guid AccesskeyId, DateOnly Day), AccesskeyUseCount>[] parts =
        [.. Enumerable.Range(0, Parts).Select(_ => new Dictionary<(Guid AccesskeyId, DateOnly Day), AccesskeyUseCount>())];

    private int waiting;
    private int nextPart;
    private long uncounted;

    /// <summary>For how many keys and days uses wait to be written.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Counts a use now. A key whose customer is frozen was presented, but is of no use.</summary>
    /// <param name="caller">The key, which was accepted.</param>
    /// <param name="address">The client's address, seen through trusted proxies.</param>
    public void Record(Caller caller, IPAddress? address)
    {
        if (caller.Freeze is null)
        {
            var now = time.GetTimestampNow();
            Add(caller.CredentialId, DateOnly.FromDateTime(now.UtcDateTime), new(caller.CustomerId, Uses: 1, now, address));
        }
    }

    /// <summary>Gives away what was counted since the last time, one a key and day; begins where it ended.</summary>
    /// <param name="enough">How many are enough; it may be somewhat more.</param>
    public AccesskeyUsage[] Take(int enough = int.MaxValue)
    {
        var taken = new List<AccesskeyUsage>();
        for (var count = 0; count < Parts && taken.Count < enough; count++)
        {
            var part = parts[nextPart];
            nextPart = (nextPart + 1) % Parts;
            lock (part)
            {
                taken.AddRange(part.Select(use => AccesskeyUsage.Create(use.Key.AccesskeyId, use.Key.Day, use.Value)));
                part.Clear();
            }
        }

        Interlocked.Add(ref waiting, -taken.Count);
        return [.. taken];
    }

    /// <summary>Takes back what could not be written.</summary>
    public void PutBack(IEnumerable<AccesskeyUsage> usages)
    {
        foreach (var usage in usages)
        {
            Add(usage.AccesskeyId, usage.Day, new(usage.CustomerId, usage.Uses, usage.TmLastUsed, usage.Address));
        }
    }

    /// <summary>How many uses were not counted since the last time for want of room.</summary>
    public long TakeUncounted() => Interlocked.Exchange(ref uncounted, 0);

    private void Add(Guid accesskeyId, DateOnly day, in AccesskeyUseCount count)
    {
        var part = parts[(uint)accesskeyId.GetHashCode() % Parts];
        lock (part)
        {
            ref var present = ref CollectionsMarshal.GetValueRefOrNullRef(part, (accesskeyId, day));
            if (!Unsafe.IsNullRef(ref present))
            {
                present = present.Plus(count);
            }
            else if (Interlocked.Increment(ref waiting) <= MaximumWaiting)
            {
                part.Add((accesskeyId, day), count);
            }
            else
            {
                Interlocked.Decrement(ref waiting);
                Interlocked.Add(ref uncounted, count.Uses);
            }
        }
    }
}
