using VoipBin.Auth.AdminConsole.Parts;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class UsageBarsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Bars_WithoutUses_AreALine()
    {
        var bars = new UsageBars([], Today);

        Assert.Equal("Not used in the last 30 days", bars.Summary);
        Assert.Equal(30, bars.Bars.Count);
        Assert.All(bars.Bars, bar => Assert.Equal((0L, 1, UsageBars.Height - 1), (bar.Uses, bar.Height, bar.Y)));
    }

    [Fact]
    public void Bars_WithUses_AreAsHighAsTheDaysAreBusy()
    {
        var bars = new UsageBars([(Today, 1), (Today.AddDays(-1), 500), (Today.AddDays(-29), 1000), (Today.AddDays(-30), 9999), (Today.AddDays(1), 9999)], Today);

        Assert.Equal((UsageBars.Height, 0), (bars.Bars[0].Height, bars.Bars[0].Y));
        Assert.Equal((UsageBars.Height / 2, 2), (bars.Bars[28].Height, bars.Bars[29].Height));
        Assert.Equal((1501L, "Used 1,501 times in the last 30 days, most on 24 Oct: 1,000"), (bars.Total, bars.Summary));
    }

    [Fact]
    public void Bars_All_StandBesideEachOtherInTheChart()
    {
        var bars = new UsageBars([(Today, 1)], Today).Bars;

        Assert.Equal((0, UsageBars.Width), (bars[0].X, bars[^1].X + UsageBars.BarWidth));
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(pair.First.X + UsageBars.BarWidth + 1, pair.Second.X));
        Assert.Equal("Used 1 time in the last 30 days, most on 22 Nov: 1", new UsageBars([(Today, 1)], Today).Summary);
    }
}
