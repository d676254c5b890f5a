using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Tests.Credentials;

public sealed class CacheTrustTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly CredentialOptions options = new();
    private readonly ManualClock time = new();
    private readonly CacheTrust trust;

    public CacheTrustTests()
    {
        trust = new(Options.Create(options), time);

        // Or a contact that never was would look like one at the beginning of time.
        time.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Trust_NeverConfirmed_IsNone()
    {
        Assert.False(trust.IsFresh);
        Assert.False(trust.IsInGrace);
        Assert.Null(trust.Age);
    }

    [Fact]
    public void IsFresh_AfterTheLastWord_EndsAtTheBound()
    {
        trust.Confirm(time.GetTimestamp());

        time.Advance(options.ListenerBound - Tick);
        var before = trust.IsFresh;
        time.Advance(Tick);

        Assert.True(before);
        Assert.False(trust.IsFresh);
        Assert.Equal(options.ListenerBound, trust.Age);
    }

    [Fact]
    public void IsInGrace_AfterTheLastWord_EndsAtTheGraceAndIsNeverRenewed()
    {
        trust.Confirm(time.GetTimestamp());

        var within = new List<bool>();
        for (var second = 0; second < 60; second++)
        {
            within.Add(trust.IsInGrace);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(within, Assert.True);
        Assert.False(trust.IsInGrace);
    }

    [Fact]
    public void IsInGrace_GraceOff_IsNever()
    {
        options.OutageGrace = TimeSpan.Zero;

        trust.Confirm(time.GetTimestamp());

        Assert.True(trust.IsFresh);
        Assert.False(trust.IsInGrace);
    }

    /// <summary>An echo says what was true when it was sent: a process that was stopped in between hears it late.</summary>
    [Fact]
    public void Confirm_EchoThatComesLate_CountsFromWhenItWasSent()
    {
        var sent = time.GetTimestamp();
        time.Advance(options.ListenerBound);

        trust.Confirm(sent);

        Assert.False(trust.IsFresh);
        Assert.True(trust.IsInGrace);
    }

    [Fact]
    public void Confirm_Again_BeginsAnew()
    {
        trust.Confirm(time.GetTimestamp());
        time.Advance(TimeSpan.FromHours(1));

        trust.Confirm(time.GetTimestamp());

        Assert.True(trust.IsFresh);
    }
}
