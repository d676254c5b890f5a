using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Authentication;

public sealed class PermissionWordsTests
{
    [Theory]
    [InlineData(0, "No rights")]
    [InlineData(16, "Agent")]
    [InlineData(32, "Admin")]
    [InlineData(64, "Manager")]
    [InlineData(1, "Super admin")]
    [InlineData(16 | 32, "Admin and Agent")]
    [InlineData(1 | 16 | 32 | 64, "Admin and Manager and Agent and Super admin")]
    public void Describe_Permission_IsInWordsOfPeople(int permission, string words) => Assert.Equal(words, PermissionWords.Describe((Permission)permission));

    [Fact]
    public void WordOf_EveryBit_IsThere() =>
        Assert.All(Enum.GetValues<Permission>().Where(bit => bit != Permission.None), bit => Assert.NotEmpty(PermissionWords.WordOf(bit)));
}
