using System.Collections.Concurrent;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Another clock's time, whose timers ring every few milliseconds, however long they should take.</summary>
internal sealed class HurriedClock(TimeProvider inner) : TimeProvider
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    /// <summary>How often the timers that were made should have rung.</summary>
    public ConcurrentQueue<TimeSpan> Periods { get; } = [];

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Periods.Enqueue(period);
        return base.CreateTimer(callback, state, Soon, Soon);
    }
}
