using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>Requests in which others are hidden, straight to the service: it answers what is a request by the standard, and nothing else.</summary>
[Collection(SqliteTests.Name)]
public sealed partial class SmugglingTests(SqliteService service)
{
    public static TheoryData<string> Names => [.. Make("localhost").Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Request_WithAnotherInIt_IsWhatTheStandardSays(string name)
    {
        var request = Make(service.Address.Authority).Single(request => request.Name == name);

        var (answers, isClosed) = await SendAsync(request.Bytes);

        Assert.DoesNotContain("HTTP/1.1 101", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("\nServer:", answers, StringComparison.OrdinalIgnoreCase);
        var statuses = StatusLine().Matches(answers).Select(match => match.Groups["status"].Value).ToArray();
        switch (request.Framing)
        {
            case Framing.Refused:
                Assert.Equal(["400"], statuses);
                Assert.True(isClosed, "What stands behind it could still be read.");
                break;
            case Framing.One:
                Assert.Single(statuses);
                break;
            default:
                Assert.Equal(["400", "401"], statuses);
                break;
        }
    }

    /// <summary>Nobody else takes this one, which Kestrel does: it is the length that it says, so that both count alike.</summary>
    [Fact]
    public async Task Request_LengthWithASign_HasThatLength()
    {
        var hidden = $"GET /v1.0/me HTTP/1.1\r\nHost: {service.Address.Authority}\r\n\r\n";

        var (answers, _) = await SendAsync(Encoding.ASCII.GetBytes($"POST /auth/login HTTP/1.1\r\nHost: {service.Address.Authority}\r\nContent-Length: +{hidden.Length}\r\n\r\n{hidden}"));

        Assert.Single(StatusLine().Matches(answers));
    }

    private static IReadOnlyList<SmuggledRequest> Make(string host) => SmuggledRequest.All("/auth/login", "/v1.0/me", host);

    /// <summary>What came within a moment, and whether the server closed the connection by itself.</summary>
    private async Task<(string Answers, bool IsClosed)> SendAsync(byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Address.Host, service.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(bytes);

        // Where the connection stays open this is answered at last, and no sooner.
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /ping HTTP/1.1\r\nHost: {service.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // Closed while there was more to read.
        }

        var text = Encoding.Latin1.GetString(answer.ToArray());
        var ping = text.IndexOf("HTTP/1.1 200 OK", StringComparison.Ordinal);
        return ping < 0 ? (text, true) : (text[..ping], false);
    }

    [GeneratedRegex(@"HTTP/1\.[01] (?<status>\d{3}) ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StatusLine();
}
