using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Tokens;

/// <summary>How logins ended.</summary>
internal sealed class LoginMetrics(IMeterFactory meters)
{
    public const string Logins = "voipbin.auth.logins";

    private readonly Counter<long> logins = meters.CreateServiceMeter().CreateCounter<long>(Logins, "{login}", "Logins by name and password that were answered.");

    public void Count(LoginOutcome outcome) => logins.Add(1, new KeyValuePair<string, object?>("outcome", outcome.GetType().Name));
}
