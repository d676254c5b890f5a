using System.Diagnostics;

namespace VoipBin.Auth.Telemetry;

/// <summary>Keeps the service's own clockwork out of the traces: it asks the database several times a second, and each question by itself would be a trace.</summary>
internal static class BackgroundSpans
{
    public const string NpgsqlSource = "Npgsql";

    /// <summary>From now on a question that belongs to no request, and to nothing else that is traced, is not recorded.</summary>
    public static ActivityListener Silence()
    {
        var listener = new ActivityListener { ShouldListenTo = static source => source.Name == NpgsqlSource, ActivityStarted = Silence };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void Silence(Activity span)
    {
        if (span.ParentId is null)
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
