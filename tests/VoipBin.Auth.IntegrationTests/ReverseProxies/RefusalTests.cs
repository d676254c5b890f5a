using System.Net;
using System.Text.Json.Nodes;
using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>What the service refuses comes out of each proxy as the service said it: status, body, challenge.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class RefusalTests(ProxiedPlatform platform)
{
    private const string InvalidToken = "Bearer realm=\"voipbin\", error=\"invalid_token\"";

    /// <summary>The troubleshooting section of the documents, and the rest.</summary>
    public static TheoryData<string, string, string, int, string, string> Refusals
    {
        get
        {
            var rows = new TheoryData<string, string, string, int, string, string>();
            foreach (var proxy in ReverseProxy.Names)
            {
                rows.Add(proxy, "/v1.0/calls", "", 401, "AUTHENTICATION_REQUIRED", "Bearer realm=\"voipbin\"");
                rows.Add(proxy, "/v1.0/calls", "Authorization: Bearer {expired-token}", 401, "INVALID_CREDENTIALS", InvalidToken);
                rows.Add(proxy, "/v1.0/calls", "Authorization: Bearer a.b.c", 401, "INVALID_CREDENTIALS", InvalidToken);
                rows.Add(proxy, "/v1.0/calls", "Authorization: Bearer{token}", 401, "INVALID_CREDENTIALS", InvalidToken);
                rows.Add(proxy, "/v1.0/calls?accesskey={expired-accesskey}", "", 401, "INVALID_CREDENTIALS", InvalidToken);
                rows.Add(proxy, "/v1.0/calls?accesskey={deleted-accesskey}", "", 401, "INVALID_CREDENTIALS", InvalidToken);
                rows.Add(proxy, "/v1.0/calls?token={accesskey}", "", 401, "INVALID_CREDENTIALS", InvalidToken);
                rows.Add(proxy, "/v1.0/admin/calls", "Authorization: Bearer {agent-token}", 403, "PERMISSION_DENIED", "Bearer realm=\"voipbin\", error=\"insufficient_scope\"");
                rows.Add(proxy, "/v1.0/people/me", "Authorization: Bearer {accesskey}", 403, "AGENT_AUTH_REQUIRED", "");
                rows.Add(proxy, "/v1.0/calls?token={token}", "Authorization: Bearer {accesskey}", 400, "MULTIPLE_CREDENTIALS", "Bearer realm=\"voipbin\", error=\"invalid_request\"");
                rows.Add(proxy, "/v1.0/calls?%74oken={token}", "Authorization: Bearer {accesskey}", 400, "INVALID_REQUEST_PARAMETER", "");
                rows.Add(proxy, "/v1.0/calls;x", "Authorization: Bearer {accesskey}", 403, "PERMISSION_DENIED", "Bearer realm=\"voipbin\", error=\"insufficient_scope\"");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Request_Refused_IsAnsweredAsTheServiceSays(string proxy, string target, string header, int status, string reason, string challenge)
    {
        var before = platform.Platform.Count;

        var response = await platform[proxy].SendAsync("POST", Fill(target), [.. Call.Lines(Fill(header)), "Content-Length: 0", "X-Request-Id: asked-by-client"]);
        var head = await platform[proxy].SendAsync("HEAD", Fill(target), Call.Lines(Fill(header)));

        Assert.Equal((status, reason), (response.Status, response.Reason));
        Assert.Equal(challenge, response.Header("WWW-Authenticate"));
        Assert.Equal(("application/json; charset=utf-8", "no-store", "asked-by-client"), (response.Header("Content-Type"), response.Header("Cache-Control"), response.Header("X-Request-Id")));
        Assert.Equal(await AskAsync(target, header), WithoutId(response.Body));
        Assert.Equal((status, ""), (head.Status, head.Body));
        Assert.Empty(response.Headers["X-Auth-Problem"]);
        Assert.Equal(before, platform.Platform.Count);
        platform.AssertNoSecretLeft(target + header);
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_ByCookieFromAnotherSite_IsRefused(string proxy)
    {
        string[] cookie = [$"Cookie: token={platform.Credentials.AdminToken}", "Content-Length: 0"];

        var other = await platform[proxy].SendAsync("POST", "/v1.0/calls", [.. cookie, "Origin: https://evil.example"]);
        var same = await platform[proxy].SendAsync("POST", "/v1.0/calls", [.. cookie, $"Origin: https://{ReverseProxy.Host}"]);
        var upgrade = await platform[proxy].SendAsync("GET", "/v1.0/calls", [cookie[0], "Sec-Fetch-Site: cross-site", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"]);

        Assert.Equal((403, "CROSS_SITE_REQUEST"), (other.Status, other.Reason));
        Assert.Equal(200, same.Status);
        Assert.Equal((403, "CROSS_SITE_REQUEST"), (upgrade.Status, upgrade.Reason));
    }

    /// <summary>What services are told of a caller is no credential.</summary>
    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_WithAnIdentityAsCredential_IsRefused(string proxy)
    {
        var allowed = await platform[proxy].SendAsync("GET", "/v1.0/calls", $"Authorization: Bearer {platform.Credentials.Accesskey}");
        var identity = platform.Platform.Behind(allowed)!.Header(AuthHeaders.Identity);

        var bearer = await platform[proxy].SendAsync("GET", "/v1.0/calls", $"Authorization: Bearer {identity}");
        var query = await platform[proxy].SendAsync("GET", $"/v1.0/calls?token={identity}");
        var header = await platform[proxy].SendAsync("GET", "/v1.0/calls", $"{AuthHeaders.Identity}: {identity}");

        Assert.Equal((401, 401, 401), (bearer.Status, query.Status, header.Status));
    }

    /// <summary>The service's own answer to the same question.</summary>
    private async Task<string> AskAsync(string target, string header)
    {
        var answer = await new RawClient(platform.Decisions).SendAsync("GET", "/authz/forward-auth", [
            .. Call.Lines(Fill(header)), "X-Forwarded-Method: POST", $"X-Forwarded-Host: {ReverseProxy.Host}", $"X-Forwarded-Uri: {Fill(target)}", "X-Forwarded-Proto: https"]);
        Assert.NotEqual(HttpStatusCode.OK, (HttpStatusCode)answer.Status);
        return WithoutId(answer.Body);
    }

    private static string WithoutId(string body)
    {
        var json = JsonNode.Parse(body)!;
        json["error"]!.AsObject().Remove("request_id");
        return json.ToJsonString();
    }

    private string Fill(string text) => platform.Credentials switch
    {
        var credentials => text
            .Replace("{accesskey}", credentials.Accesskey, StringComparison.Ordinal)
            .Replace("{token}", credentials.AdminToken, StringComparison.Ordinal)
            .Replace("{agent-token}", credentials.AgentToken, StringComparison.Ordinal)
            .Replace("{expired-token}", credentials.ExpiredToken, StringComparison.Ordinal)
            .Replace("{expired-accesskey}", credentials.ExpiredAccesskey, StringComparison.Ordinal)
            .Replace("{deleted-accesskey}", credentials.DeletedAccesskey, StringComparison.Ordinal),
    };
}
