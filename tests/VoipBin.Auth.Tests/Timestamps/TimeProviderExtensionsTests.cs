using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Tests.Timestamps;

public sealed class TimeProviderExtensionsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 10)]
    [InlineData(9_999_999, 9_999_990)]
    public void GetTimestampNow_AnyInstant_IsCutToTheMicrosecond(long ticks, long expected)
    {
        var second = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        var now = new FixedClock(second.AddTicks(ticks)).GetTimestampNow();

        Assert.Equal(second.AddTicks(expected), now);
    }
}
