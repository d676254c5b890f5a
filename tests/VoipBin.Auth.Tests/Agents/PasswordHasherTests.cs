using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;

namespace VoipBin.Auth.Tests.Agents;

public sealed class PasswordHasherTests
{
    private const string Text = "correct horse battery";

    [Fact]
    public async Task VerifyAsync_RightAndWrongAndMissingHash_OnlyTheRightIsTrue()
    {
        using var hasher = HasherOf(cost: 4);
        Assert.True(Password.TryParse(Text, out var right));
        Assert.True(Password.TryParse("another password", out var wrong));

        var hash = await hasher.HashAsync(right, CancellationToken.None);

        Assert.True(await hasher.VerifyAsync(right, hash, CancellationToken.None));
        Assert.False(await hasher.VerifyAsync(wrong, hash, CancellationToken.None));
        Assert.False(await hasher.VerifyAsync(right, null, CancellationToken.None));
    }

    /// <summary>A login goes through the same steps with a text that is no password.</summary>
    [Theory]
    [InlineData("\0")]
    [InlineData("correct\0horse")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012")]
    public async Task VerifyAsync_TextThatIsNoPassword_IsFalseAndNoError(string text)
    {
        using var hasher = HasherOf(cost: 4);
        Assert.False(Password.TryParse(text, out var password));

        var isRight = await hasher.VerifyAsync(password, hash: null, CancellationToken.None);

        Assert.False(isRight);
    }

    [Fact]
    public async Task VerifyAsync_HalfASurrogatePair_IsFalseAndNoError()
    {
        using var hasher = HasherOf(cost: 4);
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
        using var hasher = HasherOf(cost: 12);

        var isOutdated = hasher.IsOutdated(start.PadRight(60, '.'));

        Assert.Equal(expected, isOutdated);
    }

    private static PasswordHasher HasherOf(int cost) => new(Options.Create(new PasswordOptions { BcryptCost = cost }));
}
