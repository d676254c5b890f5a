using System.Globalization;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>Whatever happens to the service, a proxy lets nobody through that it has not allowed.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class OutageTests(ProxiedPlatform platform)
{
    private const string Ready = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Service_Stopped_IsSaidSoAndNobodyPasses(string proxy)
    {
        await using var alone = await ReverseProxy.StartAsync(proxy, new(FreePort.Find(), FreePort.Find(), platform.Platform.Port));

        await AssertNotJudgedAsync(alone);
        AssertUnavailable(await alone.SendAsync("GET", $"/v1.0/me?token={platform.Credentials.AdminToken}"));
        platform.AssertNoSecretLeft("the service is stopped");
        Assert.All(platform.Credentials.Markers, marker => Assert.DoesNotContain(marker, alone.ReadLogs(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_Hanging_IsSaidSoByEachProxyAndIsWellAgainAfterwards()
    {
        await platform.Service.SuspendAsync();
        try
        {
            await Task.WhenAll(ReverseProxy.Names.Select(proxy => AssertNotJudgedAsync(platform[proxy])));
        }
        finally
        {
            await platform.Service.ResumeAsync();
        }

        foreach (var proxy in ReverseProxy.Names)
        {
            await Eventually.IsTrueAsync(async () => (await platform[proxy].SendAsync("GET", "/v1.0/calls", Bearer)).Status == 200, $"{proxy} lets through again");
        }

        platform.AssertNoSecretLeft("the service hung");
    }

    /// <summary>What answers in the service's place is no decision, however it answers.</summary>
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Decision_ThatIsNone_LetsNobodyThrough(string proxy)
    {
        var answer = "";
        using var stub = new RawServer(request => request.Target.StartsWith("/health", StringComparison.Ordinal) ? Ready : answer);
        await using var alone = await ReverseProxy.StartAsync(proxy, new(stub.Port, stub.Port, platform.Platform.Port));
        var before = platform.Platform.Count;
        string[] likeConsent = ["200 OK", "200 OK\r\nX-Auth-Type:", "200 OK\r\nX-Auth-Type: \r\nX-Auth-Customer-Id: x", "204 No Content"];
        string[] others = ["302 Found\r\nLocation: /login", "404 Not Found", "500 Internal Server Error", "101 Switching Protocols"];

        foreach (var text in (string[])[.. likeConsent.Concat(others).Select(status => $"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"), "nonsense\r\n\r\n", ""])
        {
            var asked = CountQuestions(stub);
            answer = text;
            var response = await alone.SendAsync("GET", "/v1.0/calls", Bearer);
            Assert.True(platform.Platform.Behind(response) is null, $"{proxy}, {text}: {response.Text}");
            Assert.True(response.Status is >= 500 and <= 599 || others.Any(text.Contains), $"{proxy}, {text}: {response.Text}");
            Assert.True(CountQuestions(stub) > asked, $"{proxy} did not ask for {text}");
        }

        Assert.Equal(before, platform.Platform.Count);
    }

    /// <summary>The statuses that the running service does not answer here.</summary>
    [Theory]
    [InlineData(ReverseProxy.Nginx, 429)]
    [InlineData(ReverseProxy.Nginx, 503)]
    [InlineData(ReverseProxy.Caddy, 429)]
    [InlineData(ReverseProxy.Caddy, 503)]
    [InlineData(ReverseProxy.Haproxy, 429)]
    [InlineData(ReverseProxy.Haproxy, 503)]
    public async Task Decision_ToWait_IsPassedOnWithItsTime(string proxy, int status)
    {
        const string Body = """{"error":{"status":"UNAVAILABLE","reason":"WAIT","message":"Wait.","request_id":"req_1"}}""";
        var head = $"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} X\r\nContent-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\nRetry-After: 7\r\nX-Request-Id: req_1\r\n";
        using var stub = new RawServer(request =>
            request.Target.StartsWith("/health", StringComparison.Ordinal) ? Ready
            : $"{head}{(request.Target.EndsWith("auth-request", StringComparison.Ordinal) ? $"X-Auth-Problem: {Body}\r\n" : "")}Content-Length: {Body.Length}\r\n\r\n{Body}");
        await using var alone = await ReverseProxy.StartAsync(proxy, new(stub.Port, stub.Port, platform.Platform.Port));

        var response = await alone.SendAsync("GET", "/v1.0/calls", Bearer);

        Assert.Equal((status, "WAIT", "7", "req_1"), (response.Status, response.Reason, response.Header("Retry-After"), response.Header("X-Request-Id")));
        Assert.Equal((Body, "no-store"), (response.Body, response.Header("Cache-Control")));
    }

    private string[] Bearer => [$"Authorization: Bearer {platform.Credentials.Accesskey}"];

    private static int CountQuestions(RawServer stub) => stub.Seen.Count(request => request.Target.StartsWith("/authz/", StringComparison.Ordinal));

    private async Task AssertNotJudgedAsync(ReverseProxy proxy)
    {
        var before = platform.Platform.Count;

        var response = await proxy.SendAsync("GET", $"/v1.0/calls?accesskey={platform.Credentials.Accesskey}", $"Referer: https://{ReverseProxy.Host}/?token={platform.Credentials.AdminToken}", $"Cookie: token={platform.Credentials.AgentToken}");

        AssertUnavailable(response);
        Assert.Equal(before, platform.Platform.Count);
    }

    private static void AssertUnavailable(RawResponse response)
    {
        Assert.Equal((503, "SERVICE_UNAVAILABLE", "1", "no-store"), (response.Status, response.Reason, response.Header("Retry-After"), response.Header("Cache-Control")));
        Assert.Equal(("application/json; charset=utf-8", response.Header("X-Request-Id")), (response.Header("Content-Type"), response.Error.GetProperty("request_id").GetString()));
    }
}
