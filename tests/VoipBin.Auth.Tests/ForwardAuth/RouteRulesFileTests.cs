using VoipBin.Auth.Authentication;
using VoipBin.Auth.ForwardAuth;

namespace VoipBin.Auth.Tests.ForwardAuth;

public sealed class RouteRulesFileTests
{
    [Fact]
    public void Read_EveryForm_IsUnderstood()
    {
        var rules = RouteRulesFile.Read("""
            {
              // Comments are welcome.
              "rules": [
                { "host": "Status.Example.com.", "allow": "public" },
                { "methods": ["get"], "path": "/v1.0/calls/{id}", "permission": ["customer_admin", "customer_agent"] },
                { "path": "/v1.0/billing/{**rest}", "allow": "token", "permission": ["customer_admin"] },
                { "path": "/internal/{**rest}", "allow": "nobody" },
                { "allow": "caller" },
              ],
            }
            """);

        Assert.Equal([RouteAccess.Public, RouteAccess.Caller, RouteAccess.Token, RouteAccess.Nobody, RouteAccess.Caller], rules.Select(rule => rule.Access));
        Assert.Equal("status.example.com", rules[0].Host);
        Assert.Equal(["get"], rules[1].Methods);
        Assert.Equal(Permission.CustomerAdmin | Permission.CustomerAgent, rules[1].Permission);
        Assert.True(rules[4].IsDefault);
    }

    [Theory]
    [InlineData("", "input")]
    [InlineData("[]", "RouteRulesFile")]
    [InlineData("null", "no rules")]
    [InlineData("{}", "rules")]
    [InlineData("""{"rules":[]}""", "no rules")]
    [InlineData("""{"rules":null}""", "rules")]
    [InlineData("""{"rules":[null]}""", "rules")]
    [InlineData("""{"rules":[{"allow":"caller"}],"more":1}""", "more")]
    [InlineData("""{"rules":[{"allow":"caller","paht":"/x"}]}""", "paht")]
    [InlineData("""{"rules":[{"allow":"caller","allow":"public"}]}""", "uplicate")]
    [InlineData("""{"rules":[{"allow":"everybody"}]}""", "rules[0].allow")]
    [InlineData("""{"rules":[{"allow":1}]}""", "rules[0].allow")]
    [InlineData("""{"rules":[{}]}""", "rules[0] says neither")]
    [InlineData("""{"rules":[{"permission":[]}]}""", "rules[0] has an empty")]
    [InlineData("""{"rules":[{"permission":["none"]}]}""", "rules[0] has an empty")]
    [InlineData("""{"rules":[{"permission":["root"]}]}""", "rules[0].permission")]
    [InlineData("""{"rules":[{"permission":[32]}]}""", "rules[0].permission")]
    [InlineData("""{"rules":[{"allow":"public","permission":["customer_admin"]}]}""", "rules[0] needs a permission")]
    [InlineData("""{"rules":[{"allow":"nobody","permission":["customer_admin"]}]}""", "rules[0] needs a permission")]
    [InlineData("""{"rules":[{"host":"h:80","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a host")]
    [InlineData("""{"rules":[{"host":"","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a host")]
    [InlineData("""{"rules":[{"host":"caf\u00e9.example","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a host")]
    [InlineData("""{"rules":[{"methods":["GET","head"],"allow":"caller"},{"allow":"caller"}]}""", "rules[0] names HEAD")]
    [InlineData("""{"rules":[{"methods":[],"allow":"caller"},{"allow":"caller"}]}""", "rules[0] has methods")]
    [InlineData("""{"rules":[{"methods":["GET POST"],"allow":"caller"},{"allow":"caller"}]}""", "rules[0] has methods")]
    [InlineData("""{"rules":[{"methods":[null],"allow":"caller"},{"allow":"caller"}]}""", "rules[0] has methods")]
    [InlineData("""{"rules":[{"path":"v1.0","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/v1.0/*","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/v1.0/*/x/{**rest}","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/a%20b/{**rest}","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/a;b","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/a/../b","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/a//b","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/a%20b","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path")]
    [InlineData("""{"rules":[{"path":"/{id:int}","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path with a constraint")]
    [InlineData("""{"rules":[{"path":"/{id?}","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path with a constraint")]
    [InlineData("""{"rules":[{"path":"/{id=1}","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path with a constraint")]
    [InlineData("""{"rules":[{"path":"/{","allow":"caller"},{"allow":"caller"}]}""", "rules[0] has a path that is no template")]
    [InlineData("""{"rules":[{"path":"/x","allow":"caller"}]}""", "The last rule must be the default")]
    [InlineData("""{"rules":[{"allow":"caller"},{"path":"/x","allow":"public"}]}""", "rules[0] has neither")]
    public void Read_WrongFile_IsToldWhatIsWrong(string text, string expected)
    {
        var exception = Assert.Throws<FormatException>(() => RouteRulesFile.Read(text));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("::1", "[::1]:8080")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("192.0.2.1", "192.0.2.1:80")]
    [InlineData("XN--caf-dma.Example", "xn--caf-dma.example.")]
    public void Matches_HostInAnyForm_IsFound(string host, string authority)
    {
        var rules = RouteRulesFile.Read($$"""{"rules":[{"host":"{{host}}","allow":"public"},{"allow":"caller"}]}""");

        Assert.True(rules[0].Matches(ForwardedRequest.Read(new("GET", "/", authority)).Request!));
    }

    [Theory]
    [InlineData("/v1.0/calls/{id}", "GET", "/v1.0/calls/7", true)]
    [InlineData("/v1.0/calls/{id}", "get", "/V1.0/CALLS/7/", true)]
    [InlineData("/v1.0/calls/{id}", "HEAD", "/v1.0/calls/7", true)]
    [InlineData("/v1.0/calls/{id}", "POST", "/v1.0/calls/7", false)]
    [InlineData("/v1.0/calls/{id}", "GET", "/v1.0/calls", false)]
    [InlineData("/v1.0/calls/{id}", "GET", "/v1.0/calls/", false)]
    [InlineData("/v1.0/calls/{id}", "GET", "/v1.0/calls/7/8", false)]
    [InlineData("/v1.0/calls/{**rest}", "GET", "/v1.0/calls", true)]
    [InlineData("/v1.0/calls/{**rest}", "GET", "/v1.0/calls/7/8", true)]
    [InlineData("/v1.0/calls/{**rest}", "GET", "/v1.0/callsx", false)]
    [InlineData("/", "GET", "/", true)]
    [InlineData("/", "GET", "/x", false)]
    [InlineData("/caf\u00e9", "GET", "/caf%C3%A9", true)]
    [InlineData("/calls/{id}/recording", "GET", "/calls/a%20b/recording", true)]
    public void Matches_HostMethodAndPath_IsExpected(string template, string method, string path, bool expected)
    {
        var rules = RouteRulesFile.Read($$"""{"rules":[{"host":"api.example.com","methods":["GET"],"path":"{{template}}","allow":"public"},{"allow":"caller"}]}""");
        var request = ForwardedRequest.Read(new(method, path, "API.example.com:443")).Request!;
        var elsewhere = ForwardedRequest.Read(new(method, path, "other.example.com")).Request!;

        Assert.Equal((expected, false, true), (rules[0].Matches(request), rules[0].Matches(elsewhere), rules[1].Matches(elsewhere)));
    }
}
