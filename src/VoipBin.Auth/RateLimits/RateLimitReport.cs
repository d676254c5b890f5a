using System.Diagnostics.Metrics;
using System.Net;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.RateLimits;

/// <summary>How the operator hears of refusals: each is counted, and once a minute a line says that there are some, and the address of one. When that is always the proxy's, the service does not trust it.</summary>
internal sealed partial class RateLimitReport(IMeterFactory meters, TimeProvider time, ILogger<RateLimitReport> logger)
{
    public const string Refusals = "voipbin.auth.rate_limit.refusals";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Counter<long> refusals = meters.CreateServiceMeter().CreateCounter<long>(Refusals, "{request}", "Requests that a rate limit refused.");
    private readonly Lock gate = new();
    private long? lastAt;
    private int unsaid;

    /// <param name="limit">The name of the limit.</param>
    /// <param name="address">The client's, seen through trusted proxies.</param>
    public void Write(string limit, IPAddress? address)
    {
        refusals.Add(1, new KeyValuePair<string, object?>("limit", limit));
        int before;
        lock (gate)
        {
            if (lastAt is { } last && time.GetElapsedTime(last) < Pause)
            {
                unsaid++;
                return;
            }

            (lastAt, before, unsaid) = (time.GetTimestamp(), unsaid, 0);
        }

        Log.Refused(logger, limit, address, before);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request was refused by the rate limit {Limit}, from {Address}, and {Others} before it since the last such line")]
        public static partial void Refused(ILogger logger, string limit, IPAddress? address, int others);
    }
}
