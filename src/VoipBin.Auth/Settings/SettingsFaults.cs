using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Settings;

/// <summary>Tells a person what to set, instead of a stack trace.</summary>
internal static class SettingsFaults
{
    /// <summary>The faults that <paramref name="exception"/> carries; none when it is about something else.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Of)],
        _ => [],
    };

    /// <returns>The process's exit code.</returns>
    public static async Task<int> ReportAsync(IReadOnlyList<string> faults, TextWriter output)
    {
        await output.WriteLineAsync("The configuration is not usable:");
        foreach (var fault in faults.Distinct(StringComparer.Ordinal))
        {
            await output.WriteLineAsync($"  {fault}");
        }

        return 1;
    }
}
