using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>
/// Requests in which others are hidden, through each proxy: the platform sees none that the proxy has not seen, and judged, as a request of its own;
/// and everybody else goes on being answered his own answer, over the connections that the proxies keep to the service.
/// </summary>
[Collection(ReverseProxyGroup.Name)]
public sealed partial class SmugglingTests(ProxiedPlatform platform, ITestOutputHelper output)
{
    private const string Hidden = "/v1.0/closed/hidden";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Request_WithAnotherInIt_PassesNoneThatWasNotJudged(string proxy)
    {
        var requests = Make(proxy);
        var neighbours = AskOnAsync(proxy);

        var answers = await Task.WhenAll(requests.Select(request => SendAsync(platform[proxy].Port, request.Bytes)));
        var asked = await neighbours;

        for (var index = 0; index < requests.Count; index++)
        {
            var statuses = StatusLine().Matches(answers[index]).Select(match => int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture)).ToArray();
            var what = $"{requests[index].Name}: {string.Join(", ", statuses)}";
            Assert.True(statuses.Length <= 2, what);
            Assert.True(statuses.Skip(1).All(status => status is 400 or 401 or 403), what);
            Assert.DoesNotContain(101, statuses);
        }

        var seen = platform.Platform.Seen.Where(request => request.Head.Contains(Marker(proxy), StringComparison.Ordinal)).ToArray();
        output.WriteLine($"{proxy}: {requests.Count} requests, {seen.Length} reached the platform, {answers.Count(answer => StatusLine().Count(answer) > 1)} were two to the proxy; {asked} of neighbours beside them.");
        Assert.All(seen, request => Assert.DoesNotContain(Hidden, request.Target, StringComparison.Ordinal));
        Assert.All(seen.CountBy(request => request.Target), target => Assert.Equal(1, target.Value));
        platform.AssertNoSecretLeft(proxy);
    }

    private static string Marker(string proxy) => $"smuggled-by-{proxy}";

    /// <summary>Each to the platform, where the proxy asks first, and to the service itself.</summary>
    private static List<SmuggledRequest> Make(string proxy)
    {
        var count = SmuggledRequest.All("", "", "").Count;
        return
        [
            .. Enumerable.Range(0, count).Select(index => SmuggledRequest.All($"/v1.0/public/{Marker(proxy)}/{index}", $"{Hidden}/{Marker(proxy)}/{index}", ReverseProxy.Host)[index]),
            .. SmuggledRequest.All("/auth/login", $"{Hidden}/{Marker(proxy)}/login", ReverseProxy.Host),
        ];
    }

    /// <summary>What comes until the proxy closes, or nothing more comes.</summary>
    private static async Task<string> SendAsync(int port, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(ProxyCertificate.Client);
        await stream.WriteAsync(bytes);
        var answer = new StringBuilder();
        var buffer = new byte[16_384];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var count)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Kept open for the next request, or closed while there was more to read.
        }

        return answer.ToString();
    }

    /// <summary>Three neighbours, who hear of themselves only, and under the id that each has given his request.</summary>
    private async Task<int> AskOnAsync(string proxy)
    {
        const int Rounds = 100;
        var credentials = platform.Credentials;
        (string Credential, string Expected)[] neighbours =
            [(credentials.AdminToken, "\"permission\":33"), (credentials.AgentToken, "\"permission\":16"), (credentials.Accesskey, "\"type\":\"accesskey\"")];
        await Task.WhenAll(neighbours.Select(async neighbour =>
        {
            using var connection = platform[proxy].Connect();
            for (var round = 0; round < Rounds; round++)
            {
                var id = $"{proxy}-{neighbour.Expected.Length}-{round}";
                var response = await connection.SendAsync("GET", "/v1.0/me", [$"Authorization: Bearer {neighbour.Credential}", $"X-Request-Id: {id}"]);
                Assert.Equal((200, id), (response.Status, response.Header("X-Request-Id")));
                Assert.Contains(neighbour.Expected, response.Body, StringComparison.Ordinal);
            }
        }));
        return Rounds * neighbours.Length;
    }

    [GeneratedRegex(@"HTTP/1\.[01] (?<status>\d{3}) ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StatusLine();
}
