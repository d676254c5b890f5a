using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Tests.Storage;

namespace VoipBin.Auth.Tests.Credentials;

public sealed class FactAccessTests : IDisposable
{
    private readonly CredentialOptions options = new();
    private readonly ManualClock time = new();
    private readonly FileDatabase database = new();
    private readonly CacheTrust trust;
    private readonly DatabaseGate gate;
    private readonly FactAccess access;

    public FactAccessTests()
    {
        trust = new(Options.Create(options), time);
        gate = new(database.Target, time);
        access = new(trust, gate);
        time.Advance(TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        gate.Dispose();
        database.Dispose();
    }

    [Fact]
    public void IsRemembered_NeverInContact_IsFalse()
    {
        Assert.False(access.IsRemembered);
        Assert.False(access.IsRememberedInstead(new DatabaseAwayException("away")));
    }

    /// <summary>Who hears nothing asks as long as there is somebody to ask.</summary>
    [Fact]
    public void IsRemembered_NothingHeardWhileTheDatabaseAnswers_EndsAtTheBound()
    {
        trust.Confirm(time.GetTimestamp());
        var before = access.IsRemembered;

        time.Advance(options.ListenerBound);

        Assert.True(before);
        Assert.False(access.IsRemembered);
    }

    [Fact]
    public async Task IsRemembered_DatabaseAway_GoesOnForTheGrace()
    {
        trust.Confirm(time.GetTimestamp());
        time.Advance(options.ListenerBound);
        await Assert.ThrowsAsync<SqliteException>(() => gate.AskAsync(database.Question(), "one"));

        var away = access.IsRemembered;
        time.Advance(options.OutageGrace - options.ListenerBound);

        Assert.True(away);
        Assert.False(access.IsRemembered);
        Assert.False(access.IsRememberedInstead(new DatabaseAwayException("away")));
    }

    /// <summary>A listener that cannot come back says nothing of a database that is back: a revocation would count only at the end of the grace.</summary>
    [Fact]
    public async Task IsProbeDue_DatabaseAway_ComesAfterThePauseAndEndsWithAnAnswer()
    {
        trust.Confirm(time.GetTimestamp());
        time.Advance(options.ListenerBound);
        await Assert.ThrowsAsync<SqliteException>(() => gate.AskAsync(database.Question(), "one"));
        var atOnce = access.IsProbeDue;
        time.Advance(TimeSpan.FromMilliseconds(250));
        var afterThePause = access.IsProbeDue;
        database.Answer();

        await gate.AskAsync(database.Question(), "one");

        Assert.Equal((false, true), (atOnce, afterThePause));
        Assert.False(access.IsProbeDue);
        Assert.False(access.IsRemembered);
    }

    /// <summary>Who hears of every change has nothing to find out.</summary>
    [Fact]
    public async Task IsProbeDue_EverythingHeard_IsFalse()
    {
        await Assert.ThrowsAsync<SqliteException>(() => gate.AskAsync(database.Question(), "one"));
        time.Advance(TimeSpan.FromMinutes(1));

        trust.Confirm(time.GetTimestamp());

        Assert.False(access.IsProbeDue);
        Assert.True(access.IsRemembered);
    }

    [Fact]
    public void IsRememberedInstead_QuestionThatFailed_OnlyWhenTheDatabaseIsAway()
    {
        trust.Confirm(time.GetTimestamp());
        time.Advance(options.ListenerBound);

        Assert.True(access.IsRememberedInstead(new DatabaseAwayException("away")));
        Assert.False(access.IsRememberedInstead(new InvalidOperationException("a fault of ours")));
        Assert.False(access.IsRememberedInstead(new OperationCanceledException()));
    }
}
