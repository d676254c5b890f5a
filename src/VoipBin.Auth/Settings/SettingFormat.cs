using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace VoipBin.Auth.Settings;

/// <summary>How a setting is written: what the text of each type must look like.</summary>
internal static class SettingFormat
{
    private const string Days = @"d\.hh\:mm\:ss";
    private const string Hours = @"hh\:mm\:ss";

    /// <summary>What is wrong with <paramref name="text"/> as a value of <paramref name="type"/>; null when nothing is.</summary>
    public static string? FindFault(Type type, string text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(TimeSpan))
        {
            // The binder would read a bare 604800 as that many days.
            return TimeSpan.TryParseExact(text, [Days, Hours], CultureInfo.InvariantCulture, out _)
                ? null
                : "a duration is written d.hh:mm:ss or hh:mm:ss";
        }

        if (type == typeof(int) || type == typeof(long))
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && (type == typeof(long) || number is >= int.MinValue and <= int.MaxValue)
                ? null
                : "it must be a whole number";
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out _) ? null : "it must be true or false";
        }

        if (type == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? null
                : "it must be an absolute http or https address";
        }

        return null;
    }

    /// <summary>What a value must be that breaks <paramref name="rule"/>.</summary>
    public static string Describe(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => $"it must be between {Write(range.Minimum)} and {Write(range.Maximum)}",
        StringLengthAttribute length => $"it must have at most {Write(length.MaximumLength)} characters",
        RequiredAttribute => "it must not be empty",
        _ => "it is not well formed",
    };

    /// <summary>Writes a value the way the configuration would.</summary>
    public static string Write(object? value) => value switch
    {
        TimeSpan duration => duration.ToString(duration.Days == 0 ? Hours : Days, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
