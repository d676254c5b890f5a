using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Agents;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>So many who wait to have a password hashed that nobody else may, until it is disposed.</summary>
internal sealed class HashingFlood : IDisposable
{
    private readonly List<HashSlots.Place> places = [];

    public HashingFlood(AuthService service)
    {
        var slots = service.Services.GetRequiredService<HashSlots>();
        while (slots.TryQueueFor(address: null) is { } place)
        {
            places.Add(place);
        }

        Assert.Equal(HashSlots.MaximumWaiting, slots.Waiting);
    }

    public void Dispose() => places.ForEach(place => place.Dispose());
}
