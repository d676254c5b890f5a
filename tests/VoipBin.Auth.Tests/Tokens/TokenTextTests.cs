using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Tokens;

public sealed class TokenTextTests
{
    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

    [Theory]
    [InlineData(Header + ".e30.c2ln")]
    [InlineData(Header + ".A-z_0.-_9")]
    [InlineData(Header + ".a.b")]
    public void HasOurForm_HeaderAndTwoParts_IsTrue(string text) => Assert.True(TokenText.HasOurForm(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(Header)]
    [InlineData(Header + ".")]
    [InlineData(Header + ".e30")]
    [InlineData(Header + ".e30.")]
    [InlineData(Header + "..c2ln")]
    [InlineData(Header + "..")]
    [InlineData(Header + ".e30.c2ln.")]
    [InlineData(Header + ".e30.c2ln.x")]
    [InlineData(Header + ".a.b.c.d")]
    [InlineData("." + Header + ".e30.c2ln")]
    [InlineData(" " + Header + ".e30.c2ln")]
    [InlineData(Header + ".e30.c2ln ")]
    [InlineData(Header + ".e30.c2ln\n")]
    [InlineData(Header + ".e30.c2ln=")]
    [InlineData(Header + ".e30=.c2ln")]
    [InlineData(Header + "=.e30.c2ln")]
    [InlineData(Header + ".e3+.c2ln")]
    [InlineData(Header + ".e30.c2/n")]
    [InlineData(Header + ".e3%30.c2ln")]
    [InlineData(Header + ".\u00e9.c2ln")]
    [InlineData("EYJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.c2ln")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.")]
    [InlineData("eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCJ9.e30.c2ln")]
    [InlineData("eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.e30.c2ln")]
    [InlineData("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.c2ln")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.c2ln")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.e30.c2ln")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImNyaXQiOlsieCJdfQ.e30.c2ln")]
    public void HasOurForm_AnythingElse_IsFalse(string text) => Assert.False(TokenText.HasOurForm(text));

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void HasOurForm_Length_IsAtMostFourKibibytes(int length, bool expected)
    {
        var text = $"{Header}.{new string('A', length - Header.Length - 5)}.sig";

        Assert.Equal(length, text.Length);
        Assert.Equal(expected, TokenText.HasOurForm(text));
    }

    [Fact]
    public void ToString_Always_HidesTheSecret()
    {
        var token = new TokenText(Header + ".e30.c2ln");

        Assert.Equal("eyJ***", $"{token}");
    }
}
