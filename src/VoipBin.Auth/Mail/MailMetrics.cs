using System.Diagnostics.Metrics;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Mail;

/// <summary>What became of mails, and what waits in the outbox. That is the database's, and so the same on every replica: it is kept from the last look, never asked for when it is collected.</summary>
internal sealed class MailMetrics
{
    public const string Tries = "voipbin.auth.mail.tries";
    public const string Waiting = "voipbin.auth.outbox.waiting";
    public const string Age = "voipbin.auth.outbox.age";

    private const string OutcomeTag = "outcome";

    private static readonly KeyValuePair<string, object?> Sent = new(OutcomeTag, "Sent");
    private static readonly KeyValuePair<string, object?> Failed = new(OutcomeTag, "Failed");
    private static readonly KeyValuePair<string, object?> GivenUp = new(OutcomeTag, "GivenUp");

    /// <summary>How old a look into the outbox may be before another one is taken.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);

    private readonly Counter<long> tries;
    private readonly ObservableGauge<int> waiting;
    private readonly ObservableGauge<double> age;
    private readonly TimeProvider time;
    private volatile OutboxState? last;
    private long lookedAt = long.MinValue;

    public MailMetrics(IMeterFactory meters, TimeProvider time)
    {
        var meter = meters.CreateServiceMeter();
        tries = meter.CreateCounter<long>(Tries, "{mail}", "Tries to send a mail, and mails that were given up.");
        waiting = meter.CreateObservableGauge<int>(Waiting, () => last is { } state ? [new(state.Waiting)] : [], "{mail}", "Mails that wait to be sent, those of all replicas together.");
        age = meter.CreateObservableGauge<double>(Age, () => last is { } state ? [new(AgeOf(state).TotalSeconds)] : [], "s", "How long the oldest mail has been waiting; 0 when none waits.");
        this.time = time;
    }

    /// <summary>Whether somebody listens who was not told of the outbox lately.</summary>
    public bool IsLookDue => (waiting.Enabled || age.Enabled) && (lookedAt == long.MinValue || time.GetElapsedTime(lookedAt) >= LookInterval);

    public void Looked(OutboxState state) => (last, lookedAt) = (state, time.GetTimestamp());

    public void CountSent() => tries.Add(1, Sent);

    public void CountFailed() => tries.Add(1, Failed);

    public void CountGivenUp() => tries.Add(1, GivenUp);

    private TimeSpan AgeOf(OutboxState state) =>
        state.Oldest is { } oldest && time.GetTimestampNow() - oldest is var passed && passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
}
