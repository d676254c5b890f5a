namespace VoipBin.Auth.Tests;

/// <summary>A clock that stands still: nothing takes any time.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => 0;
}
