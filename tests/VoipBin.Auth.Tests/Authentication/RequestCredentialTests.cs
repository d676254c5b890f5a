using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Tests.Authentication;

/// <summary>Section 2 of the contract, row by row.</summary>
public sealed class RequestCredentialTests
{
    private const string Multiple = "400 MULTIPLE_CREDENTIALS";
    private const string Parameter = "400 INVALID_REQUEST_PARAMETER";
    private const string Invalid = "401 INVALID_CREDENTIALS";

    [Theory]
    [InlineData("Bearer a.b.c", "Token a.b.c")]
    [InlineData("Bearer vb_key", "Accesskey vb_key")]
    [InlineData("Bearer older-key", "Accesskey older-key")]
    [InlineData("Bearer one.dot", "Accesskey one.dot")]
    [InlineData("Bearer a.b.c.d.e", "Accesskey a.b.c.d.e")]
    [InlineData("Bearer ..", "Token ..")]
    [InlineData("bearer a.b.c", "Token a.b.c")]
    [InlineData("BEARER vb_key", "Accesskey vb_key")]
    [InlineData("Bearer    a.b.c", "Token a.b.c")]
    [InlineData("Bearer a.b.c  ", "Token a.b.c")]
    [InlineData("Bearer", Invalid)]
    [InlineData("Bearer ", Invalid)]
    [InlineData("Bearer    ", Invalid)]
    [InlineData("Bearera.b.c", Invalid)]
    [InlineData("Bearer\ta.b.c", Invalid)]
    [InlineData("Bearer,a.b.c", Invalid)]
    [InlineData("Bearer a.b.c,", Invalid)]
    [InlineData("Bearer a.b.c, Bearer d.e.f", Invalid)]
    [InlineData("Bearer a.b.c d.e.f", Invalid)]
    [InlineData("Basic dTpw", "nothing")]
    [InlineData("Digest x=y", "nothing")]
    [InlineData("vb_key", "nothing")]
    [InlineData("", "nothing")]
    [InlineData("Bearer a\nBearer b", Multiple)]
    [InlineData("Bearer a\nBearer a", Multiple)]
    [InlineData("Bearer a\nBasic b", Multiple)]
    [InlineData("Basic a\nBasic b", Multiple)]
    public void Judge_AuthorizationHeader_IsExpected(string authorization, string expected)
    {
        var judged = PresentedRequest.Judge(authorization: authorization);

        Assert.Equal(expected, judged);
    }

    [Theory]
    [InlineData("?token=a.b.c", "Token a.b.c")]
    [InlineData("?token=vb_key", "Token vb_key")]
    [InlineData("?accesskey=vb_key", "Accesskey vb_key")]
    [InlineData("?accesskey=a.b.c", "Accesskey a.b.c")]
    [InlineData("?accesskey=A-z_0.9~", "Accesskey A-z_0.9~")]
    [InlineData("?a=1&token=a.b.c&b=2", "Token a.b.c")]
    [InlineData("?token=", "nothing")]
    [InlineData("?token", "nothing")]
    [InlineData("?accesskey=", "nothing")]
    [InlineData("?token=&accesskey=", "nothing")]
    [InlineData("?token=&accesskey=vb_key", "Accesskey vb_key")]
    [InlineData("?token=a.b.c&accesskey=", "Token a.b.c")]
    [InlineData("?token=a.b.c&accesskey=vb_key", Multiple)]
    [InlineData("?token=a.b.c&token=d.e.f", Multiple)]
    [InlineData("?token=a.b.c&token=a.b.c", Multiple)]
    [InlineData("?token=a.b.c&token=", Multiple)]
    [InlineData("?token=&token=a.b.c", Multiple)]
    [InlineData("?accesskey=&accesskey=", Multiple)]
    [InlineData("?Token=a.b.c", Parameter)]
    [InlineData("?TOKEN=a.b.c", Parameter)]
    [InlineData("?%74oken=a.b.c", Parameter)]
    [InlineData("?tok%65n=a.b.c", Parameter)]
    [InlineData("?accessKey=vb_key", Parameter)]
    [InlineData("?access%6Bey=vb_key", Parameter)]
    [InlineData("?Token=", Parameter)]
    [InlineData("?token=a.b.c&Token=a.b.c", Parameter)]
    [InlineData("?%2574oken=a.b.c", "nothing")]
    [InlineData("?tokens=a.b.c", "nothing")]
    [InlineData("?token=a%2Eb.c", Parameter)]
    [InlineData("?token=a+b", Parameter)]
    [InlineData("?token=a.b.c=", Parameter)]
    [InlineData("?token=a b", Parameter)]
    [InlineData("?token=a,b", Parameter)]
    [InlineData("?token=a/b", Parameter)]
    [InlineData("?accesskey=vb_k\u00e9y", Parameter)]
    [InlineData("?accesskey=vb_key%00", Parameter)]
    [InlineData("?accesskey=%", Parameter)]
    public void Judge_Query_IsExpected(string query, string expected)
    {
        var judged = PresentedRequest.Judge(query);

        Assert.Equal(expected, judged);
    }

    [Theory]
    [InlineData("token=a.b.c", "Token a.b.c of a cookie")]
    [InlineData("accesskey=vb_key", "Accesskey vb_key of a cookie")]
    [InlineData("accesskey=vb_key; token=a.b.c", "Token a.b.c of a cookie")]
    [InlineData("token=bad; accesskey=vb_key", "Token bad of a cookie")]
    [InlineData("token=; accesskey=vb_key", "Accesskey vb_key of a cookie")]
    [InlineData("token=", "nothing")]
    [InlineData("token=; accesskey=", "nothing")]
    [InlineData("other=1", "nothing")]
    [InlineData("Token=a.b.c", "nothing")]
    [InlineData("token=a; token=b", Invalid)]
    [InlineData("token=a; token=a", Invalid)]
    [InlineData("token=a; token=", Invalid)]
    [InlineData("accesskey=a; accesskey=b", Invalid)]
    [InlineData("accesskey=a; accesskey=b; token=a.b.c", "Token a.b.c of a cookie")]
    public void Judge_Cookies_IsExpected(string cookie, string expected)
    {
        var judged = PresentedRequest.Judge(cookie: cookie);

        Assert.Equal(expected, judged);
    }

    [Theory]
    [InlineData(null, null, null, "nothing")]
    [InlineData("?token=q.q.q", "Bearer h.h.h", null, Multiple)]
    [InlineData("?accesskey=q", "Bearer h", null, Multiple)]
    [InlineData("?token=q.q.q", "Bearer", null, Multiple)]
    [InlineData("?token=q.q.q", "Bearer a,b", null, Multiple)]
    [InlineData("?token=", "Bearer h.h.h", null, "Token h.h.h")]
    [InlineData("?token=q.q.q", "Basic dTpw", null, "Token q.q.q")]
    [InlineData("?accesskey=q", "Basic dTpw", null, "Accesskey q")]
    [InlineData("?token=q.q.q", "", null, "Token q.q.q")]
    [InlineData("?token=a&token=b", "Bearer h", null, Multiple)]
    [InlineData("?Token=q", "Bearer h", null, Parameter)]
    [InlineData(null, "Bearer h.h.h", "token=stale", "Token h.h.h")]
    [InlineData(null, "Bearer h.h.h", "token=a; token=b", "Token h.h.h")]
    [InlineData("?accesskey=q", null, "token=stale", "Accesskey q")]
    [InlineData("?accesskey=q", "Basic dTpw", "token=stale", "Accesskey q")]
    [InlineData(null, "Bearer", "token=good", Invalid)]
    [InlineData("?token=", null, "token=c.c.c", "Token c.c.c of a cookie")]
    [InlineData(null, "Basic dTpw", "token=c.c.c", "Token c.c.c of a cookie")]
    [InlineData("?token=q&accesskey=q", null, "token=c.c.c", Multiple)]
    public void Judge_SeveralCarriers_IsExpected(string? query, string? authorization, string? cookie, string expected)
    {
        var judged = PresentedRequest.Judge(query, authorization, cookie);

        Assert.Equal(expected, judged);
    }

    [Theory]
    [InlineData("?token=a.b.c", null, null, Invalid)]
    [InlineData("?accesskey=vb_key", null, null, Invalid)]
    [InlineData("?accesskey=vb_key", null, "token=c.c.c", Invalid)]
    [InlineData("?accesskey=vb_key", "Bearer h.h.h", null, Multiple)]
    [InlineData("?token=", null, null, "nothing")]
    [InlineData(null, "Bearer h.h.h", null, "Token h.h.h")]
    [InlineData(null, null, "token=c.c.c", "Token c.c.c of a cookie")]
    public void Judge_QueryNotAllowed_IsExpected(string? query, string? authorization, string? cookie, string expected)
    {
        var judged = PresentedRequest.Judge(query, authorization, cookie, allowQuery: false);

        Assert.Equal(expected, judged);
    }

    [Fact]
    public void Judge_QueryNotAllowed_SaysWhatToDo()
    {
        var carried = new CarriedCredentials { Query = [(CredentialKind.Token, new("a.b.c"))] };

        var refused = Assert.IsType<RequestCredential.Refused>(RequestCredential.Judge(carried, allowQuery: false));

        Assert.Equal(ProblemCatalogue.QueryCredentialsOff, refused.Problem);
        Assert.Contains("Authorization header", refused.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a.b.c", refused.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Presented_HidesTheSecret()
    {
        var presented = new RequestCredential.Presented(CredentialKind.Accesskey, new("vb_secret"));

        Assert.DoesNotContain("secret", $"{presented}", StringComparison.Ordinal);
    }
}
