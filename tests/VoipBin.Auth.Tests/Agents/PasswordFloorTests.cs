using System.Diagnostics;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Tests.Agents;

/// <summary>A verification answers no earlier than one and a half hashes at the configured cost take, whatever it had to do.</summary>
public sealed class PasswordFloorTests : IDisposable
{
    private const int Cost = 5;

    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Password Right = Parse("correct horse battery");
    private static readonly Password Wrong = Parse("another password");

    private readonly ManualClock clock = new();
    private readonly HashSlots slots = new(Options.Create(new RateLimitOptions()));

    public void Dispose() => slots.Dispose();

    [Theory]
    [InlineData(true, Cost)]
    [InlineData(false, Cost)]
    [InlineData(true, Cost - 1)]
    [InlineData(false, Cost - 1)]
    [InlineData(false, null)]
    public async Task VerifyAsync_ReadyBeforeTheFloor_AnswersAtTheFloor(bool isRight, int? cost)
    {
        var hasher = HasherOf(taken: 200);

        var answer = hasher.VerifyAsync(isRight ? Right : Wrong, cost is { } made ? Bcrypt.Hash(Right, made) : null, CancellationToken.None);
        await clock.WaitForTimersAsync(1);
        clock.Advance(TimeSpan.FromMilliseconds(300) - OneMillisecond);
        Assert.False(answer.IsCompleted);
        clock.Advance(2 * OneMillisecond);

        Assert.Equal(isRight, await answer.WaitAsync(Limit));
    }

    [Fact]
    public async Task VerifyAsync_ReadyAfterTheFloor_DoesNotWait()
    {
        var hasher = HasherOf(taken: 0);

        Assert.True(await hasher.VerifyAsync(Right, Bcrypt.Hash(Right, Cost), CancellationToken.None).WaitAsync(Limit));
    }

    /// <summary>However few may hash at a time: every one of these has done so while all of them still wait.</summary>
    [Fact]
    public async Task VerifyAsync_ManyWaitForTheFloor_HoldNoSlot()
    {
        const int Count = 100;
        var hasher = HasherOf(taken: 200);
        var hash = Bcrypt.Hash(Right, Cost - 1);

        var answers = new Task<bool>[Count];
        for (var number = 0; number < Count; number++)
        {
            while (slots.Waiting >= HashSlots.MaximumWaiting / 2)
            {
                await Task.Delay(OneMillisecond);
            }

            answers[number] = hasher.VerifyAsync(number % 2 == 0 ? Right : Wrong, hash, CancellationToken.None);
        }

        await clock.WaitForTimersAsync(Count);
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);
        Assert.Equal(0, slots.Waiting);
        clock.Advance(TimeSpan.FromMilliseconds(301));

        Assert.Equal(Enumerable.Range(0, Count).Select(number => number % 2 == 0), await Task.WhenAll(answers).WaitAsync(Limit));
    }

    [Fact]
    public async Task VerifyAsync_CancelledWhileItWaits_Ends()
    {
        var hasher = HasherOf(taken: 200);
        using var cancellation = new CancellationTokenSource();

        var answer = hasher.VerifyAsync(Right, Bcrypt.Hash(Right, Cost), cancellation.Token);
        await clock.WaitForTimersAsync(1);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.WaitAsync(Limit));
    }

    /// <summary>In real time: a hash of cost 10 is made in a quarter of the time of one of cost 12, and no hash in none.</summary>
    [Fact]
    public async Task VerifyAsync_HashOfLowerCostOrNone_TakesAtLeastTheFloor()
    {
        var hasher = new PasswordHasher(Options.Create(new PasswordOptions { BcryptCost = 12 }), slots, new HashTime(), TimeProvider.System);
        var imported = Bcrypt.Hash(Right, cost: 10);
        Assert.Equal(TimeSpan.Zero, hasher.Floor);

        foreach (var hash in (string?[])[imported, null, imported])
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(hash is not null, await hasher.VerifyAsync(Right, hash, CancellationToken.None));

            Assert.InRange(watch.Elapsed, hasher.Floor, TimeSpan.MaxValue);
        }

        Assert.True(hasher.Floor > TimeSpan.Zero);
    }

    /// <summary>The first one of all: what a hash takes is measured before, once, whatever it verifies.</summary>
    [Fact]
    public async Task VerifyAsync_NothingMeasuredYet_MeasuresOneHash()
    {
        var (hashTime, second) = (new HashTime(), TimeSpan.FromSeconds(1));
        var hasher = new PasswordHasher(Options.Create(new PasswordOptions { BcryptCost = Cost }), slots, hashTime, clock);
        var imported = Bcrypt.Hash(Right, Cost - 1);

        await hasher.VerifyAsync(Right, imported, CancellationToken.None).WaitAsync(Limit);
        Assert.Equal(TimeSpan.Zero, hashTime.Typical);
        hashTime.Add(second);
        hashTime.Add(second);
        var answer = hasher.VerifyAsync(Right, imported, CancellationToken.None);
        await clock.WaitForTimersAsync(1);
        clock.Advance(2 * second);

        Assert.True(await answer.WaitAsync(Limit));
        Assert.Equal(second, hashTime.Typical);
    }

    private static Password Parse(string text) => Password.TryParse(text, out var password) ? password : throw new ArgumentException("No password.", nameof(text));

    /// <summary>A hasher that knows what a hash takes. On its clock none takes any time, which moves the median of the latest only by and by.</summary>
    private PasswordHasher HasherOf(int taken)
    {
        var hashTime = new HashTime();
        for (var number = 0; number < 15; number++)
        {
            hashTime.Add(TimeSpan.FromMilliseconds(taken));
        }

        return new(Options.Create(new PasswordOptions { BcryptCost = Cost }), slots, hashTime, clock);
    }
}
