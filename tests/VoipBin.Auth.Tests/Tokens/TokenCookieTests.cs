using Microsoft.AspNetCore.Http;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Tokens;

public sealed class TokenCookieTests
{
    private const string Plain = "token=a.b.c; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict";
    private const string Secure = "token=a.b.c; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Strict";

    [Theory]
    [InlineData("http", "localhost:8080", null, Plain)]
    [InlineData("http", "LOCALHOST:8080", null, Plain)]
    [InlineData("http", "127.0.0.1:8080", null, Plain)]
    [InlineData("http", "127.1.2.3", null, Plain)]
    [InlineData("http", "[::1]:8080", null, Plain)]
    [InlineData("https", "localhost:8443", null, Secure)]
    [InlineData("http", "auth.example.net", null, Secure)]
    [InlineData("http", "localhost.example.net", null, Secure)]
    [InlineData("http", "10.0.0.1", null, Secure)]
    [InlineData("http", "localhost:8080", "X-Forwarded-For", Secure)]
    [InlineData("http", "localhost:8080", "X-Forwarded-Proto", Secure)]
    [InlineData("http", "localhost:8080", "X-Forwarded-Host", Secure)]
    [InlineData("http", "localhost:8080", "Forwarded", Secure)]
    [InlineData("http", "localhost:8080", "X-Original-For", Secure)]
    public void TrySet_OwnPage_HasExactlyTheseAttributes(string scheme, string host, string? forwardingHeader, string expected)
    {
        var context = ContextOf(scheme, host);
        if (forwardingHeader is not null)
        {
            context.Request.Headers[forwardingHeader] = "x";
        }

        Assert.True(TokenCookie.TrySet(context, new("a.b.c"), TimeSpan.FromDays(7), publicUrl: null));

        Assert.Equal(expected, Assert.Single(context.Response.Headers.SetCookie));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.net")]
    [InlineData("Origin", "null")]
    public void TrySet_PageOfAnotherSite_SetsNone(string header, string value)
    {
        var context = ContextOf("http", "localhost:8080");
        context.Request.Headers[header] = value;

        Assert.False(TokenCookie.TrySet(context, new("a.b.c"), TimeSpan.FromDays(7), publicUrl: null));
        Assert.False(context.Response.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public void Clear_Always_EndsItAtOnce()
    {
        var context = ContextOf("https", "auth.example.net");

        TokenCookie.Clear(context);

        Assert.Equal("token=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict", Assert.Single(context.Response.Headers.SetCookie));
    }

    private static DefaultHttpContext ContextOf(string scheme, string host)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = (scheme, new(host));
        return context;
    }
}
