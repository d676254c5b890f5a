using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>The client package behind each proxy: what the decision does not say, a client cannot say in its place.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class ClientPackageTests(ProxiedPlatform platform) : IAsyncLifetime
{
    private const string Spoofed = "spoofed-by-client";

    private IdentifiedService service = null!;

    public async Task InitializeAsync() => service = await IdentifiedService.StartAsync(platform.Service.Address);

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_Allowed_IsTheCallersForThePackage(string proxy)
    {
        await using var alone = await ReverseProxy.StartAsync(proxy, new(platform.Service.Address.Port, platform.Decisions.Port, service.Address.Port));

        var response = await alone.SendAsync("GET", $"/v1.0/calls?accesskey={platform.Credentials.Accesskey}");

        Assert.Equal((200, platform.Credentials.CustomerId, IdentifiedService.Name), (response.Status, response.Body, response.Header(RawServer.PlatformHeader)));
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Decision_WithoutIdentity_IsRefusedByThePackage(string proxy)
    {
        var identity = await MakeIdentityAsync();
        using var decisions = AllowingWithout(AuthHeaders.Identity);
        await using var alone = await ReverseProxy.StartAsync(proxy, new(decisions.Port, decisions.Port, service.Address.Port));

        var direct = await new RawClient(service.Address).SendAsync("GET", "/v1.0/calls", [$"{AuthHeaders.Identity}: {identity}"]);
        var response = await alone.SendAsync("GET", "/v1.0/calls", $"{AuthHeaders.Identity}: {identity}");

        Assert.Equal((200, 401), (direct.Status, response.Status));
        Assert.Equal((IdentifiedService.Name, "Bearer realm=\"voipbin\""), (response.Header(RawServer.PlatformHeader), response.Header("WWW-Authenticate")));
    }

    /// <summary>Nor does a service hear of the client what it reads without the package.</summary>
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Decision_WithoutOneHeader_IsNotCompletedByTheClient(string proxy)
    {
        var left = "";
        using var decisions = AllowingWithout(() => left);
        await using var alone = await ReverseProxy.StartAsync(proxy, new(decisions.Port, decisions.Port, platform.Platform.Port));

        foreach (var name in DeployedFileTests.CallerHeaders)
        {
            left = name;
            var response = await alone.SendAsync("GET", "/v1.0/calls", $"{name}: {Spoofed}");

            var seen = platform.Platform.Behind(response);
            Assert.Equal((name, name == AuthHeaders.Type ? 503 : 200), (name, response.Status));
            Assert.DoesNotContain(Spoofed, seen?.Head ?? "", StringComparison.Ordinal);
        }
    }

    private static RawServer AllowingWithout(string name) => AllowingWithout(() => name);

    /// <summary>Allows everything, with every header of a caller but one.</summary>
    private static RawServer AllowingWithout(Func<string> name) => new(request => request.Target.StartsWith("/health", StringComparison.Ordinal)
        ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        : $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Request-Id: req_1\r\n{string.Concat(DeployedFileTests.CallerHeaders.Where(header => header != name()).Select(header => $"{header}: x\r\n"))}\r\n");

    private async Task<string> MakeIdentityAsync()
    {
        var answer = await new RawClient(platform.Decisions).SendAsync("GET", "/authz/forward-auth",
            [$"Authorization: Bearer {platform.Credentials.Accesskey}", "X-Forwarded-Method: GET", $"X-Forwarded-Host: {ReverseProxy.Host}", "X-Forwarded-Uri: /v1.0/calls", "X-Forwarded-Proto: https"]);
        Assert.Equal(200, answer.Status);
        return answer.Header(AuthHeaders.Identity);
    }
}
