using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Accesskeys;

/// <summary>How much of what was counted is not written yet.</summary>
internal sealed class AccesskeyUsageMetrics : IInstruments
{
    public const string Waiting = "voipbin.auth.accesskey.uses.waiting";

    public AccesskeyUsageMetrics(IMeterFactory meters, AccesskeyUsageCollector collector) =>
        meters.CreateServiceMeter().CreateObservableUpDownCounter(Waiting, () => collector.Waiting, "{accesskey}", "Accesskeys whose uses wait to be written.");
}
