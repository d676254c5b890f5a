using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Authentication;

/// <summary>Section 5 of the contract: allowed is the same customer and one of the bits, or a super admin.</summary>
public sealed class CallerTests
{
    private static readonly Guid Own = Guid.Parse("0190d5c8-0000-7000-8000-000000000001");
    private static readonly Guid Other = Guid.Parse("0190d5c8-0000-7000-8000-000000000002");

    [Theory]
    [InlineData(0, 32, false)]
    [InlineData(16, 32, false)]
    [InlineData(64, 32, false)]
    [InlineData(16 | 64, 32, false)]
    [InlineData(32, 32, true)]
    [InlineData(16 | 32, 32, true)]
    [InlineData(1, 32, true)]
    [InlineData(1, 1, true)]
    [InlineData(32, 1, false)]
    [InlineData(16 | 32 | 64, 1, false)]
    [InlineData(64, 32 | 64, true)]
    [InlineData(32, 32 | 64, true)]
    [InlineData(16, 32 | 64, false)]
    [InlineData(1, 0, true)]
    [InlineData(32, 0, false)]
    [InlineData(2, 32, false)]
    public void Has_Permission_IsExpected(int permission, int required, bool expected)
    {
        var caller = CallerWith(permission);

        var has = caller.Has((Permission)required);

        Assert.Equal(expected, has);
        Assert.Equal(expected, caller.MayAccess(Own, (Permission)required));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(16, false)]
    [InlineData(32, false)]
    [InlineData(64, false)]
    [InlineData(16 | 32 | 64, false)]
    [InlineData(1, true)]
    [InlineData(1 | 32, true)]
    public void MayAccess_AnotherCustomer_OnlyASuperAdminMay(int permission, bool expected)
    {
        var caller = CallerWith(permission);

        var may = caller.MayAccess(Other, Permission.CustomerAdmin);

        Assert.Equal(expected, may);
    }

    private static Caller CallerWith(int permission) => new(CredentialKind.Token, Own, Guid.CreateVersion7(), DateTimeOffset.MaxValue, (Permission)permission);
}
