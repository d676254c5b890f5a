using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Authentication;

public sealed class CredentialExtractionTests
{
    [Theory]
    [InlineData("?token=a.b.c", "", "Token=a.b.c")]
    [InlineData("?accesskey=vb_x", "", "Accesskey=vb_x")]
    [InlineData("?accesskey=x&token=y", "", "Accesskey=x,Token=y")]
    [InlineData("?token=x&token=y", "", "Token=x,Token=y")]
    [InlineData("?token=", "", "Token=")]
    [InlineData("?token", "", "Token=")]
    [InlineData("?a=1&token=x&b=2", "?a=1&b=2", "Token=x")]
    [InlineData("?token=x&a=1", "?a=1", "Token=x")]
    [InlineData("?a=1&token=x", "?a=1", "Token=x")]
    [InlineData("?b=%C3%A9+%20&token=x&a=1&A=2&a=1&c", "?b=%C3%A9+%20&a=1&A=2&a=1&c", "Token=x")]
    [InlineData("?&token=x&a=1", "?&a=1", "Token=x")]
    [InlineData("?token=x=y", "", "Token=x=y")]
    [InlineData("?token=%78", "", "Token=%78")]
    public void Extract_CredentialInTheQuery_IsTakenOutAndTheRestIsKept(string query, string rest, string expected)
    {
        var request = RequestWith(query);

        var carried = CredentialExtraction.Extract(request);

        Assert.Equal(expected, Describe(carried.Query));
        Assert.False(carried.HasDisguisedParameter);
        Assert.Equal(rest, request.QueryString);
        Assert.Equal("/v1.0/accesskeys" + rest, request.RawTarget);
    }

    [Theory]
    [InlineData("?Token=secret")]
    [InlineData("?TOKEN=secret")]
    [InlineData("?%74oken=secret")]
    [InlineData("?tok%65n=secret")]
    [InlineData("?%54OKEN=secret")]
    [InlineData("?accessKey=secret")]
    [InlineData("?ACCESSKEY=secret")]
    [InlineData("?access%6bey=secret")]
    [InlineData("?access%6Bey=secret")]
    [InlineData("?a=1&Token=secret")]
    public void Extract_DisguisedName_IsNoCredentialAndGone(string query)
    {
        var request = RequestWith(query);

        var carried = CredentialExtraction.Extract(request);

        Assert.True(carried.HasDisguisedParameter);
        Assert.Empty(carried.Query);
        Assert.DoesNotContain("secret", request.QueryString, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", request.RawTarget, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?page_token=x&page_size=2")]
    [InlineData("?tokens=x&mytoken=y&token2=z")]
    [InlineData("?%2574oken=x")]
    [InlineData("?token%20=x")]
    [InlineData("?+token=x")]
    [InlineData("?token%00=x")]
    [InlineData("?access_key=x")]
    [InlineData("?a=token=x")]
    [InlineData("?a=b?token=x")]
    [InlineData("?%=x&%zz=y")]
    public void Extract_OtherNames_AreLeftAlone(string query)
    {
        var request = RequestWith(query);

        var carried = CredentialExtraction.Extract(request);

        Assert.Empty(carried.Query);
        Assert.False(carried.HasDisguisedParameter);
        Assert.Equal(query, request.QueryString);
        Assert.Equal("/v1.0/accesskeys" + query, request.RawTarget);
    }

    [Fact]
    public void Extract_TargetInAbsoluteForm_KeepsHostAndPath()
    {
        var request = RequestWith("?token=x&a=1");
        request.RawTarget = "http://localhost:8080/v1.0/me?token=x&a=1";

        CredentialExtraction.Extract(request);

        Assert.Equal("http://localhost:8080/v1.0/me?a=1", request.RawTarget);
    }

    [Theory]
    [InlineData("Bearer a.b.c")]
    [InlineData("Basic dTpw")]
    [InlineData("")]
    public void Extract_AuthorizationHeader_IsMovedWhole(string header)
    {
        var request = RequestWith("");
        request.Headers.Authorization = header;

        var carried = CredentialExtraction.Extract(request);

        Assert.Equal(header, Assert.Single(carried.Authorization));
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public void Extract_TwoAuthorizationLines_AreBothMoved()
    {
        var request = RequestWith("");
        request.Headers.Authorization = new(["Bearer a", "Basic b"]);

        var carried = CredentialExtraction.Extract(request);

        Assert.Equal("Bearer a|Basic b", string.Join('|', carried.Authorization.ToArray()));
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("token=x", "", "Token=x")]
    [InlineData("accesskey=k", "", "Accesskey=k")]
    [InlineData("a=1; token=x; b=2", "a=1; b=2", "Token=x")]
    [InlineData("token=x;accesskey=k;c=\"q;r\"", "c=\"q; r\"", "Token=x,Accesskey=k")]
    [InlineData("token=x; token=y", "", "Token=x,Token=y")]
    [InlineData("token=", "", "Token=")]
    [InlineData(" token = x ", "", "Token=x")]
    [InlineData("a=token=x; Token=y; tokens=z", "a=token=x; Token=y; tokens=z", "")]
    public void Extract_Cookies_AreTakenOutAndTheOthersKept(string cookies, string rest, string expected)
    {
        var request = RequestWith("");
        request.Headers.Cookie = cookies;

        var carried = CredentialExtraction.Extract(request);

        Assert.Equal(expected, Describe(carried.Cookies));
        Assert.Equal(rest, request.Headers.Cookie.ToString());
        Assert.Equal(rest.Length > 0, request.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public void Extract_CookiesOfTwoLines_AreAllFound()
    {
        var request = RequestWith("");
        request.Headers.Cookie = new(["a=1; token=x", "token=y; b=2"]);

        var carried = CredentialExtraction.Extract(request);

        Assert.Equal("Token=x,Token=y", Describe(carried.Cookies));
        Assert.Equal("a=1; b=2", request.Headers.Cookie.ToString());
    }

    [Fact]
    public void Extract_EverythingAtOnce_LeavesNoSecretInTheRequest()
    {
        var request = RequestWith("?token=secret1&accesskey=secret2&Token=secret3");
        request.Headers.Authorization = "Bearer secret4";
        request.Headers.Cookie = "token=secret5; accesskey=secret6";

        var carried = CredentialExtraction.Extract(request);

        var left = $"{request.QueryString} {request.RawTarget} {string.Join(' ', request.Headers.Select(header => $"{header.Key}: {header.Value}"))}";
        Assert.DoesNotContain("secret", left, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{carried}", StringComparison.Ordinal);
    }

    private static HttpRequestFeature RequestWith(string query) => new()
    {
        QueryString = query,
        RawTarget = "/v1.0/accesskeys" + query,
        Headers = new HeaderDictionary(),
    };

    private static string Describe(IEnumerable<(CredentialKind Kind, CredentialText Text)> credentials) =>
        string.Join(',', credentials.Select(credential => $"{credential.Kind}={credential.Text.Reveal()}"));
}
