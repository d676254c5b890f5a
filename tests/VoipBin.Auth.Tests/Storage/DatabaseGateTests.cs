using Microsoft.Data.Sqlite;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Storage;

public sealed class DatabaseGateTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ManualClock time = new();
    private readonly FileDatabase database = new();
    private readonly DatabaseGate gate;

    public DatabaseGateTests() => gate = new(database.Target, time);

    public void Dispose()
    {
        gate.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task Ask_DatabaseThatAnswers_GivesTheRowOrNone()
    {
        database.Answer();

        var (one, two) = (await AskAsync("one"), await AskAsync("two"));

        Assert.Equal(("one", null), (one, two));
        Assert.False(gate.IsAway);
    }

    [Fact]
    public async Task Ask_AfterOneThatWasNotAnswered_FailsAtOnceWithoutAQuestion()
    {
        await Assert.ThrowsAsync<SqliteException>(() => AskAsync("one"));

        for (var again = 0; again < 100; again++)
        {
            await Assert.ThrowsAsync<DatabaseAwayException>(() => AskAsync("one"));
        }

        Assert.True(gate.IsAway);
        Assert.Equal(1, database.Questions);
    }

    [Fact]
    public async Task Ask_BeforeThePauseIsOver_FailsEvenIfTheDatabaseIsBack()
    {
        await Assert.ThrowsAsync<SqliteException>(() => AskAsync("one"));
        database.Answer();

        time.Advance(Pause - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<DatabaseAwayException>(() => AskAsync("one"));
        time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("one", await AskAsync("one"));
        Assert.False(gate.IsAway);
        Assert.Equal("one", await AskAsync("one"));
    }

    [Fact]
    public async Task Ask_AfterThePause_OneAsksAndNobodyWaitsForHim()
    {
        await Assert.ThrowsAsync<SqliteException>(() => AskAsync("one"));
        database.Answer();
        time.Advance(Pause);
        using var asked = new SemaphoreSlim(0);
        using var answer = new ManualResetEventSlim();

        var probe = Task.Run(() => gate.AskAsync(database.Question(() =>
        {
            asked.Release();
            answer.Wait(Limit);
        }), "one"));
        Assert.True(await asked.WaitAsync(Limit), "The probe asks.");
        for (var again = 0; again < 100; again++)
        {
            await Assert.ThrowsAsync<DatabaseAwayException>(() => AskAsync("one"));
        }

        var questions = database.Questions;
        answer.Set();

        Assert.Equal(2, questions);
        Assert.Equal("one", await probe.WaitAsync(Limit));
        Assert.Equal("one", await AskAsync("one"));
    }

    [Fact]
    public async Task Ask_ProbeThatIsNotAnswered_BeginsAnotherPause()
    {
        await Assert.ThrowsAsync<SqliteException>(() => AskAsync("one"));

        for (var probe = 0; probe < 3; probe++)
        {
            time.Advance(Pause);
            await Assert.ThrowsAsync<SqliteException>(() => AskAsync("one"));
            await Assert.ThrowsAsync<DatabaseAwayException>(() => AskAsync("one"));
        }

        Assert.Equal(4, database.Questions);
    }

    [Fact]
    public async Task Ask_DatabaseThatGoesAwayAgain_IsNoticed()
    {
        database.Answer();
        await AskAsync("one");
        database.FallSilent();

        await Assert.ThrowsAsync<SqliteException>(() => AskAsync("one"));

        Assert.True(gate.IsAway);
    }

    /// <summary>A fault of ours says nothing about the database: nobody else is told that it is away.</summary>
    [Fact]
    public async Task Ask_QuestionThatIsWrong_DoesNotMakeTheDatabaseAway()
    {
        database.Answer();
        var wrong = new DirectQuery<string, string>("SELEC", (_, _) => { }, reader => reader.GetString(0));

        await Assert.ThrowsAsync<SqliteException>(() => gate.AskAsync(wrong, "one"));

        Assert.False(gate.IsAway);
        Assert.Equal("one", await AskAsync("one"));
    }

    private Task<string?> AskAsync(string name) => gate.AskAsync(database.Question(), name);
}
