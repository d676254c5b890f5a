using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

/// <summary>What the documents say of the instruments is what a running service has.</summary>
[Collection(PostgresTests.Name)]
public sealed partial class InstrumentTests(PostgresService service)
{
    private static readonly string[] Meters = [Instrumentation.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"];

    [Fact]
    public void Operations_Table_TellsEveryInstrumentAndNoOther()
    {
        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => $"{match.Groups["name"]} {match.Groups["kind"]} {match.Groups["unit"].Value.Trim('`')}")
            .Order(StringComparer.Ordinal);

        var made = Published()
            .Where(instrument => instrument.Meter.Name == Instrumentation.Name && ReferenceEquals(instrument.Meter.Scope, service.Services.GetRequiredService<IMeterFactory>()))
            .Select(instrument => $"{instrument.Name} {KindOf(instrument)} {instrument.Unit ?? "–"}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(documented, made);
    }

    [Fact]
    public void Alerts_Metrics_AllExist()
    {
        var known = Published().Where(instrument => Meters.Contains(instrument.Meter.Name)).SelectMany(PrometheusNamesOf).ToHashSet(StringComparer.Ordinal);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "examples", "prometheus", "alerts.yml"));

        var named = PrometheusName().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToArray();

        Assert.True(named.Length > 10, "The rules were found.");
        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void Alerts_Each_StandsInTheDocument()
    {
        var operations = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        var alerts = File.ReadLines(Path.Combine(Repository.Root, "examples", "prometheus", "alerts.yml"))
            .Select(line => line.Trim()).Where(line => line.StartsWith("- alert: ", StringComparison.Ordinal)).Select(line => line["- alert: ".Length..]).ToArray();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Contains($"`{alert}`", operations, StringComparison.Ordinal));
    }

    /// <summary>Every instrument of this process, once what makes some has been made: the rest is there from the start.</summary>
    private List<Instrument> Published()
    {
        foreach (var type in typeof(Instrumentation).Assembly.GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            _ = service.Services.GetService(type) ?? service.Services.GetServices<IInstruments>().Single(type.IsInstanceOfType);
        }

        var published = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => published.Add(instrument) };
        listener.Start();
        return published;
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "UpDownCounter" or "ObservableUpDownCounter" => "up-down counter",
        "Gauge" or "ObservableGauge" => "gauge",
        _ => "histogram",
    };

    /// <summary>As Prometheus writes them: the words joined by underscores, the unit behind them, then what the kind asks for.</summary>
    private static string[] PrometheusNamesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return KindOf(instrument) switch
        {
            "counter" => [$"{name}_total"],
            "histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }

    [GeneratedRegex(@"^\| `(?<name>voipbin\.auth\.[a-z._]+)` \| (?<kind>[a-z -]+) \| (?<unit>[^ ]+) \|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(voipbin_auth|http|kestrel|db|dotnet)_\w+\b(?!=)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PrometheusName();
}
