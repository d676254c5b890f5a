using Microsoft.Extensions.Primitives;
using VoipBin.Auth.ForwardAuth;

namespace VoipBin.Auth.Tests.ForwardAuth;

public sealed class ForwardedRequestTests
{
    [Fact]
    public void Read_WellFormed_IsParted()
    {
        var (request, fault) = ForwardedRequest.Read(new("GET", "/v1.0/calls?a=1&accesskey=vb_secret&b=%20", "API.Example.com.:8443"));

        Assert.Null(fault);
        Assert.Equal(("GET", "api.example.com", "API.Example.com.:8443", "/v1.0/calls", "?a=1&b=%20"), (request!.Method, request.Host, request.Authority, request.Path.Value, request.Query.Rest));
        Assert.Single(request.Query.Found);
    }

    [Theory]
    [InlineData("h", "h")]
    [InlineData("H.Example.:1", "h.example")]
    [InlineData("[2001:DB8::1]:8443", "[2001:db8::1]")]
    [InlineData("127.0.0.1:80", "127.0.0.1")]
    public void Read_Host_IsNamedWithoutPort(string authority, string expected) =>
        Assert.Equal((authority, expected), ForwardedRequest.Read(new("GET", "/", authority)).Request is { } request ? (request.Authority, request.Host) : default);

    /// <summary>Some frameworks part a query at semicolons too.</summary>
    [Theory]
    [InlineData("?a=1;token=t", true)]
    [InlineData("?;accesskey=t", true)]
    [InlineData("?a;%74oken=t", true)]
    [InlineData("?a;TOKEN", true)]
    [InlineData("?a=token;b", false)]
    [InlineData("?a=1;mytoken=t", false)]
    public void Read_NameBehindASemicolon_IsADisguise(string query, bool expected) =>
        Assert.Equal(expected, ForwardedRequest.Read(new("GET", "/x" + query, "h")).Request!.Query.IsDisguised);

    [Theory]
    [InlineData("/x", "")]
    [InlineData("/x?", "?")]
    [InlineData("/x?a", "?a")]
    [InlineData("/x?token=t", "")]
    [InlineData("/x?token=t&", "?")]
    [InlineData("/x?&&token=t", "?&")]
    [InlineData("/x?a=1;b=2;tokens=t", "?a=1;b=2;tokens=t")]
    [InlineData("/x?b=1&a=1;token=t", "?b=1")]
    [InlineData("/x?a=/../b", "?a=/../b")]
    public void Read_Query_LosesItsCredentialsOnly(string target, string expected) =>
        Assert.Equal(expected, ForwardedRequest.Read(new("GET", target, "h")).Request!.Query.Rest);

    [Theory]
    [InlineData("GET,POST", "characters")]
    [InlineData("GE T", "characters")]
    [InlineData("", "required")]
    [InlineData(null, "required")]
    [InlineData("GET|GET", "single")]
    public void Read_BadMethod_IsRefused(string? lines, string rule) => AssertRefused(Lines(lines), "/", "h", "method", rule);

    [Theory]
    [InlineData("a,b", "characters")]
    [InlineData("a/b", "characters")]
    [InlineData("user@host", "characters")]
    [InlineData("a b", "characters")]
    [InlineData("admin.example.net:443:1", "characters")]
    [InlineData("admin.example.net:", "characters")]
    [InlineData("admin.example.net:443x", "characters")]
    [InlineData("admin..example.net", "characters")]
    [InlineData("::1", "characters")]
    [InlineData("[::1", "characters")]
    [InlineData("h\n", "characters")]
    [InlineData("caf\u00e9", "characters")]
    [InlineData(".", "characters")]
    [InlineData("", "required")]
    [InlineData(null, "required")]
    [InlineData("a|a", "single")]
    public void Read_BadHost_IsRefused(string? lines, string rule) => AssertRefused("GET", "/", Lines(lines), "host", rule);

    [Theory]
    [InlineData("", "required")]
    [InlineData(null, "required")]
    [InlineData("/|/", "single")]
    [InlineData("/../x", "dot_segment")]
    [InlineData("http://h/x", "absolute")]
    public void Read_BadPath_IsRefused(string? lines, string rule) => AssertRefused("GET", Lines(lines), "h", "path", rule);

    [Theory]
    [InlineData("/x?a#token=t")]
    [InlineData("/x?a b")]
    [InlineData("/x?caf\u00e9")]
    [InlineData("/x?\u0001")]
    public void Read_BadQuery_IsRefused(string target) => AssertRefused("GET", target, "h", "query", "characters");

    [Fact]
    public void ToString_WithSecrets_TellsNone()
    {
        var lines = new ProxyDialect.Lines("GET", "/x?token=secret", "h");

        Assert.DoesNotContain("secret", $"{lines} {ForwardedRequest.Read(lines).Request} {ForwardedRequest.Read(lines)}", StringComparison.Ordinal);
    }

    /// <summary>Several lines of one header.</summary>
    private static StringValues Lines(string? lines) => lines is null ? StringValues.Empty : new(lines.Split('|'));

    private static void AssertRefused(StringValues method, StringValues target, StringValues host, string field, string rule)
    {
        var (request, fault) = ForwardedRequest.Read(new(method, target, host));

        Assert.Null(request);
        Assert.Equal((field, rule), (fault!.Field, fault.Rule));
    }
}
