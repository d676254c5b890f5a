using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Processes;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>Every way to present a credential works for every service behind every proxy, and none of them gets there.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class CarrierTests(ProxiedPlatform platform)
{
    public static TheoryData<string, string, string, string> Carriers
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (var proxy in ReverseProxy.Names)
            {
                rows.Add(proxy, "/v1.0/calls?page=2&accesskey={accesskey}&sort=%2Bname", "", "accesskey");
                rows.Add(proxy, "/v1.0/calls?token={token}&page=2&sort=%2Bname", "", "token");
                rows.Add(proxy, "/v1.0/calls?page=2&sort=%2Bname", "Authorization: Bearer {accesskey}", "accesskey");
                rows.Add(proxy, "/v1.0/calls?page=2&sort=%2Bname", "authorization: bearer {token}", "token");
                rows.Add(proxy, "/v1.0/calls?page=2&sort=%2Bname", "Cookie: theme=dark; token={token}", "token");
                rows.Add(proxy, "/v1.0/calls?page=2&sort=%2Bname", "Cookie: accesskey={accesskey}", "accesskey");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Carriers))]
    public async Task Request_GoodCredential_ReachesThePlatformWithTheCallerInItsPlace(string proxy, string target, string header, string type)
    {
        var response = await platform[proxy].SendAsync("GET", Fill(target), Call.Lines(Fill(header)));

        Assert.Equal(200, response.Status);
        var seen = platform.Platform.Behind(response)!;
        Assert.Equal("/v1.0/calls?page=2&sort=%2Bname", seen.Target);
        Assert.Equal(type, seen.Header("X-Auth-Type"));
        Assert.Equal(platform.Credentials.CustomerId, seen.Header("X-Auth-Customer-Id"));
        Assert.Equal(type == "token" ? FirstAdmin.Username : "", seen.Header("X-Auth-Username"));
        Assert.Equal(type == "token" ? "33" : "32", seen.Header("X-Auth-Permission"));
        Assert.Equal(type == "token", seen.Header("X-Auth-Agent-Id").Length > 0);
        Assert.Equal(type == "accesskey", seen.Header("X-Auth-Accesskey-Id").Length > 0);
        Assert.Equal("", seen.Header("Authorization") + seen.Header("Cookie") + seen.Header("X-Auth-Query"));
        Assert.Equal((ReverseProxy.Host, "https", "127.0.0.1"), (seen.Header("X-Forwarded-Host"), seen.Header("X-Forwarded-Proto"), seen.Header("X-Forwarded-For")));
        AssertIdentity(seen, type);
        platform.AssertNoSecretLeft(target + header);
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_LineOfTheDocuments_IsAnsweredForTheCustomer(string proxy)
    {
        var before = platform.Platform.Count;
        var answer = await new Curl(platform[proxy].Address).SendAsync("GET", $"/v1.0/calls?accesskey={platform.Credentials.Accesskey}");

        Assert.Equal((200, "ok"), (answer.Status, answer.Body));
        var seen = Assert.Single(platform.Platform.Seen, request => request.Number > before);
        Assert.Equal(("/v1.0/calls", platform.Credentials.CustomerId), (seen.Target, seen.Header("X-Auth-Customer-Id")));
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_WithBody_ReachesThePlatformWhole(string proxy)
    {
        using var connection = platform[proxy].Connect();
        var body = new string('x', 2_000_000);

        var response = await connection.SendAsync("POST", "/v1.0/calls", [$"Authorization: Bearer {platform.Credentials.Accesskey}"], body);
        var next = await connection.SendAsync("GET", "/v1.0/calls", [$"Authorization: Bearer {platform.Credentials.Accesskey}"]);

        var seen = platform.Platform.Behind(response)!;
        Assert.Equal(("POST", body), (seen.Method, seen.Body));
        Assert.Equal(200, next.Status);
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_PublicRoute_PassesAsNobody(string proxy)
    {
        var response = await platform[proxy].SendAsync("GET", "/v1.0/public/prices?page=2", "Cookie: token=stale");

        var seen = platform.Platform.Behind(response)!;
        Assert.Equal(("/v1.0/public/prices?page=2", "anonymous"), (seen.Target, seen.Header("X-Auth-Type")));
        Assert.Equal("", seen.Header("X-Auth-Customer-Id") + seen.Header("X-Auth-Identity") + seen.Header("Cookie"));
    }

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_OverHttp2_IsJudgedAlike(string proxy)
    {
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = ProxyCertificate.Client }) { BaseAddress = platform[proxy].Address, DefaultRequestVersion = new(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1.0/calls?accesskey={platform.Credentials.Accesskey}&page=2");
        request.Headers.Add("x-auth-customer-id", "00000000-0000-0000-0000-000000000000");

        using var allowed = await client.SendAsync(request);
        using var refused = await client.GetAsync(new Uri("/v1.0/closed/x", UriKind.Relative));

        var seen = Assert.Single(platform.Platform.Seen, request => request.Number.ToString(CultureInfo.InvariantCulture) == allowed.Headers.GetValues(RawServer.PlatformHeader).Single());
        Assert.Equal(("/v1.0/calls?page=2", platform.Credentials.CustomerId), (seen.Target, seen.Header("X-Auth-Customer-Id")));
        Assert.Equal(403, (int)refused.StatusCode);
    }

    private string Fill(string text) => text.Replace("{accesskey}", platform.Credentials.Accesskey, StringComparison.Ordinal).Replace("{token}", platform.Credentials.AdminToken, StringComparison.Ordinal);

    private void AssertIdentity(SeenRequest seen, string type)
    {
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(seen.Header("X-Auth-Identity").Split('.')[1])).RootElement;
        Assert.Equal(
            (ReverseProxy.Host, type, platform.Credentials.CustomerId),
            (claims.GetProperty("aud").GetString(), claims.GetProperty("type").GetString(), claims.GetProperty("customer_id").GetString()));
    }
}
