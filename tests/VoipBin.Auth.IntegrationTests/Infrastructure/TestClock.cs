namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The real time, moved by hand, or held still.</summary>
internal sealed class TestClock : TimeProvider
{
    private static readonly TimeSpan Rare = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private TimeSpan offset;
    private DateTimeOffset? held;
    private long? stopped;

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

        return new Hold(Release);
    }

    /// <summary>What is done every now and then is left to the tests: in a host that many share it would remove old rows, or customers whose time is over, while one of them looks at all.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime >= Rare ? Timeout.InfiniteTimeSpan : dueTime, period);

    /// <summary>Stops what is measured until the result is disposed: then only <see cref="Advance"/> moves it.</summary>
    public IDisposable StopMeasuring()
    {
        lock (gate)
        {
            stopped = base.GetTimestamp();
        }

        return new Hold(GoOnMeasuring);
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
            return (stopped ?? base.GetTimestamp()) + (long)(offset.TotalSeconds * TimestampFrequency);
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

    private void GoOnMeasuring()
    {
        lock (gate)
        {
            stopped = null;
        }
    }

    private sealed class Hold(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
