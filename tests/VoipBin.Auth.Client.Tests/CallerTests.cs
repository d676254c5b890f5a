using System.Security.Claims;

namespace VoipBin.Auth.Client.Tests;

public sealed class CallerTests
{
    private static readonly Claim[] Claims =
    [
        new("customer_id", "0198f5a0-0000-7000-8000-000000000001"),
        new("type", "token"),
        new("permission", "16"),
    ];

    [Fact]
    public void FindVoipBinCaller_SameClaimsOfAnotherScheme_FindsNobody() =>
        Assert.Null(new ClaimsPrincipal(new ClaimsIdentity(Claims, "Cookies")).FindVoipBinCaller());

    [Fact]
    public void FindVoipBinCaller_BesideAnotherScheme_FindsOurs()
    {
        var principal = new ClaimsPrincipal([new ClaimsIdentity(Claims, "Cookies"), new ClaimsIdentity(Claims, VoipBinIdentityDefaults.AuthenticationScheme)]);

        Assert.Equal(VoipBinPermissions.CustomerAgent, principal.FindVoipBinCaller()?.Permission);
    }

    [Fact]
    public void GetVoipBinCaller_Nobody_Throws() => Assert.Throws<InvalidOperationException>(() => new ClaimsPrincipal(new ClaimsIdentity()).GetVoipBinCaller());
}
