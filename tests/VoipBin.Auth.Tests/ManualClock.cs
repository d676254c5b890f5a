using System.Threading.Channels;

namespace VoipBin.Auth.Tests;

/// <summary>A clock that only a test moves: nothing takes any time by itself, and a timer comes when the clock has been moved that far.</summary>
internal sealed class ManualClock : TimeProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly Channel<Timer> started = Channel.CreateUnbounded<Timer>();
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return now.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            var timer = new Timer(this, () => callback(state), now + dueTime);
            timers.Add(timer);
            started.Writer.TryWrite(timer);
            return timer;
        }
    }

    /// <summary>Waits until that many more timers were started than were waited for before.</summary>
    public async Task WaitForTimersAsync(int count)
    {
        for (; count > 0; count--)
        {
            await started.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        }
    }

    public void Advance(TimeSpan by)
    {
        Timer[] due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(timer => timer.Due <= now)];
            timers.RemoveAll(timer => timer.Due <= now);
        }

        foreach (var timer in due)
        {
            timer.Callback();
        }
    }

    private sealed class Timer(ManualClock clock, Action callback, TimeSpan due) : ITimer
    {
        public TimeSpan Due => due;

        public Action Callback => callback;

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
