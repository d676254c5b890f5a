using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>What a client says in the proxy's or the service's name changes nothing.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class SpoofedHeaderTests(ProxiedPlatform platform)
{
    private const string Spoofed = "spoofed-by-client";

    private static readonly string[] ForwardedNames =
        ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Uri", "X-Forwarded-Method", "X-Original-Method", "X-Original-URI", "X-Original-Host", "Forwarded"];

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Headers_SetByTheClientInAnySpelling_DoNotReachThePlatform(string proxy)
    {
        string[] credential = [$"Authorization: Bearer {platform.Credentials.Accesskey}"];
        var plain = await platform[proxy].SendAsync("GET", "/v1.0/calls?page=2", credential);
        var expected = platform.Platform.Behind(plain)!;

        // Not all at once: HAProxy takes a hundred lines.
        foreach (var names in new[] { DeployedFileTests.OurHeaders, ForwardedNames, DeployedFileTests.OverridingHeaders })
        {
            var lines = names.SelectMany(Spellings).Select(name => $"{name}: {Spoofed}").ToArray();

            var spoofed = await platform[proxy].SendAsync("GET", "/v1.0/calls?page=2", [.. credential, .. lines]);
            var anonymous = await platform[proxy].SendAsync("GET", "/v1.0/public/prices", lines);

            var seen = platform.Platform.Behind(spoofed)!;
            Assert.Equal(expected.Target, seen.Target);
            Assert.All(names, name => Assert.Equal(expected.Header(name), seen.Header(name)));
            Assert.DoesNotContain(Spoofed, seen.Head + platform.Platform.Behind(anonymous)!.Head, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Connection_NamesOurHeaders_TakesNoneOfThemAway(string proxy)
    {
        var names = string.Join(", ", DeployedFileTests.OurHeaders.Concat(ForwardedNames).Append("Authorization").Append("Cookie"));

        var response = await platform[proxy].SendAsync("GET", "/v1.0/calls", $"Authorization: Bearer {platform.Credentials.Accesskey}", $"Connection: close, {names}", $"Connection: {names}");

        Assert.Equal(200, response.Status);
        var seen = platform.Platform.Behind(response)!;
        Assert.Equal((platform.Credentials.CustomerId, "accesskey", "32"), (seen.Header(AuthHeaders.CustomerId), seen.Header(AuthHeaders.Type), seen.Header(AuthHeaders.Permission)));
        Assert.NotEqual("", seen.Header(AuthHeaders.Identity) + seen.Header("X-Forwarded-For"));
        Assert.DoesNotContain("X-Auth", seen.Header("Connection"), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What one dialect's proxy overwrites, another one lets through: the question must not be changed by it.</summary>
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Question_AnsweredByTheClient_IsStillAboutTheRequest(string proxy)
    {
        string[] lies =
        [
            "X-Original-URI: /v1.0/public/prices", "X-Original-Method: OPTIONS", "X-Original-Host: free.example.net", "X-Forwarded-Uri: /v1.0/public/prices", "X-Forwarded-Method: OPTIONS",
            "X-Forwarded-Host: free.example.net", "X-HTTP-Method-Override: OPTIONS", "X-Rewrite-Url: /v1.0/public/prices", "Content-Length: 0",
        ];

        var closed = await platform[proxy].SendAsync("POST", "/v1.0/closed/x", [.. lies, $"Authorization: Bearer {platform.Credentials.Accesskey}"]);
        var stranger = await platform[proxy].SendAsync("POST", "/v1.0/calls", lies);
        var host = await platform[proxy].SendAsync("POST", "/v1.0/calls", [.. lies, "Host: other.example.net", $"Authorization: Bearer {platform.Credentials.Accesskey}"]);

        Assert.Equal((403, 401, 403), (closed.Status, stranger.Status, host.Status));
    }

    /// <summary>The host that rules are about is the one that the platform gets: the request line's, where it names one. HAProxy takes no two that differ.</summary>
    [Theory]
    [InlineData(ReverseProxy.Nginx, 403, 200)]
    [InlineData(ReverseProxy.Caddy, 403, 200)]
    [InlineData(ReverseProxy.Haproxy, 400, 400)]
    public async Task Host_InTheRequestLine_IsTheOneThatIsJudged(string proxy, int closed, int open)
    {
        string[] credential = [$"Authorization: Bearer {platform.Credentials.Accesskey}"];

        var toClosed = await platform[proxy].SendAsync("GET", "http://other.example.net/v1.0/calls", credential);
        var toOpen = await platform[proxy].SendAsync("GET", $"http://{ReverseProxy.Host}/v1.0/calls", [.. credential, "Host: other.example.net"]);

        Assert.Equal((closed, open), (toClosed.Status, toOpen.Status));
        if (platform.Platform.Behind(toOpen) is { } seen)
        {
            Assert.Equal((ReverseProxy.Host, "/v1.0/calls"), (seen.Header("Host"), seen.Target));
        }
    }

    /// <summary>No part of what the client calls the host is judged for the whole.</summary>
    [Theory]
    [InlineData(ReverseProxy.Nginx, 400)]
    [InlineData(ReverseProxy.Caddy, 400)]
    [InlineData(ReverseProxy.Haproxy, 403)]
    public async Task Host_WithAComma_IsNotJudgedByWhatStandsBehindIt(string proxy, int status)
    {
        var before = platform.Platform.Count;

        var response = await platform[proxy].SendAsync("GET", "/v1.0/calls", $"Authorization: Bearer {platform.Credentials.Accesskey}", "Host: other.example.net,x");

        Assert.Equal((status, before), (response.Status, platform.Platform.Count));
    }

    /// <summary>The address that the audit trail shows is the one that the proxy saw.</summary>
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Address_SaidByTheClient_IsNotBelieved(string proxy)
    {
        using var connection = platform[proxy].Connect();
        var login = await connection.SendAsync("POST", "/auth/login", ["X-Forwarded-For: 203.0.113.9", "X-Forwarded-For: 127.0.0.1", "Forwarded: for=203.0.113.9"], JsonText.Write(new { username = FirstAdmin.Username, password = "wrong" }));
        var audit = await connection.SendAsync("GET", "/v1.0/audit?type=login.refused&page_size=1", [$"Authorization: Bearer {platform.Credentials.AdminToken}"]);

        Assert.Equal((401, "INVALID_CREDENTIALS"), (login.Status, login.Reason));
        Assert.Equal("127.0.0.1", audit.Json.GetProperty("result")[0].GetProperty("address").GetString());
    }

    private static IEnumerable<string> Spellings(string name) =>
        name.StartsWith("X-", StringComparison.Ordinal)
            ? [name.ToLowerInvariant(), name.Replace('-', '_'), name.ToUpperInvariant().Replace('-', '_'), "X-" + name[2..].Replace('-', '_'), "X_" + name[2..]]
            : [name];
}
