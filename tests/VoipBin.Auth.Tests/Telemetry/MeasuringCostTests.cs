using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Tests.Telemetry;

/// <summary>Measuring is on the path of every request of the platform: it makes no objects, whether somebody listens or not.</summary>
public sealed class MeasuringCostTests : IDisposable
{
    private const int Times = 10_000;

    private static readonly Caller Caller = new(CredentialKind.Token, Guid.CreateVersion7(), Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, Permission.CustomerAdmin);

    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener listener = new();
    private readonly CountingTime time = new();
    private long heard;

    private IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Verification_Measured_AllocatesNothing(bool isHeard)
    {
        Listen(isHeard);
        var metrics = new VerificationMetrics(Meters, time);

        AssertAllocatesNothing(() => metrics.EndAccepted(metrics.Begin(), Schemes.Token, Caller));

        Assert.Equal(isHeard, heard > 0);
    }

    /// <summary>While nobody listens not even the time is asked for.</summary>
    [Fact]
    public void Verification_NobodyListens_ReadsNoClock()
    {
        var metrics = new VerificationMetrics(Meters, time);
        metrics.End(metrics.Begin(), Schemes.Token, "Expired");
        var unheard = time.Asked;
        Listen(isHeard: true);

        metrics.End(metrics.Begin(), Schemes.Token, "Expired");

        Assert.Equal(0, unheard);
        Assert.True(time.Asked > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Find_Measured_AllocatesNothing(bool isHeard)
    {
        Listen(isHeard);
        var clock = new InvalidationClock();
        var cache = new FactCache<int, string>(new("row:", _ => null, Capacity: 10, TimeSpan.FromHours(1)), clock, time, new FactCacheMetrics(Meters).CountersOf("rows"));
        cache.Add(1, "facts", clock.Now);

        AssertAllocatesNothing(() =>
        {
            cache.Find(1);
            cache.Find(2);
        });

        Assert.Equal(isHeard ? 2 * (Times + 1) : 0, heard);
    }

    private static void AssertAllocatesNothing(Action act)
    {
        act();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var count = 0; count < Times; count++)
        {
            act();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Listen(bool isHeard)
    {
        if (!isHeard)
        {
            return;
        }

        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == Instrumentation.Name && ReferenceEquals(instrument.Meter.Scope, Meters))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => heard++);
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => heard++);
        listener.Start();
    }

    private sealed class CountingTime : TimeProvider
    {
        public int Asked { get; private set; }

        public override long GetTimestamp()
        {
            Asked++;
            return base.GetTimestamp();
        }
    }
}
