using VoipBin.Auth.Guessing;

namespace VoipBin.Auth.Tests.Guessing;

public sealed class GuessCountTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(10, 512)]
    [InlineData(11, 900)]
    [InlineData(100, 900)]
    [InlineData(int.MaxValue, 900)]
    public void DelayAfter_Failures_DoublesUpToTheLongest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), GuessCount.DelayAfter(failures, Second, TimeSpan.FromMinutes(15)));

    [Fact]
    public void DelayAfter_FirstLongerThanLongest_IsTheLongest() => Assert.Equal(Second, GuessCount.DelayAfter(1, 2 * Second, Second));
}
