using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Tests.Timestamps;

public sealed class ClockLeapTests
{
    private readonly SetClock clock = new();

    [Fact]
    public void IsRecent_ClockGoesOn_IsNot()
    {
        var leap = new ClockLeap(clock);

        clock.Pass(TimeSpan.FromDays(1));
        var afterADay = leap.IsRecent();
        clock.Ahead += TimeSpan.FromMinutes(9);
        var corrected = leap.IsRecent();

        Assert.Equal((false, false), (afterADay, corrected));
    }

    [Fact]
    public void IsRecent_ClockIsSetForwards_IsForAnHour()
    {
        var leap = new ClockLeap(clock);

        clock.Ahead += TimeSpan.FromDays(8);
        var atOnce = leap.IsRecent();
        clock.Pass(TimeSpan.FromMinutes(59));
        var later = leap.IsRecent();
        clock.Pass(TimeSpan.FromMinutes(1));
        var afterAnHour = leap.IsRecent();

        Assert.Equal((true, true, false), (atOnce, later, afterAnHour));
    }

    [Fact]
    public void IsRecent_ClockIsSetBack_IsNot()
    {
        var leap = new ClockLeap(clock);

        clock.Ahead -= TimeSpan.FromDays(8);

        Assert.False(leap.IsRecent());
    }

    /// <summary>A wall clock that is set, beside time that passes.</summary>
    private sealed class SetClock : TimeProvider
    {
        private TimeSpan passed;

        public TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56) + passed + Ahead;

        public override long GetTimestamp() => passed.Ticks;

        public void Pass(TimeSpan time) => passed += time;
    }
}
