using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Credentials;

/// <summary>Whether the database is listened to, and how old the last word from it is. What is remembered is believed only while that is young (<see cref="CacheTrust"/>).</summary>
internal sealed class ListenerMetrics
{
    public const string Connected = "voipbin.auth.listener.connected";
    public const string Lag = "voipbin.auth.listener.lag";

    private volatile bool isConnected;

    public ListenerMetrics(IMeterFactory meters, CacheTrust trust)
    {
        var meter = meters.CreateServiceMeter();
        meter.CreateObservableGauge(Connected, () => isConnected ? 1 : 0, unit: null, "1 while the database is listened to for changes, else 0.");
        meter.CreateObservableGauge(
            Lag, () => trust.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "How long ago every change of the database was known here.");
    }

    public void SetConnected(bool value) => isConnected = value;
}
