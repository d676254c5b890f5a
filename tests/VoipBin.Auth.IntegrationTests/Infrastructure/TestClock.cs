namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The real time, moved by hand, or held still.</summary>
internal sealed class TestClock : TimeProvider
{
    private readonly Lock gate = new();
    private TimeSpan offset;
    private DateTimeOffset? held;

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            offset += by;
        }
    }

    /// <summary>Holds the time at one instant until the result is disposed; then it goes on from there.</summary>
    public IDisposable HoldAt(DateTimeOffset instant)
    {
        lock (gate)
        {
            held = instant;
        }

        return new Hold(this);
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return held ?? base.GetUtcNow() + offset;
        }
    }

    /// <summary>Moved with the time; a time that is held does not stop what is measured.</summary>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return base.GetTimestamp() + (long)(offset.TotalSeconds * TimestampFrequency);
        }
    }

    private void Release()
    {
        lock (gate)
        {
            offset = held!.Value - base.GetUtcNow();
            held = null;
        }
    }

    private sealed class Hold(TestClock clock) : IDisposable
    {
        public void Dispose() => clock.Release();
    }
}
