using Microsoft.AspNetCore.Http;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Authentication;

public sealed class CrossSiteTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("same-origin", null, false)]
    [InlineData("none", null, false)]
    [InlineData("same-site", null, true)]
    [InlineData("cross-site", null, true)]
    [InlineData("", null, true)]
    [InlineData("Same-Origin", null, true)]
    [InlineData(null, "http://auth.example.net:8080", false)]
    [InlineData(null, "HTTP://AUTH.example.net:8080", false)]
    [InlineData(null, "https://api.example.net", false)]
    [InlineData(null, "https://auth.example.net:8080", true)]
    [InlineData(null, "http://auth.example.net", true)]
    [InlineData(null, "http://auth.example.net:8081", true)]
    [InlineData(null, "http://evil.auth.example.net:8080", true)]
    [InlineData(null, "http://auth.example.net:8080.evil.net", true)]
    [InlineData(null, "https://api.example.net/base", true)]
    [InlineData(null, "http://api.example.net", true)]
    [InlineData(null, "null", true)]
    [InlineData(null, "", true)]
    [InlineData("same-origin", "https://evil.net", true)]
    [InlineData("cross-site", "http://auth.example.net:8080", true)]
    public void IsFromElsewhere_HeadersOfABrowser_IsExpected(string? site, string? origin, bool expected)
    {
        var request = RequestWith("POST");
        Set(request, "Sec-Fetch-Site", site);
        Set(request, "Origin", origin);

        var isFromElsewhere = CrossSite.IsFromElsewhere(request, new("https://api.example.net/base"));

        Assert.Equal(expected, isFromElsewhere);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "http://auth.example.net:8080")]
    public void IsFromElsewhere_HeaderTwice_IsTrue(string header, string value)
    {
        var request = RequestWith("POST");
        request.Headers[header] = new([value, value]);

        var isFromElsewhere = CrossSite.IsFromElsewhere(request, publicUrl: null);

        Assert.True(isFromElsewhere);
    }

    [Fact]
    public void IsFromElsewhere_NoPublicUrl_TrustsTheRequestsOwnOriginOnly()
    {
        var own = RequestWith("POST");
        var other = RequestWith("POST");
        Set(own, "Origin", "http://auth.example.net:8080");
        Set(other, "Origin", "https://api.example.net");

        Assert.False(CrossSite.IsFromElsewhere(own, publicUrl: null));
        Assert.True(CrossSite.IsFromElsewhere(other, publicUrl: null));
    }

    [Theory]
    [InlineData("GET", null, false)]
    [InlineData("HEAD", null, false)]
    [InlineData("OPTIONS", null, false)]
    [InlineData("POST", null, true)]
    [InlineData("PUT", null, true)]
    [InlineData("DELETE", null, true)]
    [InlineData("PATCH", null, true)]
    [InlineData("PURGE", null, true)]
    [InlineData("GET", "websocket", true)]
    public void IsHarmful_MethodAndUpgrade_IsExpected(string method, string? upgrade, bool expected)
    {
        var request = RequestWith(method);
        Set(request, "Upgrade", upgrade);

        var isHarmful = CrossSite.IsHarmful(request);

        Assert.Equal(expected, isHarmful);
    }

    private static HttpRequest RequestWith(string method)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host) = (method, "http", new("auth.example.net:8080"));
        return request;
    }

    private static void Set(HttpRequest request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers[header] = value;
        }
    }
}
