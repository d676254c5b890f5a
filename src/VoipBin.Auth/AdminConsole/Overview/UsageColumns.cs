using System.Globalization;
using VoipBin.Auth.AdminConsole.Parts;

namespace VoipBin.Auth.AdminConsole.Overview;

/// <summary>
/// The uses of the last thirty days as columns with a scale. Each place is a share of the chart, so that it fills any
/// width while its words stay as large as they are.
/// </summary>
internal sealed class UsageColumns
{
    private const double Top = 5;
    private const double Ground = 88;
    private const double SlotWidth = 100.0 / UsageBars.Days;
    private const double ColumnWidth = SlotWidth * 0.72;

    /// <summary>A day with few uses beside one with many is still seen.</summary>
    private const double LowestColumn = 1.2;

    private const int DaysBetweenMarks = 7;

    /// <summary>What the end of a scale begins with: so that it has a round half, and little room is left above.</summary>
    private static readonly int[] Steps = [2, 3, 4, 5, 6, 8, 10];

    public UsageColumns(UsageBars bars)
    {
        var end = EndOf(bars.Bars.Max(bar => bar.Uses));
        Columns = [.. bars.Bars.Select((bar, index) => Column.Of(bar, index, end))];
        Lines = [.. new[] { end, end / 2, 0 }.Select(uses => new Line(Share(HeightOf(uses, end)), Short(uses)))];
        Marks = [.. Columns.Where((_, index) => (index + 1) % DaysBetweenMarks == UsageBars.Days % DaysBetweenMarks && index + 1 < UsageBars.Days).Select(column => new Mark(column.Middle, NameOf(column.Day)))];
        Peak = bars.Bars.MaxBy(bar => bar.Uses)!;
        Today = bars.Bars[^1];
        Total = bars.Total;
        Summary = bars.Summary;
    }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>What heights mean: the end of the scale, its middle and its beginning.</summary>
    public IReadOnlyList<Line> Lines { get; }

    /// <summary>Days that are named below the chart, but for today.</summary>
    public IReadOnlyList<Mark> Marks { get; }

    /// <summary>The day with the most uses.</summary>
    public UsageBars.Bar Peak { get; }

    public UsageBars.Bar Today { get; }

    public long Total { get; }

    /// <summary>What the chart shows, in words.</summary>
    public string Summary { get; }

    /// <summary>How a day is named where the year is clear.</summary>
    public static string NameOf(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>The end of the scale: a round number that is not less, and whose half is a whole one.</summary>
    private static long EndOf(long peak)
    {
        var unit = 1L;
        while (peak > 10 * unit)
        {
            unit *= 10;
        }

        return Steps.First(step => step * unit >= peak && step * unit % 2 == 0) * unit;
    }

    private static double HeightOf(long uses, long end) => Ground - ((double)uses / end * (Ground - Top));

    private static string Short(long uses) => uses switch
    {
        < 10_000 => uses.ToString("N0", CultureInfo.InvariantCulture),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{uses / 1_000.0:0.#}K"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{uses / 1_000_000.0:#,0.#}M"),
    };

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.##}%");

    /// <param name="Day">In UTC.</param>
    /// <param name="Uses">How many.</param>
    /// <param name="Slot">Where the day begins; as wide as every day.</param>
    /// <param name="Left">Where the column begins.</param>
    /// <param name="Middle">Where its middle is.</param>
    /// <param name="Y">Where its top is, counted from above.</param>
    /// <param name="Height">How high it is; nothing without a use.</param>
    internal sealed record Column(DateOnly Day, long Uses, string Slot, string Left, string Middle, string Y, string Height)
    {
        /// <summary>How wide a day is.</summary>
        public static readonly string DayWidth = Share(SlotWidth);

        /// <summary>How wide a column is.</summary>
        public static readonly string Width = Share(ColumnWidth);

        public static Column Of(UsageBars.Bar bar, int index, long end)
        {
            var (slot, height) = (index * SlotWidth, bar.Uses == 0 ? 0 : Math.Max(LowestColumn, Ground - HeightOf(bar.Uses, end)));
            return new(bar.Day, bar.Uses, Share(slot), Share(slot + ((SlotWidth - ColumnWidth) / 2)), Share(slot + (SlotWidth / 2)), Share(Ground - height), Share(height));
        }
    }

    /// <param name="Y">Where it is, counted from above.</param>
    /// <param name="Label">How many uses that is.</param>
    internal sealed record Line(string Y, string Label);

    /// <param name="X">Where it is.</param>
    /// <param name="Label">The day.</param>
    internal sealed record Mark(string X, string Label);
}
