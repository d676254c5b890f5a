using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Tests.Agents;

public sealed class PasswordHasherTests : IDisposable
{
    private const string Text = "correct horse battery";

    private readonly HashSlots slots = new(Options.Create(new RateLimitOptions()));

    public void Dispose() => slots.Dispose();

    [Fact]
    public async Task VerifyAsync_RightAndWrongAndMissingHash_OnlyTheRightIsTrue()
    {
        var hasher = HasherOf(cost: 4);
        Assert.True(Password.TryParse(Text, out var right));
        Assert.True(Password.TryParse("another password", out var wrong));

        var hash = await hasher.HashAsync(right, CancellationToken.None);

        Assert.True(await hasher.VerifyAsync(right, hash, CancellationToken.None));
        Assert.False(await hasher.VerifyAsync(wrong, hash, CancellationToken.None));
        Assert.False(await hasher.VerifyAsync(right, null, CancellationToken.None));
    }

    /// <summary>A wrong password is as much work whatever the cost of the hash: measured, without the floor, against a hash of the configured cost, in turn, and by the fastest of several: of more when others disturb.</summary>
    [Fact]
    public async Task VerifyAsync_WrongPasswordForAHashOfLowerCost_IsAsMuchWorkAsForTheConfiguredCost()
    {
        var hasher = HasherOf(cost: 10);
        Assert.True(Password.TryParse("another password", out var wrong));
        var (cheap, configured) = (Bcrypt.DecoyOf(6), Bcrypt.DecoyOf(10));
        var (quickest, expected) = (TimeSpan.MaxValue, TimeSpan.MaxValue);

        for (var round = 0; round < 5 || (round < 50 && quickest / expected is < 0.7 or > 1.4); round++)
        {
            expected = Shorter(expected, await TimeAsync(hasher, wrong, configured));
            quickest = Shorter(quickest, await TimeAsync(hasher, wrong, cheap));
        }

        Assert.InRange(quickest / expected, 0.6, 1.6);
    }

    /// <summary>A login goes through the same steps with a text that is no password.</summary>
    [Theory]
    [InlineData("\0")]
    [InlineData("correct\0horse")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012")]
    public async Task VerifyAsync_TextThatIsNoPassword_IsFalseAndNoError(string text)
    {
        var hasher = HasherOf(cost: 4);
        Assert.False(Password.TryParse(text, out var password));

        var isRight = await hasher.VerifyAsync(password, hash: null, CancellationToken.None);

        Assert.False(isRight);
    }

    [Fact]
    public async Task VerifyAsync_HalfASurrogatePair_IsFalseAndNoError()
    {
        var hasher = HasherOf(cost: 4);
        Assert.False(Password.TryParse($"password{(char)0xD800}", out var password));

        var isRight = await hasher.VerifyAsync(password, hash: null, CancellationToken.None);

        Assert.False(isRight);
    }

    [Theory]
    [InlineData("$2b$11$", true)]
    [InlineData("$2b$12$", false)]
    [InlineData("$2b$13$", false)]
    public void IsOutdated_CostTwelve_IsExpected(string start, bool expected)
    {
        var hasher = HasherOf(cost: 12);

        var isOutdated = hasher.IsOutdated(start.PadRight(60, '.'));

        Assert.Equal(expected, isOutdated);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<TimeSpan> TimeAsync(PasswordHasher hasher, Password password, string hash)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(await hasher.VerifyAsync(password, hash, CancellationToken.None));
        return watch.Elapsed;
    }

    /// <summary>A hasher on whose clock nothing takes any time, so that the floor is zero.</summary>
    private PasswordHasher HasherOf(int cost) =>
        new(Options.Create(new PasswordOptions { BcryptCost = cost }), slots, new HashTime(), new FixedClock(DateTimeOffset.UnixEpoch));
}
