using VoipBin.Auth.AdminConsole;

namespace VoipBin.Auth.Tests.AdminConsole;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/console")]
    [InlineData("/console?done=saved")]
    [InlineData("/console/accesskeys")]
    [InlineData("/console/accesskeys/new?name=it%27s+50%25&expiry=90")]
    [InlineData("/console/accesskeys?q=https://example.net/..")]
    public void Parse_PageOfTheConsole_IsTaken(string text) => Assert.Equal(text, ReturnAddress.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/consolex")]
    [InlineData("/CONSOLE/accesskeys")]
    [InlineData("console/accesskeys")]
    [InlineData("//evil.example/console/")]
    [InlineData("/\\evil.example")]
    [InlineData("/console/\\..\\evil")]
    [InlineData("/console//evil.example")]
    [InlineData("/console/../auth/logout")]
    [InlineData("/console/%2e%2e/auth")]
    [InlineData("/console/./x")]
    [InlineData("https://evil.example/console/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/console/accesskeys#x")]
    [InlineData("/console/accesskeys\r\nSet-Cookie: a=b")]
    [InlineData("/console/accesskeys?q=\r\n")]
    [InlineData("/console/accesskeys?q=a b")]
    [InlineData("/console/accesskeys?q=\u00e4")]
    [InlineData("/console/accesskeys?q=\"<")]
    [InlineData("/console/accesskeys?q=\\")]
    [InlineData("\t/console")]
    public void Parse_AnythingElse_IsTheFirstPage(string? text) => Assert.Equal("/console", ReturnAddress.Parse(text));

    [Fact]
    public void Parse_TooLong_IsTheFirstPage()
    {
        var longest = "/console?" + new string('a', 1991);

        Assert.Equal(longest, ReturnAddress.Parse(longest));
        Assert.Equal("/console", ReturnAddress.Parse(longest + "a"));
    }

    [Theory]
    [InlineData("/console", "/console/sign-in")]
    [InlineData("/console/accesskeys?q=a&page=2", "/console/sign-in?return=%2Fconsole%2Faccesskeys%3Fq%3Da%26page%3D2")]
    public void SignIn_LeadingToAPage_HoldsItEscaped(string address, string signIn) => Assert.Equal(signIn, ReturnAddress.SignIn(address));
}
