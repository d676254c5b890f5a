using System.Net;
using Microsoft.Extensions.Options;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Agents;

/// <summary>
/// How many passwords are hashed at a time: half of the cores, at least one, so that a flood of logins does not take them from verification (decision 9).
/// The others wait in a queue of bounded length, and of one client address at most so many as are configured, so that it cannot fill the queue.
/// </summary>
internal sealed class HashSlots(IOptions<RateLimitOptions> options) : IDisposable
{
    private const int WaitingPerSlot = 16;

    private static readonly int Count = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many may wait: some four seconds at the default cost.</summary>
    public static readonly int MaximumWaiting = Count * WaitingPerSlot;

    private readonly SemaphoreSlim slots = new(Count);
    private readonly Lock gate = new();
    private readonly Dictionary<int, int> waitingByClient = [];
    private int waiting;

    /// <summary>How many wait.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Takes a slot, or a place in the queue, for somebody who is signed in or has a mailed secret. They have half of the queue, so that whoever else signs in finds room.</summary>
    /// <returns>Null when too many wait: try again later.</returns>
    public Place? TryQueue() => TryQueue(client: null, MaximumWaiting / 2);

    /// <summary>Takes a slot, or a place in the queue, for somebody whom nobody knows yet.</summary>
    /// <param name="address">The client's, seen through trusted proxies.</param>
    /// <returns>Null when too many wait, or too many of this address.</returns>
    public Place? TryQueueFor(IPAddress? address) => TryQueue(options.Value.WaitingLogins == 0 ? null : ClientNetwork.BucketOf(address), MaximumWaiting);

    public void Dispose() => slots.Dispose();

    private Place? TryQueue(int? client, int room)
    {
        lock (gate)
        {
            if (slots.Wait(0, CancellationToken.None))
            {
                return new(this, hasSlot: true, client: null);
            }

            if (waiting >= room)
            {
                return null;
            }

            if (client is { } bucket)
            {
                var others = waitingByClient.GetValueOrDefault(bucket);
                if (others >= options.Value.WaitingLogins)
                {
                    return null;
                }

                waitingByClient[bucket] = others + 1;
            }

            waiting++;
            return new(this, hasSlot: false, client);
        }
    }

    private void LeaveQueue(int? client)
    {
        lock (gate)
        {
            waiting--;
            if (client is { } bucket && --waitingByClient[bucket] == 0)
            {
                waitingByClient.Remove(bucket);
            }
        }
    }

    /// <summary>A place in the queue, and then a slot.</summary>
    internal sealed class Place(HashSlots slots, bool hasSlot, int? client) : IDisposable
    {
        private bool isWaiting = !hasSlot;
        private bool hasSlot = hasSlot;

        /// <summary>Waits for a slot; it is free again when the place is disposed.</summary>
        public async Task EnterAsync(CancellationToken cancellationToken)
        {
            if (!hasSlot)
            {
                await slots.slots.WaitAsync(cancellationToken);
                hasSlot = true;
                Leave();
            }
        }

        public void Dispose()
        {
            Leave();
            if (hasSlot)
            {
                hasSlot = false;
                slots.slots.Release();
            }
        }

        private void Leave()
        {
            if (isWaiting)
            {
                isWaiting = false;
                slots.LeaveQueue(client);
            }
        }
    }
}
