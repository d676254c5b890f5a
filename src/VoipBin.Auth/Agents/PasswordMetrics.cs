using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Agents;

/// <summary>How many wait to have a password hashed: logins, and whoever sets or proves one.</summary>
internal sealed class PasswordMetrics : IInstruments
{
    public const string QueueLength = "voipbin.auth.login.queue.length";
    public const string QueueLimit = "voipbin.auth.login.queue.limit";

    public PasswordMetrics(IMeterFactory meters, HashSlots slots)
    {
        var meter = meters.CreateServiceMeter();
        meter.CreateObservableUpDownCounter(QueueLength, () => slots.Waiting, "{login}", "Logins that wait for a core to hash on.");
        meter.CreateObservableUpDownCounter(QueueLimit, () => HashSlots.MaximumWaiting, "{login}", "With so many waiting, another login is told to try again later.");
    }
}
