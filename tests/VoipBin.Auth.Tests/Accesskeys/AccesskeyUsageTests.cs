using System.Net;
using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.Tests.Accesskeys;

public sealed class AccesskeyUsageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, "203.0.113.1", 0)]
    [InlineData(0, "203.0.113.2", 0)]
    [InlineData(1, "203.0.113.2", 1)]
    public void Add_Uses_SumsThemAndKeepsTheLater(int minutes, string address, int lastUsed)
    {
        var usage = AccesskeyUsage.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), DateOnly.FromDateTime(Noon.UtcDateTime));
        usage.Add(uses: 3, Noon, IPAddress.Parse("203.0.113.1"));

        usage.Add(uses: 2, Noon.AddMinutes(minutes), IPAddress.Parse("203.0.113.2"));

        Assert.Equal((5, Noon.AddMinutes(lastUsed), address), (usage.Uses, usage.TmLastUsed, $"{usage.Address}"));
    }

    [Theory]
    [InlineData("2027-04-05T00:00:00Z", "2026-03-01")]
    [InlineData("2027-04-04T23:59:59Z", "2026-02-28")]
    public void OldestKept_Always_IsFourHundredDaysAgo(string now, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), AccesskeyUsage.OldestKept(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
}
