using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>The documents' own walkthrough with curl: every step is tried, and those that failed are told together.</summary>
internal sealed class Walkthrough(Uri address, string username, string password)
{
    private const string Keys = "/v1.0/accesskeys";

    private readonly Curl curl = new(address);
    private readonly List<string> failures = [];

    /// <summary>How many steps were tried.</summary>
    public int Steps { get; private set; }

    /// <returns>What failed, a line a step.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        if (await GenerateTokenAsync() is { } token)
        {
            await UseTokenAsync(token);
            var (first, second) = await GenerateAccesskeysAsync(token);
            await UseAccesskeyAsync(first, second);
            await TroubleshootAsync(token, Text(first, "token"));
            await DeleteAsync(first, second);
        }

        return failures;
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private static DateTimeOffset Time(JsonElement element, string member) =>
        DateTimeOffset.ParseExact(Text(element, member), "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static JsonElement Claims(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

    private async Task<string?> GenerateTokenAsync()
    {
        var login = await curl.SendAsync("POST", "/auth/login", $$"""
            {
                "username": "{{username}}",
                "password": "{{password}}"
            }
            """);
        if (!Step("login answers 200 with username and token", login, 200, body => Text(body, "username") == username && Text(body, "token").Length > 0 && body.EnumerateObject().Count() == 2))
        {
            return null;
        }

        var token = Text(login.Json, "token");
        Step("the token's header is the documents'", login, 200, _ => token.StartsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.", StringComparison.Ordinal));
        Step("the token is valid for 7 days", login, 200, _ => Claims(token).GetProperty("exp").GetInt64() - Claims(token).GetProperty("iat").GetInt64() == 7 * 86400);
        return token;
    }

    private async Task UseTokenAsync(string token)
    {
        Step("a token in the Authorization header", await curl.SendAsync("GET", Keys, header: $"Authorization: Bearer {token}"), 200, IsList);
        Step("a token as ?token=", await curl.SendAsync("GET", $"{Keys}?token={token}"), 200, IsList);
    }

    private async Task<(JsonElement First, JsonElement Second)> GenerateAccesskeysAsync(string token)
    {
        var made = await curl.SendAsync("POST", $"{Keys}?token={token}", """
            {
                "name": "my-api-key",
                "detail": "API key for automated access"
            }
            """);
        Step("a key without expire", made, 200, body => Text(body, "name") == "my-api-key" && Text(body, "detail") == "API key for automated access");
        Step("a key is vb_ and 32 letters or digits", made, 200, body => Text(body, "token") is ['v', 'b', '_', .. var rest] && rest.Length == 32 && rest.All(char.IsAsciiLetterOrDigit));
        Step("token_prefix is the key's first 11 characters", made, 200, body => Text(body, "token_prefix") == Text(body, "token")[..11]);

        var key = Text(made.Json, "token");
        var year = await curl.SendAsync("POST", $"{Keys}?accesskey={key}", """{"name": "My New Accesskey", "detail": "This key is used for reporting", "expire": 31536000}""");
        Step("a key makes a key, and tm_expire is tm_create plus expire", year, 200, body => Time(body, "tm_expire") - Time(body, "tm_create") == TimeSpan.FromSeconds(31536000));
        return (made.Json, year.Json);
    }

    private async Task UseAccesskeyAsync(JsonElement first, JsonElement second)
    {
        var (key, id) = (Text(first, "token"), Text(first, "id"));
        var list = await curl.SendAsync("GET", $"{Keys}?accesskey={key}");
        Step("the list with ?accesskey= has both keys", list, 200, body => Row(body, id).HasValue && Row(body, Text(second, "id")).HasValue);
        Step("the list reveals no key", list, 200, body => body.GetProperty("result").EnumerateArray().All(row => !row.TryGetProperty("token", out _)));
        Step("a key has its lifecycle timestamps", list, 200, body => Row(body, id) is { } row
            && Time(row, "tm_create") <= Time(row, "tm_update") && Time(row, "tm_create") < Time(row, "tm_expire") && row.GetProperty("tm_delete").ValueKind == JsonValueKind.Null);

        var one = await curl.SendAsync("GET", $"{Keys}/{id}?accesskey={key}");
        Step("one key is what its creation answered, without the key itself", one, 200, body => Members(body).SequenceEqual(Members(first).Where(member => member.Key != "token")));

        var renamed = await curl.SendAsync("PUT", $"{Keys}/{Text(second, "id")}?accesskey={key}", """{"name": "My Renamed Accesskey"}""");
        Step("a rename leaves the detail", renamed, 200, body => Text(body, "name") == "My Renamed Accesskey" && Text(body, "detail") == Text(second, "detail"));
    }

    private async Task TroubleshootAsync(string token, string key)
    {
        Refused("an accesskey as ?token=", await curl.SendAsync("GET", $"{Keys}?token={key}"), "INVALID_CREDENTIALS");
        Refused("a token as ?accesskey=", await curl.SendAsync("GET", $"{Keys}?accesskey={token}"), "INVALID_CREDENTIALS");
        Refused("a malformed token", await curl.SendAsync("GET", $"{Keys}?token=eyJhbGciOi"), "INVALID_CREDENTIALS");
        Refused("no space after Bearer", await curl.SendAsync("GET", Keys, header: $"Authorization: Bearer{token}"), "INVALID_CREDENTIALS");
        Refused("nothing at all", await curl.SendAsync("GET", Keys), "AUTHENTICATION_REQUIRED");
        Refused("a wrong password", await curl.SendAsync("POST", "/auth/login", $$"""{"username": "{{username}}", "password": "{{password}}x"}"""), "INVALID_CREDENTIALS");
    }

    private async Task DeleteAsync(JsonElement first, JsonElement second)
    {
        var key = Text(first, "token");
        Step("a deleted key is answered with tm_delete", await curl.SendAsync("DELETE", $"{Keys}/{Text(second, "id")}?accesskey={key}"), 200, body => Time(body, "tm_delete") >= Time(body, "tm_create"));
        Refused("a deleted key", await curl.SendAsync("GET", $"{Keys}?accesskey={Text(second, "token")}"), "INVALID_CREDENTIALS");
        Step("a key deletes itself", await curl.SendAsync("DELETE", $"{Keys}/{Text(first, "id")}?accesskey={key}"), 200, body => Text(body, "id") == Text(first, "id"));
        Refused("a key that deleted itself", await curl.SendAsync("GET", $"{Keys}?accesskey={key}"), "INVALID_CREDENTIALS");
    }

    private static bool IsList(JsonElement body) => body.GetProperty("result").ValueKind == JsonValueKind.Array;

    private static JsonElement? Row(JsonElement list, string id) =>
        list.GetProperty("result").EnumerateArray().Where(row => Text(row, "id") == id).Select(row => (JsonElement?)row).SingleOrDefault();

    /// <summary>Every member and its value, but for the last use, which changes by looking.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Members(JsonElement element) =>
        element.EnumerateObject().Where(member => member.Name != "tm_last_used").Select(member => KeyValuePair.Create(member.Name, member.Value.GetRawText())).OrderBy(member => member.Key, StringComparer.Ordinal);

    private void Refused(string what, CurlAnswer answer, string reason) => Step($"401 for {what}", answer, 401, body =>
        Text(body.GetProperty("error"), "reason") == reason && Text(body.GetProperty("error"), "status") == "UNAUTHENTICATED" && Text(body.GetProperty("error"), "request_id").Length > 0);

    /// <summary>A step that cannot find what it looks for has failed too.</summary>
    private bool Step(string name, CurlAnswer answer, int status, Func<JsonElement, bool> isRight)
    {
        Steps++;
        try
        {
            if (answer.Status == status && isRight(answer.Json))
            {
                return true;
            }
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Told below.
        }

        failures.Add(new StringBuilder(name).Append(": saw ").Append(answer.Status).Append(' ').Append(answer.Body).ToString());
        return false;
    }
}
