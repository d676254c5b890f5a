using System.Globalization;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Debian's wrk: as many requests as the service answers, over connections that stay open. A run of which one answer is not the expected one does not count.</summary>
internal static partial class Wrk
{
    public const int Connections = 32;

    /// <summary>Sends one request again and again; requests a second.</summary>
    public static Task<double> RunAsync(Uri address, string path, string? credential, int seconds) =>
        RunAsync(address, path, seconds, credential is null ? [] : [$"Authorization: Bearer {credential}"]);

    /// <summary>The same with these header lines.</summary>
    public static async Task<double> RunAsync(Uri address, string path, int seconds, params string[] headers)
    {
        var output = await Tool.RunAsync("wrk", [.. Common(seconds), .. headers.SelectMany(line => new[] { "-H", line }), new Uri(address, path).ToString()]);
        return output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"Not every answer was good:\n{output}")
            : RateIn(output);
    }

    /// <summary>Verifies accesskeys one after the other, beginning anew after the last; verifications a second, and how many there were.</summary>
    /// <remarks>Looking at each status would cost wrk more than the service: it counts those of 400 and more, which all must be; that they are 404 the caller asks before and after.</remarks>
    public static async Task<(double Rate, int Count)> VerifyKeysAsync(Uri address, int keys, int seconds)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $$"""
            local number = 0
            request = function()
              number = (number + 1) % {{keys}}
              return wrk.format(nil, "{{BenchService.Nowhere}}", {["Authorization"] = string.format("Bearer {{BenchDatabase.KeyFormat}}", number)})
            end
            done = function(summary)
              local errors = summary.errors
              print(string.format("count %d wrong %d", summary.requests, summary.requests - errors.status + errors.connect + errors.read + errors.write + errors.timeout))
            end
            """);
        try
        {
            var output = await Tool.RunAsync("wrk", [.. Common(seconds), "-s", file, address.ToString()]);
            var counted = CountPattern().Match(output);
            return counted.Groups["wrong"].Value == "0"
                ? (RateIn(output), int.Parse(counted.Groups["count"].Value, CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"Not every answer was a 404:\n{output}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] Common(int seconds) => ["-t1", string.Create(CultureInfo.InvariantCulture, $"-c{Connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s")];

    private static double RateIn(string output) => double.Parse(RatePattern().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RatePattern();

    [GeneratedRegex("count (?<count>[0-9]+) wrong (?<wrong>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CountPattern();
}
