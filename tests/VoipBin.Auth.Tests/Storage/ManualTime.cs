using System.Threading.Channels;

namespace VoipBin.Auth.Tests.Storage;

/// <summary>A clock whose timers ring when a test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Channel<ManualTimer> timers = Channel.CreateUnbounded<ManualTimer>();

    /// <summary>How far the wall clock is set ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), dueTime, period);
        timers.Writer.TryWrite(timer);
        return timer;
    }

    /// <summary>The next timer that somebody made, waited for.</summary>
    public Task<ManualTimer> NextTimerAsync() => timers.Reader.ReadAsync().AsTask().WaitAsync(Limit);
}

/// <param name="Ring">What happens when the time has come.</param>
/// <param name="Due">How long until it rings first.</param>
/// <param name="Period">How long from then on.</param>
internal sealed record ManualTimer(Action Ring, TimeSpan Due, TimeSpan Period) : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period) => true;

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
