using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>What the web server takes of one request, to the byte, and how it says that something is more: docs/operations.md has the same table.</summary>
[Collection(SqliteTests.Name)]
public sealed class ServerLimitTests(SqliteService service)
{
    private const int RequestLine = 8 * 1024;
    private const int Headers = 32 * 1024;
    private const int HeaderCount = 100;
    private const string LineEnd = "\r\n";

    [Theory]
    [InlineData(RequestLine, 200)]
    [InlineData(RequestLine + 1, 414)]
    public async Task RequestLine_ByLength_IsReadUpTo8KiB(int length, int status)
    {
        const string Begin = "GET /ping?";
        var end = $" HTTP/1.1{LineEnd}";

        var answer = await SendAsync(Begin + new string('x', length - Begin.Length - end.Length) + end, Required);

        AssertIs(status, answer);
    }

    [Theory]
    [InlineData(HeaderCount, 200)]
    [InlineData(HeaderCount + 1, 431)]
    public async Task Headers_ByNumber_AreReadUpTo100(int count, int status)
    {
        var others = Enumerable.Range(0, count - Required.Length).Select(number => $"X-{number}: x{LineEnd}");

        var answer = await SendAsync(Ping, [.. Required, .. others]);

        AssertIs(status, answer);
    }

    [Theory]
    [InlineData(Headers, 200)]
    [InlineData(Headers + 1, 431)]
    public async Task Headers_BySize_AreReadUpTo32KiB(int size, int status)
    {
        const string Name = "X-Long: ";
        var rest = size - Required.Sum(line => line.Length) - Name.Length - LineEnd.Length;

        var answer = await SendAsync(Ping, [.. Required, Name + new string('x', rest) + LineEnd]);

        AssertIs(status, answer);
    }

    /// <summary>The longest credential that there is has room in each of its carriers.</summary>
    [Theory]
    [InlineData("?token={0}", "X: y")]
    [InlineData("", "Authorization: Bearer {0}")]
    [InlineData("", "Cookie: token={0}")]
    public async Task Credential_OfTheGreatestLength_IsJudged(string query, string header)
    {
        var token = "eyJ" + new string('x', 4093);

        var answer = await SendAsync($"GET /v1.0/me{string.Format(null, query, token)} HTTP/1.1{LineEnd}", [.. Required, string.Format(null, header, token) + LineEnd]);

        Refusal.Is(answer, 401, "INVALID_CREDENTIALS");
    }

    private static string Ping => $"GET /ping HTTP/1.1{LineEnd}";

    private string[] Required => [$"Host: {service.Address.Authority}{LineEnd}", $"Connection: close{LineEnd}"];

    private Task<RawResponse> SendAsync(string line, params string[] headers) =>
        service.CreateRawClient().SendBytesAsync(Encoding.ASCII.GetBytes(line + string.Concat(headers) + LineEnd));

    /// <summary>Refused, it is told by its status alone, and the connection is closed: what follows is not read.</summary>
    private static void AssertIs(int status, RawResponse answer)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal("close", answer.Header("Connection"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.Equal(status == 200 ? """{"message":"pong"}""" : "", answer.Body);
    }
}
