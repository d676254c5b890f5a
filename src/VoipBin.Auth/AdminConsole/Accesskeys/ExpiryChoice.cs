using System.Globalization;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>How long a key is to live, as its form offers it.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Label">What it shows.</param>
/// <param name="Lifetime">How long; null where a date says it.</param>
internal sealed record ExpiryChoice(string Value, string Label, TimeSpan? Lifetime)
{
    public const string Field = "expiry";
    public const string DateField = "date";

    private const string DateFormat = "yyyy-MM-dd";

    private static readonly ExpiryChoice Date = new("date", "At the end of a day", null);

    private static readonly ExpiryChoice[] All = [new("30", "30 days", TimeSpan.FromDays(30)), new("90", "90 days", TimeSpan.FromDays(90)), new("365", "One year", TimeSpan.FromDays(365)), Date];

    /// <summary>The choices that the operator's limits allow, the shortest first.</summary>
    public static IReadOnlyList<ExpiryChoice> Within(AccesskeyOptions limits) =>
        [.. All.Where(choice => choice.Lifetime is not { } lifetime || (lifetime >= limits.MinimumLifetime && lifetime <= limits.MaximumLifetime))];

    /// <summary>The first and the last day at whose end a key may end.</summary>
    public static (string First, string Last) Days(DateTimeOffset now, AccesskeyOptions limits)
    {
        var (earliest, latest) = (now + limits.MinimumLifetime, now + limits.MaximumLifetime);
        var first = DateOnly.FromDateTime(earliest.UtcDateTime);
        return (first.ToString(DateFormat, CultureInfo.InvariantCulture), DateOnly.FromDateTime(latest.UtcDateTime).AddDays(-1).ToString(DateFormat, CultureInfo.InvariantCulture));
    }

    /// <summary>What the form's two fields amount to.</summary>
    /// <returns>A lifetime or an instant, and the instant as it would be now; or what is wrong.</returns>
    public static (TimeSpan? Lifetime, DateTimeOffset? TmExpire, FieldFault? Fault) Read(string value, string date, DateTimeOffset now, AccesskeyOptions limits)
    {
        if (Within(limits).FirstOrDefault(choice => choice.Value == value) is not { } chosen)
        {
            return (null, null, new(Field, "choice", "Choose how long the key is to live."));
        }

        if (chosen.Lifetime is { } lifetime)
        {
            return (lifetime, now + lifetime, null);
        }

        if (!DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day == DateOnly.MaxValue)
        {
            return (null, null, new(DateField, "format", "Choose a day."));
        }

        var end = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        var (first, last) = Days(now, limits);
        return end - now >= limits.MinimumLifetime && end - now <= limits.MaximumLifetime
            ? (null, end, null)
            : (null, null, new(DateField, "range", $"Choose a day from {first} to {last}."));
    }
}
