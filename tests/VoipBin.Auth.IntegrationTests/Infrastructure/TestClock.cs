namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The real time, moved by hand.</summary>
internal sealed class TestClock : TimeProvider
{
    private long offset;

    public void Advance(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref offset));
}
