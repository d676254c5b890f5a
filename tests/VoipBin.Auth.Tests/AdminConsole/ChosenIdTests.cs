using VoipBin.Auth.AdminConsole.Accesskeys;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class ChosenIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(5 * 60)]
    [InlineData(-8 * 24 * 3600)]
    public void TryParse_ChosenLately_IsTaken(int seconds)
    {
        var id = Guid.CreateVersion7(Now.AddSeconds(seconds));

        Assert.Equal(id, ChosenId.TryParse($"{id}", Now));
    }

    [Theory]
    [InlineData((5 * 60) + 1)]
    [InlineData((-8 * 24 * 3600) - 1)]
    public void TryParse_ChosenAtAnotherTime_IsNone(int seconds) => Assert.Null(ChosenId.TryParse($"{Guid.CreateVersion7(Now.AddSeconds(seconds))}", Now));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    public void TryParse_NotOfOurKind_IsNone(string text) => Assert.Null(ChosenId.TryParse(text, Now));

    [Fact]
    public void TryParse_WrittenOtherwise_IsNone() => Assert.Null(ChosenId.TryParse($"{Guid.CreateVersion7(Now):B}", Now));
}
