using VoipBin.Auth.Agents;

namespace VoipBin.Auth.Tests.Agents;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("x", 1, true)]
    [InlineData("x", 72, true)]
    [InlineData("x", 73, false)]
    [InlineData("\u00e9", 36, true)]
    [InlineData("\u00e9", 37, false)]
    [InlineData("\u20ac", 24, true)]
    [InlineData("\u20ac", 25, false)]
    [InlineData("\U0001F600", 18, true)]
    [InlineData("\U0001F600", 19, false)]
    [InlineData("x", 1_000_000, false)]
    [InlineData("", 1, false)]
    [InlineData("\0", 1, false)]
    [InlineData("correct\0horse", 1, false)]
    public void TryParse_SoManyTimes_IsGoodUpToSeventyTwoBytes(string text, int times, bool expected)
    {
        var isGood = Password.TryParse(string.Concat(Enumerable.Repeat(text, times)), out _);

        Assert.Equal(expected, isGood);
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDBFF)]
    [InlineData(0xDC00)]
    [InlineData(0xDFFF)]
    public void TryParse_HalfASurrogatePair_IsFalse(int unit)
    {
        var isGood = Password.TryParse($"password{(char)unit}password", out _);

        Assert.False(isGood);
    }

    [Fact]
    public void ToString_Always_HidesTheSecret()
    {
        Assert.True(Password.TryParse("correct horse", out var password));

        Assert.Equal("correct horse", password.Reveal());
        Assert.Equal("***", $"{password}");
    }
}
