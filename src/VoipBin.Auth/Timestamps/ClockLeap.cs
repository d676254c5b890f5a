namespace VoipBin.Auth.Timestamps;

/// <summary>
/// Notices that the machine's clock was set forwards. Whoever removes for good what is over by that clock waits for an hour of the new time first: a clock
/// that went wrong is set back by then, and what ended credentials, a logout for example, must still be there.
/// </summary>
/// <remarks>A machine that was suspended looks the same, and waits too. A clock that is wrong when the process starts is believed.</remarks>
internal sealed class ClockLeap(TimeProvider time)
{
    /// <summary>More than a clock is corrected by while it is in use.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    private DateTimeOffset wall = time.GetUtcNow();
    private long measured = time.GetTimestamp();
    private long? leapt;

    /// <summary>Whether the clock was set forwards within the last hour, as far as it was seen by whoever asks this now and then.</summary>
    public bool IsRecent()
    {
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        if (now - wall - time.GetElapsedTime(measured, timestamp) > Tolerance)
        {
            leapt = timestamp;
        }

        (wall, measured) = (now, timestamp);
        return leapt is { } at && time.GetElapsedTime(at, timestamp) < Rest;
    }
}
