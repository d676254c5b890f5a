using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>
/// Envoy is not started by the tests. These are the questions that its ext_authz filter asks over HTTP (the comments of <c>ext_authz.proto</c>) with the settings of
/// <c>deploy/envoy</c>: the request's own method and host, its target behind the prefix, no body, and the listed headers of the client.
/// </summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class EnvoyContractTests(ProxiedPlatform platform)
{
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("PROPFIND")]
    public async Task Question_GoodCredentialInTheQuery_IsAnsweredWithEveryHeaderThatEnvoyTakesOver(string method)
    {
        var response = await AskAsync(method, $"/v1.0/calls?page=2&accesskey={platform.Credentials.Accesskey}");

        Assert.Equal((200, ""), (response.Status, response.Body));
        Assert.All(DeployedFileTests.CallerHeaders, name => Assert.Single(response.Headers[name]));
        Assert.Equal((platform.Credentials.CustomerId, "?page=2"), (response.Header("X-Auth-Customer-Id"), response.Header("X-Auth-Query")));
    }

    [Fact]
    public async Task Question_Refused_IsAnsweredWithWhatTheClientIsToGet()
    {
        var response = await AskAsync("POST", "/v1.0/calls", "Authorization: Bearer a.b.c");

        Assert.Equal((401, "INVALID_CREDENTIALS"), (response.Status, response.Reason));
        Assert.Equal("Bearer realm=\"voipbin\", error=\"invalid_token\"", response.Header("WWW-Authenticate"));
    }

    /// <summary>Exactly 200 lets a request pass: no other route of the service may answer one of these.</summary>
    [Theory]
    [InlineData("/%2e%2e/%2e%2e/ping")]
    [InlineData("/../../ping")]
    [InlineData("/..%2f..%2fping")]
    [InlineData("/../../.well-known/jwks.json")]
    [InlineData("/v1.0/public/../closed/x")]
    [InlineData("/v1.0/closed/x")]
    [InlineData("//v1.0/public/x")]
    [InlineData("/v1.0/public/..;/closed/x")]
    [InlineData("")]
    [InlineData("?page=2")]
    [InlineData("ping")]
    public async Task Question_AboutATargetToBeMisread_IsNotAnswered200(string target)
    {
        var response = await AskAsync("GET", target, $"Authorization: Bearer {platform.Credentials.Accesskey}");

        Assert.True(response.Status is 403 or 404, $"{target}: {response.Status}");
        Assert.Empty(response.Headers["X-Auth-Type"]);
    }

    [Fact]
    public async Task Question_Preflight_PassesAsNobody()
    {
        var response = await AskAsync("OPTIONS", "/v1.0/calls", "Origin: https://app.example.net", "Access-Control-Request-Method: POST");

        Assert.Equal((200, "anonymous", ""), (response.Status, response.Header("X-Auth-Type"), response.Header("X-Auth-Identity")));
    }

    /// <summary>Host and authority are the original request's.</summary>
    [Fact]
    public async Task Question_AboutAnotherHost_IsAnsweredByItsRule()
    {
        var response = await new RawClient(platform.Decisions).SendAsync("GET", "/authz/ext-authz/v1.0/calls", ["Host: other.example.net:443", $"Authorization: Bearer {platform.Credentials.Accesskey}"]);

        Assert.Equal(403, response.Status);
    }

    private Task<RawResponse> AskAsync(string method, string target, params string[] headers) => new RawClient(platform.Decisions).SendAsync(
        method, "/authz/ext-authz" + target, ["Host: api.example.net", .. headers, "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "X-Request-Id: 3c5e0d3f-5a8e-4a3e-9c4c-000000000000", "Content-Length: 0"]);
}
