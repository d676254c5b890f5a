using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>What proxies were answered.</summary>
internal sealed class ForwardAuthMetrics(IMeterFactory meters)
{
    public const string Decisions = "voipbin.auth.decisions";

    /// <summary>The request may pass; else the outcome is the reason of the refusal.</summary>
    public const string Allowed = "ALLOWED";

    private readonly Counter<long> decisions = meters.CreateServiceMeter().CreateCounter<long>(Decisions, "{decision}", "Requests that reverse proxies asked about.");

    public void Count(ProxyDialect dialect, string outcome) => decisions.Add(1, new("proxy", dialect.Name), new("outcome", outcome));
}
