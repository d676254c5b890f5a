namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>What a service behind the proxy answers goes to the client, and moves the proxy to nothing.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class PlatformAnswerTests(ProxiedPlatform platform)
{
    /// <summary>nginx would go to another location of its own, and give its answer to the client: that of a decision, with the identity.</summary>
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Answer_ThatNamesAnotherLocation_IsGivenAsItIs(string proxy)
    {
        using var service = new RawServer(_ => "HTTP/1.1 200 OK\r\nX-Accel-Redirect: /.decision\r\nX-Accel-Charset: latin1\r\nContent-Length: 2\r\n\r\nok");
        await using var alone = await ReverseProxy.StartAsync(proxy, new(platform.Service.Address.Port, platform.Decisions.Port, service.Port));

        var response = await alone.SendAsync("GET", "/v1.0/calls", $"Authorization: Bearer {platform.Credentials.Accesskey}");

        Assert.Equal((200, "ok", 1), (response.Status, response.Body, service.Count));
        Assert.DoesNotContain("X-Auth-", response.Text, StringComparison.OrdinalIgnoreCase);
    }
}
