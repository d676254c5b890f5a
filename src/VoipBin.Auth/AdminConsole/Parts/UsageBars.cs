using System.Globalization;

namespace VoipBin.Auth.AdminConsole.Parts;

/// <summary>The uses of the last thirty days as bars, the latest on the right: the highest is as high as the chart.</summary>
internal sealed class UsageBars
{
    public const int Days = 30;
    public const int Height = 28;
    public const int BarWidth = 3;
    public const int Width = (Days * (BarWidth + Gap)) - Gap;

    private const int Gap = 1;

    /// <summary>A day with few uses beside one with many is still seen.</summary>
    private const int LowestBar = 2;

    /// <summary>So high is the line of a day without a use.</summary>
    private const int NoBar = 1;

    /// <param name="uses">The days with uses; others are ignored when they are not among the thirty.</param>
    /// <param name="today">The last day, in UTC.</param>
    public UsageBars(IEnumerable<(DateOnly Day, long Uses)> uses, DateOnly today)
    {
        var byDay = uses.ToDictionary(day => day.Day, day => day.Uses);
        var days = Enumerable.Range(0, Days).Select(index => (Day: First(today).AddDays(index), Uses: byDay.GetValueOrDefault(First(today).AddDays(index)))).ToArray();
        var peak = days.MaxBy(day => day.Uses);
        Total = days.Sum(day => day.Uses);
        Bars = [.. days.Select((day, index) => Bar.Of(index, day.Day, day.Uses, peak.Uses))];
        Summary = Total == 0
            ? $"Not used in the last {Days} days"
            : string.Create(CultureInfo.InvariantCulture, $"Used {Total:N0} {(Total == 1 ? "time" : "times")} in the last {Days} days, most on {peak.Day:d MMM}: {peak.Uses:N0}");
    }

    public IReadOnlyList<Bar> Bars { get; }

    public long Total { get; }

    /// <summary>What the chart shows, in words.</summary>
    public string Summary { get; }

    /// <summary>The first of the days that end with <paramref name="today"/>.</summary>
    public static DateOnly First(DateOnly today) => today.AddDays(1 - Days);

    /// <param name="Day">In UTC.</param>
    /// <param name="Uses">How many.</param>
    /// <param name="X">Where it begins.</param>
    /// <param name="Y">Where its top is, counted from above.</param>
    /// <param name="Height">How high it is.</param>
    internal sealed record Bar(DateOnly Day, long Uses, int X, int Y, int Height)
    {
        public static Bar Of(int index, DateOnly day, long uses, long peak)
        {
            var height = uses == 0 ? NoBar : Math.Max(LowestBar, (int)Math.Round((double)uses / peak * UsageBars.Height));
            return new(day, uses, index * (BarWidth + Gap), UsageBars.Height - height, height);
        }
    }
}
