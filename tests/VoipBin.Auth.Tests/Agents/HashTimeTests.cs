using VoipBin.Auth.Agents;

namespace VoipBin.Auth.Tests.Agents;

public sealed class HashTimeTests
{
    [Fact]
    public void Typical_NothingMeasured_IsNotKnown() => Assert.Null(new HashTime().Typical);

    [Theory]
    [InlineData("250", 250)]
    [InlineData("900 250", 250)]
    [InlineData("250 900", 250)]
    [InlineData("240 260 250", 250)]
    [InlineData("240 240 9000 260 250", 250)]
    public void Typical_FewMeasured_IsTheOneInTheMiddle(string taken, int expected) => Assert.Equal(TimeSpan.FromMilliseconds(expected), TypicalOf(taken));

    [Fact]
    public void Typical_OneMuchDelayed_DoesNotMove() => Assert.Equal(TimeSpan.FromMilliseconds(250), TypicalOf($"{Times(250, 20)} 60000 {Times(250, 3)}"));

    [Fact]
    public void Typical_MachineBecameSlower_Follows() => Assert.Equal(TimeSpan.FromMilliseconds(500), TypicalOf($"{Times(250, 100)} {Times(500, 8)}"));

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void Typical_AfterABurst_IsSoonWhatItWas(int burst)
    {
        var before = $"{Times(250, 20)} {Times(800, burst)}";

        Assert.Equal(TimeSpan.FromMilliseconds(800), TypicalOf(before));
        Assert.Equal(TimeSpan.FromMilliseconds(250), TypicalOf($"{before} {Times(250, 8)}"));
    }

    private static string Times(int taken, int count) => string.Join(' ', Enumerable.Repeat(taken, count));

    private static TimeSpan? TypicalOf(string taken)
    {
        var time = new HashTime();
        foreach (var one in taken.Split(' '))
        {
            time.Add(TimeSpan.FromMilliseconds(int.Parse(one, System.Globalization.CultureInfo.InvariantCulture)));
        }

        return time.Typical;
    }
}
