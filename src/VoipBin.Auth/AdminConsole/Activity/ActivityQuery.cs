using System.Globalization;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.AdminConsole.Activity;

/// <summary>What the address of the page says: which events, and from which place on. Whatever it says wrong counts as not said.</summary>
/// <param name="Kind">Only events of this kind; null for all.</param>
/// <param name="AgentId">Only what this agent did; null for all.</param>
/// <param name="From">The first day, in UTC; null for the beginning.</param>
/// <param name="To">The last day, in UTC; null for today.</param>
internal sealed record ActivityQuery(ActivityKind? Kind, Guid? AgentId, DateOnly? From, DateOnly? To)
{
    public const string Path = "/console/activity";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The events older than this one; null for the newest.</summary>
    public PageCursor? Older { get; init; }

    /// <summary>The events newer than this one.</summary>
    public PageCursor? Newer { get; init; }

    /// <summary>Whether it asks for less than everything.</summary>
    public bool IsFiltered => Kind is not null || AgentId is not null || From is not null || To is not null;

    public AuditFilter Filter => new() { Type = Kind?.Type, AgentId = AgentId, From = StartOf(From), To = StartOf(To?.AddDays(1)) };

    public static ValueTask<ActivityQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult<ActivityQuery?>(new(
            ActivityKind.Find(query["kind"]),
            Guid.TryParseExact(query["by"], "D", out var agentId) ? agentId : null,
            ParseDay(query["from"]),
            ParseDay(query["to"]))
        {
            Older = PageCursor.TryParse($"{query["older"]}"),
            Newer = PageCursor.TryParse($"{query["newer"]}"),
        });
    }

    /// <summary>How a day stands in the address, and in the form's fields.</summary>
    public static string? WordOf(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The address.</summary>
    public override string ToString()
    {
        (string Name, string? Value)[] parts = [("kind", Kind?.Type), ("by", AgentId?.ToString()), ("from", WordOf(From)), ("to", WordOf(To)), ("older", Older?.ToString()), ("newer", Newer?.ToString())];
        var said = parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={part.Value}").ToArray();
        return said.Length == 0 ? Path : $"{Path}?{string.Join('&', said)}";
    }

    /// <summary>Not the last day that there is: none follows it.</summary>
    private static DateOnly? ParseDay(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day : null;

    private static DateTimeOffset? StartOf(DateOnly? day) => day is { } start ? new(start, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
