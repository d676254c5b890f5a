using System.Globalization;
using VoipBin.Auth.Credentials;

namespace VoipBin.Auth.Tests.Credentials;

public sealed class FactCacheTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly InvalidationClock clock = new();
    private readonly ManualClock time = new();
    private readonly FactCache<int, string> cache;

    public FactCacheTests() => cache = new(new("row:", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null, Capacity: 100_000, Lifetime), clock, time);

    [Fact]
    public void Add_NothingInvalidated_IsFound()
    {
        cache.Add(1, "facts", clock.Now);

        Assert.Equal("facts", cache.Find(1));
        Assert.Null(cache.Find(2));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void Forget_RememberedRow_IsGoneAndAloneSo()
    {
        cache.Add(1, "one", clock.Now);
        cache.Add(2, "two", clock.Now);

        cache.Forget(1);

        Assert.Null(cache.Find(1));
        Assert.Equal("two", cache.Find(2));
        Assert.Equal(1, cache.Count);
    }

    /// <summary>What is believed of them is gone; that they are no guesses stays known.</summary>
    [Fact]
    public void Clear_RememberedRows_AreKnownAndNotFound()
    {
        cache.Add(1, "one", clock.Now);
        cache.Add(2, "two", clock.Now);

        cache.Clear();

        Assert.Null(cache.Find(1));
        Assert.Null(cache.FindAgain(2));
        Assert.True(cache.Knows(1) && cache.Knows(2));
        Assert.False(cache.Knows(3));
    }

    [Fact]
    public void Clear_RowIsReadAgain_IsFound()
    {
        cache.Add(1, "one", clock.Now);
        cache.Clear();

        cache.Add(1, "one again", clock.Now);

        Assert.Equal("one again", cache.Find(1));
        Assert.Equal(1, cache.Count);
    }

    /// <summary>The race that a cache of credentials must win: somebody reads the row, it is revoked, and only then does he come to store it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4094)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(20_000)]
    public void Add_RowForgottenSinceItWasRead_IsNotRemembered(int othersForgottenAfter)
    {
        var since = clock.Now;
        cache.Forget(1);
        ForgetOthers(othersForgottenAfter);

        cache.Add(1, "revoked", since);

        Assert.Null(cache.Find(1));
        Assert.Equal(0, cache.Count);
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(20_000)]
    public void Add_RowForgottenAfterManyOthers_IsNotRemembered(int othersForgottenBefore)
    {
        var since = clock.Now;
        ForgetOthers(othersForgottenBefore);
        cache.Forget(1);

        cache.Add(1, "revoked", since);

        Assert.Null(cache.Find(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(20_000)]
    public void Add_ClearedSinceItWasRead_IsNotRemembered(int othersForgottenAfter)
    {
        var since = clock.Now;
        cache.Clear();
        ForgetOthers(othersForgottenAfter);

        cache.Add(1, "revoked", since);

        Assert.Null(cache.Find(1));
    }

    /// <summary>The row that is remembered already was read after the revocation, the one that comes late before it.</summary>
    [Fact]
    public void Add_OldReadingAfterANewOne_DoesNotReplaceIt()
    {
        var before = clock.Now;
        cache.Forget(1);
        cache.Add(1, "new", clock.Now);

        cache.Add(1, "old", before);

        Assert.Equal("new", cache.Find(1));
    }

    [Fact]
    public void Add_ReadAfterTheInvalidation_IsRemembered()
    {
        cache.Forget(1);
        cache.Add(1, "one", clock.Now);
        cache.Clear();
        cache.Add(2, "two", clock.Now);

        Assert.Null(cache.Find(1));
        Assert.Equal("two", cache.Find(2));
    }

    /// <summary>Or a service with many changes would never remember anything.</summary>
    [Fact]
    public void Add_OnlyOtherRowsForgottenSinceItWasRead_IsRemembered()
    {
        var since = clock.Now;
        ForgetOthers(4096);

        cache.Add(1, "facts", since);

        Assert.Equal("facts", cache.Find(1));
    }

    /// <summary>The caches share one clock: what another one forgets is no matter of this one.</summary>
    [Fact]
    public void Add_OtherCacheForgotTheSameKeySince_IsRemembered()
    {
        var other = new FactCache<int, string>(new("other:", _ => null, Capacity: 10, Lifetime), clock, time);
        var since = clock.Now;
        other.Forget(1);

        cache.Add(1, "facts", since);

        Assert.Equal("facts", cache.Find(1));
    }

    [Fact]
    public void Find_UpToTheLifetime_IsFoundAndNoLonger()
    {
        cache.Add(1, "facts", clock.Now);

        time.Advance(Lifetime - TimeSpan.FromTicks(1));
        var before = cache.Find(1);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("facts", before);
        Assert.Null(cache.Find(1));
    }

    /// <summary>Five minutes, whatever happens: being asked for does not make a row younger.</summary>
    [Fact]
    public void Find_AskedForAllTheTime_StillEndsAtTheLifetime()
    {
        cache.Add(1, "facts", clock.Now);

        for (var minute = 0; minute < 5; minute++)
        {
            Assert.Equal("facts", cache.Find(1));
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Null(cache.Find(1));
    }

    [Fact]
    public void Add_ReadAgain_BeginsANewLifetime()
    {
        cache.Add(1, "old", clock.Now);
        time.Advance(Lifetime);

        cache.Add(1, "new", clock.Now);
        time.Advance(Lifetime - TimeSpan.FromTicks(1));

        Assert.Equal("new", cache.Find(1));
        Assert.Equal(1, cache.Count);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("01", false)]
    [InlineData("2", true)]
    [InlineData("", true)]
    [InlineData("one", true)]
    public void Forget_Text_ForgetsTheRowThatItNames(string text, bool isStillThere)
    {
        cache.Add(1, "facts", clock.Now);

        cache.Forget(text);

        Assert.Equal(isStillThere, cache.Find(1) is not null);
    }

    /// <summary>Readers, changes and revocations at once. What is found is never older than the last revocation that had ended before.</summary>
    [Fact]
    public async Task Find_WhileRowsAreReadAndRevoked_IsNeverOlderThanTheLastRevocation()
    {
        const int Rounds = 20_000;
        var row = 0;
        var told = 0;
        var faults = 0;
        var numbers = new FactCache<int, object>(new("row:", _ => null, Capacity: 10, Lifetime), clock, TimeProvider.System);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (Volatile.Read(ref told) < Rounds)
            {
                var atLeast = Volatile.Read(ref told);
                if (numbers.Find(1) is int found && found < atLeast)
                {
                    Interlocked.Increment(ref faults);
                }

                var since = clock.Now;
                var read = Volatile.Read(ref row);
                numbers.Add(1, read, since);
            }
        }));
        var writer = Task.Run(() =>
        {
            for (var round = 1; round <= Rounds; round++)
            {
                Volatile.Write(ref row, round);
                numbers.Forget(1);
                Volatile.Write(ref told, round);
            }
        });

        await Task.WhenAll([.. readers, writer]);

        Assert.Equal(0, faults);
    }

    private void ForgetOthers(int count)
    {
        for (var other = 1; other <= count; other++)
        {
            cache.Forget(1000 + other);
        }
    }
}
