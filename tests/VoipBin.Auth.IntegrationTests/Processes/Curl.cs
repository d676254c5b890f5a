using System.Globalization;
using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>The real curl, with the options of the documents' own command lines.</summary>
internal sealed class Curl(Uri address)
{
    /// <summary>For example <c>curl -k --location --request GET 'http://…/v1.0/accesskeys' --header 'Authorization: Bearer …'</c>.</summary>
    public async Task<CurlAnswer> SendAsync(string method, string target, string? data = null, string? header = null)
    {
        List<string> arguments = ["-sS", "--max-time", "30", "--write-out", "\n%{http_code}", "-k", "--location", "--request", method, address.GetLeftPart(UriPartial.Authority) + target];
        if (header is not null)
        {
            arguments.AddRange(["--header", header]);
        }

        if (data is not null)
        {
            arguments.AddRange(["--header", "Content-Type: application/json", "--data-raw", data]);
        }

        var result = await Command.RunAsync("curl", arguments);
        Assert.True(result.ExitCode == 0, $"curl {method} ended with {result.ExitCode}: {result.Errors}");
        var end = result.Output.LastIndexOf('\n');
        return new(int.Parse(result.Output[(end + 1)..], CultureInfo.InvariantCulture), result.Output[..end]);
    }
}

/// <summary>What curl printed.</summary>
internal sealed record CurlAnswer(int Status, string Body)
{
    public JsonElement Json { get; } = Body.StartsWith('{') ? JsonDocument.Parse(Body).RootElement : default;
}
