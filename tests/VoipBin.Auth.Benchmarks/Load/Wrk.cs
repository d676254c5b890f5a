using System.Globalization;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Debian's wrk: as many requests as the service answers, over connections that stay open. A run of which one answer is not the expected one does not count.</summary>
internal static partial class Wrk
{
    public const int Connections = 32;

    /// <summary>Sends one request again and again; requests a second.</summary>
    public static async Task<double> RunAsync(Uri address, string path, string? credential, int seconds)
    {
        var output = await Tool.RunAsync("wrk", [.. Common(seconds), .. credential is null ? Array.Empty<string>() : ["-H", $"Authorization: Bearer {credential}"], new Uri(address, path).ToString()]);
        return output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"Not every answer was good:\n{output}")
            : RateIn(output);
    }

    /// <summary>Uses accesskeys one after the other, beginning anew after the last; requests a second, and how many there were.</summary>
    /// <remarks>Looking at each status would cost wrk more than the service: it counts those of 400 and more, and the caller asks which one it is.</remarks>
    public static async Task<(double Rate, int Count)> RunKeysAsync(Uri address, string path, int keys, int seconds, int status = 200)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $$"""
            local number = 0
            request = function()
              number = (number + 1) % {{keys}}
              return wrk.format(nil, "{{path}}", {["Authorization"] = string.format("Bearer {{BenchDatabase.KeyFormat}}", number)})
            end
            done = function(summary)
              local others = {{(status == 200 ? "summary.errors.status" : "summary.requests - summary.errors.status")}}
              print(string.format("count %d wrong %d", summary.requests, others + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
            end
            """);
        try
        {
            var output = await Tool.RunAsync("wrk", [.. Common(seconds), "-s", file, new Uri(address, path).ToString()]);
            var counted = CountPattern().Match(output);
            return counted.Groups["wrong"].Value == "0"
                ? (RateIn(output), int.Parse(counted.Groups["count"].Value, CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"Not every answer was {status}:\n{output}");
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
