using System.Net;
using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.Tests.Accesskeys;

public sealed class AccesskeyUseCountTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, "203.0.113.1", 0)]
    [InlineData(0, "203.0.113.2", 0)]
    [InlineData(1, "203.0.113.2", 1)]
    public void Plus_Uses_SumsThemAndKeepsTheLater(int minutes, string address, int lastUsed)
    {
        var count = new AccesskeyUseCount(Guid.CreateVersion7(), Uses: 3, Noon, IPAddress.Parse("203.0.113.1"));

        var sum = count.Plus(new(count.CustomerId, Uses: 2, Noon.AddMinutes(minutes), IPAddress.Parse("203.0.113.2")));

        Assert.Equal(new(count.CustomerId, Uses: 5, Noon.AddMinutes(lastUsed), IPAddress.Parse(address)), sum);
    }
}
