using System.Globalization;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>RFC 9116.</summary>
[Collection(HardenedSqliteTests.Name)]
public sealed class SecurityTextTests(HardenedSqliteService service)
{
    private const string Path = "/.well-known/security.txt";

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Text_ContactsConfigured_NamesThem(string method)
    {
        var answer = await service.CallAsync(method, Path, headers: ["X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.9"]);

        Assert.Equal((200, "text/plain; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal(method == "HEAD" ? "" : answer.Body, answer.Body);
        if (method == "GET")
        {
            var lines = answer.Body.Split('\n');
            Assert.Equal(["Contact: mailto:security@example.net", "Contact: https://example.net/report", lines[2], "Preferred-Languages: en", "Canonical: https://api.example.net/.well-known/security.txt", ""], lines);
            var expires = DateTimeOffset.ParseExact(lines[2], "'Expires: 'yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            Assert.InRange(expires - service.Clock.GetUtcNow(), TimeSpan.FromDays(179), TimeSpan.FromDays(180));
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class WithoutContacts(SqliteService service)
    {
        [Fact]
        public async Task Text_NobodyConfigured_IsNotThere() => Refusal.Is(await service.CallAsync("GET", Path), 404, "ROUTE_NOT_FOUND");
    }
}
