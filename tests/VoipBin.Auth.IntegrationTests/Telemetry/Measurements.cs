using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

/// <summary>What one service measures from now on, as an exporter would hear it; other services of the same process are not heard.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentDictionary<string, double> sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> lasts = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    public Measurements(AuthService service)
    {
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == Instrumentation.Name && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Everything that was heard so far: names, and the tags as <see cref="Sum"/> takes them.</summary>
    public IEnumerable<string> Heard => sums.Keys;

    /// <summary>What was counted, of one instrument and these tags: <c>scheme=Token outcome=Accepted</c>.</summary>
    public double Sum(string name, string tags = "") => sums.GetValueOrDefault(Key(name, tags));

    /// <summary>What an instrument that observes says now; null when it says nothing.</summary>
    public double? Observe(string name, string tags = "")
    {
        lasts.TryRemove(Key(name, tags), out _);
        listener.RecordObservableInstruments();
        return lasts.TryGetValue(Key(name, tags), out var value) ? value : null;
    }

    public void Dispose() => listener.Dispose();

    private static string Key(string name, string tags) => $"{name} {tags}".TrimEnd();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = Key(instrument.Name, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        sums.AddOrUpdate(key, value, (_, sum) => sum + value);
        lasts[key] = value;
    }
}
