namespace VoipBin.Auth.Timestamps;

internal static class TimeProviderExtensions
{
    /// <summary>Now, cut to the microsecond: PostgreSQL keeps no more, so that what was created and what is read are equal.</summary>
    public static DateTimeOffset GetTimestampNow(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
