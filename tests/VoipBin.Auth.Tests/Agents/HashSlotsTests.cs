using System.Net;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Tests.Agents;

public sealed class HashSlotsTests : IDisposable
{
    private readonly HashSlots slots = new(Options.Create(new RateLimitOptions()));

    public void Dispose() => slots.Dispose();

    /// <summary>A customer that has passwords hashed as fast as it can keeps nobody from signing in.</summary>
    [Fact]
    public void TryQueue_ByCallersWithoutEnd_LeavesRoomForWhoSignsIn()
    {
        while (slots.TryQueue() is not null)
        {
        }

        Assert.Equal(HashSlots.MaximumWaiting / 2, slots.Waiting);
        Assert.All(Enumerable.Range(1, HashSlots.MaximumWaiting / 2), number => Assert.NotNull(slots.TryQueueFor(new IPAddress(number * 1_000_003))));
    }

    [Fact]
    public void TryQueueFor_OneAddress_WaitsOnceAndWithFreeSlotsNotAtAll()
    {
        var address = IPAddress.Parse("203.0.113.7");
        List<HashSlots.Place> places = [];
        while (slots.TryQueueFor(address) is { } place)
        {
            places.Add(place);
        }

        Assert.Equal(1, slots.Waiting);
        Assert.NotNull(slots.TryQueueFor(IPAddress.Parse("203.0.113.8")));

        places.ForEach(place => place.Dispose());
        Assert.Equal(1, slots.Waiting);
        Assert.NotNull(slots.TryQueueFor(address));
    }

    [Fact]
    public async Task Place_DisposedTwice_GivesItsSlotBackOnce()
    {
        var first = slots.TryQueue()!;
        await first.EnterAsync(CancellationToken.None);
        first.Dispose();
        first.Dispose();

        List<HashSlots.Place> places = [];
        while (slots.TryQueue() is { } place)
        {
            places.Add(place);
        }

        Assert.Equal((HashSlots.MaximumWaiting / 2) + Math.Max(1, Environment.ProcessorCount / 2), places.Count);
    }
}
