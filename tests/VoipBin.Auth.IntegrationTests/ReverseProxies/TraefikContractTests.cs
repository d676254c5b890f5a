using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>
/// Traefik is not started by the tests. These are the questions that its ForwardAuth asks (its documentation, and <c>pkg/middlewares/auth/forward.go</c>) with
/// the settings of <c>deploy/traefik</c>: a GET without body, the listed headers of the client, and X-Forwarded-* of its own.
/// </summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class TraefikContractTests(ProxiedPlatform platform)
{
    [Fact]
    public async Task Question_GoodCredential_IsAnsweredWithEveryHeaderThatTraefikCopies()
    {
        var response = await AskAsync("POST", "/v1.0/calls?page=2", $"Authorization: Bearer {platform.Credentials.Accesskey}");

        Assert.Equal((200, ""), (response.Status, response.Body));
        Assert.All(DeployedFileTests.CallerHeaders.Append(AuthHeaders.Query), name => Assert.Single(response.Headers[name]));
        Assert.Equal(platform.Credentials.CustomerId, response.Header(AuthHeaders.CustomerId));
    }

    [Fact]
    public async Task Question_Refused_IsAnsweredWithWhatTheClientIsToGet()
    {
        var response = await AskAsync("GET", "/v1.0/calls");

        // Traefik copies the whole answer but for hop-by-hop headers.
        Assert.Equal((401, "AUTHENTICATION_REQUIRED", "Bearer realm=\"voipbin\""), (response.Status, response.Reason, response.Header("WWW-Authenticate")));
        Assert.Equal(("application/json; charset=utf-8", "no-store"), (response.Header("Content-Type"), response.Header("Cache-Control")));
        Assert.Empty(response.Headers["Location"]);
        Assert.Empty(response.Headers["Set-Cookie"]);
    }

    [Theory]
    [InlineData("GET", "/v1.0/public/prices", 200)]
    [InlineData("OPTIONS", "/v1.0/calls", 401)]
    [InlineData("GET", "/v1.0/closed/x", 403)]
    [InlineData("GET", "/v1.0/public/../closed/x", 403)]
    [InlineData("GET", "http://api.example.net/v1.0/public/prices", 403)]
    public async Task Question_AboutATarget_IsAnsweredByTheRules(string method, string target, int status)
    {
        var response = await AskAsync(method, target);

        Assert.Equal(status, response.Status);
    }

    /// <summary>Traefik passes on no header that is not listed; other files of Traefik pass on all of them.</summary>
    [Fact]
    public async Task Question_WithWhatOtherDialectsRead_IsAboutTheForwardedTarget()
    {
        var response = await AskAsync("GET", "/v1.0/closed/x", "X-Original-URI: /v1.0/public/x", "X-Original-Method: GET", "X-Original-Host: api.example.net");

        Assert.Equal(403, response.Status);
    }

    private Task<RawResponse> AskAsync(string method, string target, params string[] headers) => new RawClient(platform.Decisions).SendAsync("GET", "/authz/forward-auth",
    [
        "User-Agent: Go-http-client/1.1", .. headers, "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Host: api.example.net", $"X-Forwarded-Method: {method}", "X-Forwarded-Proto: https",
        $"X-Forwarded-Uri: {target}", "Accept-Encoding: gzip",
    ]);
}
