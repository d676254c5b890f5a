using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Authentication;

/// <summary>How credentials were judged, and how long that took. While nobody listens neither costs anything, and a clock is not even read.</summary>
internal sealed class VerificationMetrics
{
    public const string Verifications = "voipbin.auth.verifications";
    public const string Duration = "voipbin.auth.verification.duration";

    /// <summary>The credential is good.</summary>
    public const string Accepted = "Accepted";

    /// <summary>The credential is good, and its customer frozen.</summary>
    public const string Frozen = "Frozen";

    /// <summary>Nobody could tell: the database did not answer, or there is a fault.</summary>
    public const string Undecided = "Undecided";

    /// <summary>Too many bad ones came from the client's address, so that this one was not looked at.</summary>
    public const string Limited = "Limited";

    /// <summary>The client went away before it was told.</summary>
    public const string Abandoned = "Abandoned";

    private const string SchemeTag = "scheme";
    private const string OutcomeTag = "outcome";

    private readonly Counter<long> verifications;
    private readonly Histogram<double> duration;
    private readonly TimeProvider time;

    public VerificationMetrics(IMeterFactory meters, TimeProvider time)
    {
        var meter = meters.CreateServiceMeter();
        verifications = meter.CreateCounter<long>(Verifications, "{verification}", "Credentials that were judged.");
        duration = meter.CreateHistogram(
            Duration,
            "s",
            "How long it took to judge a credential.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        this.time = time;
    }

    /// <summary>Called before a credential is judged; what it returns is for <see cref="End"/>.</summary>
    public long Begin() => duration.Enabled ? time.GetTimestamp() : 0;

    /// <param name="begun">What <see cref="Begin"/> returned.</param>
    /// <param name="scheme">One of <see cref="Schemes"/>.</param>
    /// <param name="outcome">A fixed word, the same as in the log.</param>
    public void End(long begun, string scheme, string outcome)
    {
        verifications.Add(1, new(SchemeTag, scheme), new(OutcomeTag, outcome));
        if (begun != 0)
        {
            duration.Record(time.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>(SchemeTag, scheme));
        }
    }

    public void EndAccepted(long begun, string scheme, Caller caller) => End(begun, scheme, caller.Freeze is null ? Accepted : Frozen);

    /// <summary>Ends a verification without an outcome.</summary>
    public void EndFailed(long begun, string scheme, Exception exception) => End(begun, scheme, exception is OperationCanceledException ? Abandoned : Undecided);

    /// <summary>Counts what was presented so badly that no scheme looked at it.</summary>
    public void CountRefused(RequestCredential.Refused refused) => End(begun: 0, Schemes.Credential, refused.Cause);
}
