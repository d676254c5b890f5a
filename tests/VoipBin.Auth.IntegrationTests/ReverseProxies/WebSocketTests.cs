namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>WebSockets are judged once, when they begin; no other upgrade gets through.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class WebSocketTests(ProxiedPlatform platform)
{
    private static readonly string[] Upgrade = ["Connection: keep-alive, Upgrade, X-Auth-Customer-Id", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"];

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task WebSocket_GoodCredential_CarriesBytesBothWays(string proxy)
    {
        using var connection = platform[proxy].Connect();

        var response = await connection.SendAsync("GET", $"/v1.0/events?token={platform.Credentials.AdminToken}", Upgrade);

        Assert.True(response.Status == 101, response.Text);
        var seen = platform.Platform.Behind(response)!;
        Assert.Equal(("/v1.0/events", platform.Credentials.CustomerId), (seen.Target, seen.Header("X-Auth-Customer-Id")));
        Assert.Equal("any bytes", await connection.ExchangeAsync("any bytes"));
        platform.AssertNoSecretLeft("WebSocket");
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task WebSocket_NoCredential_IsRefused(string proxy)
    {
        var before = platform.Platform.Count;

        var response = await platform[proxy].SendAsync("GET", "/v1.0/events", Upgrade);

        Assert.Equal((401, before), (response.Status, platform.Platform.Count));
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Upgrade_ToAnythingElse_ReachesThePlatformAsAPlainRequest(string proxy)
    {
        string[] credential = [$"Authorization: Bearer {platform.Credentials.Accesskey}"];
        string[][] upgrades = [["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"], ["Connection: Upgrade", "Upgrade: h2c, websocket"], ["Connection: Upgrade", "Upgrade: TLS/1.0"]];

        foreach (var upgrade in upgrades)
        {
            var response = await platform[proxy].SendAsync("GET", "/v1.0/events", [.. credential, .. upgrade]);
            var seen = platform.Platform.Behind(response);
            Assert.True(seen is null || seen.Header("Upgrade").Length == 0, seen?.Head);
            Assert.True(response.Status is 200 or 400, response.Text);
        }
    }

    /// <summary>What is asked for beside a WebSocket is not passed on, on whichever line it stands.</summary>
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Upgrade_ToAWebSocketAndMore_PassesAWebSocketOrNothing(string proxy)
    {
        string[][] upgrades =
        [
            ["Upgrade: h2c", "Upgrade: websocket"], ["Upgrade: websocket", "Upgrade: h2c"], ["Upgrade: h2c, websocket"], ["Upgrade: websocket, h2c"],
            ["Upgrade: websocket", "Upgrade: h2c", "Upgrade: websocket"], ["Upgrade: websocket,h2c", "Upgrade: websocket"],
        ];
        var passed = new List<string>();

        foreach (var upgrade in upgrades)
        {
            var response = await platform[proxy].SendAsync(
                "GET", $"/v1.0/events?accesskey={platform.Credentials.Accesskey}", ["Connection: Upgrade, HTTP2-Settings", .. upgrade, "HTTP2-Settings: AAMAAABkAAQAAP__", .. Upgrade[2..]]);
            Assert.True(response.Status is 101 or 200 or 400, response.Text);
            passed.AddRange(platform.Platform.Behind(response) is { } seen ? [seen.Header("Upgrade")] : []);
        }

        Assert.NotEmpty(passed);
        Assert.Empty(passed.Except(["", "websocket"]));
    }
}
