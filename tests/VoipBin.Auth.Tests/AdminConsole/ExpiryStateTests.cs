using VoipBin.Auth.AdminConsole.Accesskeys;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class ExpiryStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, nameof(ExpiryState.Past))]
    [InlineData(0, nameof(ExpiryState.Past))]
    [InlineData(1, nameof(ExpiryState.Soon))]
    [InlineData(14 * 24 * 3600, nameof(ExpiryState.Soon))]
    [InlineData((14 * 24 * 3600) + 1, nameof(ExpiryState.Far))]
    public void ExpiryStateAt_SecondsBeforeTheEnd_Is(int seconds, string state) => Assert.Equal(state, $"{Now.AddSeconds(seconds).ExpiryStateAt(Now)}");
}
