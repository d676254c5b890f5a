using VoipBin.Auth.Accesskeys;

namespace VoipBin.Auth.Tests.Accesskeys;

public sealed class AccesskeyUsageTests
{
    [Theory]
    [InlineData("2027-04-05T00:00:00Z", "2026-03-01")]
    [InlineData("2027-04-04T23:59:59Z", "2026-02-28")]
    public void OldestKept_Always_IsFourHundredDaysAgo(string now, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), AccesskeyUsage.OldestKept(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
}
