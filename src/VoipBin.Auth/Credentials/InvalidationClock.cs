namespace VoipBin.Auth.Credentials;

/// <summary>Counts invalidations, so that a lookup can tell whether one came while it read.</summary>
internal sealed class InvalidationClock
{
    private long now;

    public long Now => Volatile.Read(ref now);

    public long Advance() => Interlocked.Increment(ref now);
}
