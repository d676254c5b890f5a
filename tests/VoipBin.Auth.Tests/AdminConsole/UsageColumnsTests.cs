using VoipBin.Auth.AdminConsole.Overview;
using VoipBin.Auth.AdminConsole.Parts;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class UsageColumnsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData(0, "2 1 0")]
    [InlineData(1, "2 1 0")]
    [InlineData(3, "4 2 0")]
    [InlineData(5, "6 3 0")]
    [InlineData(10, "10 5 0")]
    [InlineData(11, "20 10 0")]
    [InlineData(999, "1,000 500 0")]
    [InlineData(1_001, "2,000 1,000 0")]
    [InlineData(2_535, "3,000 1,500 0")]
    [InlineData(2_500_000, "3M 1.5M 0")]
    [InlineData(15_000, "20K 10K 0")]
    [InlineData(750_000, "800K 400K 0")]
    [InlineData(5_000_000_000, "5,000M 2,500M 0")]
    [InlineData(long.MaxValue / 100, "100,000,000,000M 50,000,000,000M 0")]
    public void Lines_OfAPeak_EndAtARoundNumber(long peak, string labels) =>
        Assert.Equal(labels, string.Join(' ', new UsageColumns(new([(Today, peak)], Today)).Lines.Select(line => line.Label)));

    [Fact]
    public void Columns_All_StandOnTheGroundAndAreAsHighAsTheDaysAreBusy()
    {
        var columns = new UsageColumns(new([(Today, 1), (Today.AddDays(-1), 500), (Today.AddDays(-29), 1000)], Today));

        Assert.Equal(UsageBars.Days, columns.Columns.Count);
        Assert.Equal(("0%", "5%", "83%"), (columns.Columns[0].Slot, columns.Columns[0].Y, columns.Columns[0].Height));
        Assert.Equal(("46.5%", "41.5%"), (columns.Columns[28].Y, columns.Columns[28].Height));
        Assert.Equal(("86.8%", "1.2%", 1L), (columns.Columns[29].Y, columns.Columns[29].Height, columns.Today.Uses));
        Assert.Equal(("88%", "0%"), (columns.Columns[1].Y, columns.Columns[1].Height));
        Assert.Equal((Today.AddDays(-29), 1501L), (columns.Peak.Day, columns.Total));
    }

    [Fact]
    public void Marks_Days_AreAWeekApartAndLeaveTheLastToToday()
    {
        var marks = new UsageColumns(new([], Today)).Marks;

        Assert.Equal(["25 Oct", "1 Nov", "8 Nov", "15 Nov"], marks.Select(mark => mark.Label));
        Assert.Equal("5%", marks[0].X);
    }
}
