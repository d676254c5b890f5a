using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

/// <summary>What a new password must be, wherever one is set.</summary>
public abstract class PasswordRuleTests(AuthService service)
{
    private const string Eight = "kV7#tq2W";

    public static TheoryData<string> GoodPasswords => [Eight, "lamp otter granite", Bytes("x", 72), Bytes("é", 72), Bytes("€", 72), Bytes("😀", 72), "  spaces count  too ", "пароль из слов"];

    public static TheoryData<string, string, string> BadPasswords => new()
    {
        { Eight[..7], "WEAK_PASSWORD", "min_length" },
        { "é€é€é€é", "WEAK_PASSWORD", "min_length" },
        { Bytes("x", 73), "INVALID_ARGUMENT", "max_length" },
        { Bytes("x", 71) + "é", "INVALID_ARGUMENT", "max_length" },
        { Bytes("€", 72) + "y", "INVALID_ARGUMENT", "max_length" },
        { Bytes("x", 5000), "INVALID_ARGUMENT", "max_length" },
        { "password", "WEAK_PASSWORD", "guessable" },
        { "Password1", "WEAK_PASSWORD", "guessable" },
        { "12345678", "WEAK_PASSWORD", "guessable" },
        { "qwertyuiop", "WEAK_PASSWORD", "guessable" },
        { "aaaaaaaaaaaa", "WEAK_PASSWORD", "guessable" },
        { "iloveyou", "WEAK_PASSWORD", "guessable" },
        { "voipbin1", "WEAK_PASSWORD", "guessable" },
        { "montgomery1", "WEAK_PASSWORD", "guessable" },
    };

    [Theory]
    [MemberData(nameof(GoodPasswords))]
    public async Task SetPassword_GoodOne_IsReadWhole(string password)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/password", tenant.Token, JsonText.Write(new { password }));

        Assert.Equal(200, response.Status);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, password)).Status);
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, password[..^1] + "!"));
    }

    [Theory]
    [MemberData(nameof(BadPasswords))]
    public async Task SetPassword_BadOne_ChangesNothing(string password, string reason, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/password", tenant.Token, JsonText.Write(new { password }));

        AssertRefused(response, password, reason, rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(BadPasswords))]
    public async Task Create_BadPassword_StoresNothing(string password, string reason, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username = "montgomery@example.net", permission = 16, password }));

        AssertRefused(response, password, reason, rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("{}", "password", "required")]
    [InlineData("""{"password":""}""", "password", "required")]
    [InlineData("""{"password":null}""", "password", "required")]
    [InlineData("""{"password":7}""", "password", "type")]
    [InlineData("""{"password":"lamp otter \u0000 granite"}""", "password", "characters")]
    [InlineData("""{"password":"lamp otter \ud800 granite"}""", "password", "type")]
    [InlineData("""{"password":"lamp otter granite","current_password":7}""", "current_password", "type")]
    public async Task SetPassword_BadMember_ChangesNothing(string body, string field, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{tenant.Admin.Id}/password", tenant.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    /// <summary>The refusal names the rule, helps to find a better password, and repeats nothing.</summary>
    private static void AssertRefused(RawResponse response, string password, string reason, string rule)
    {
        var details = Refusal.Is(response, 400, reason);
        Refusal.Names(details, "password", rule);
        Assert.EndsWith(".", details[0].Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain(password, response.Text.Replace("\"password\"", "", StringComparison.Ordinal).Replace("The password", "", StringComparison.Ordinal).Replace("password manager", "", StringComparison.Ordinal), StringComparison.Ordinal);
        if (rule == "guessable")
        {
            Assert.Contains("words", details[0].Text("message"), StringComparison.Ordinal);
        }
    }

    /// <summary>Text of so many bytes in UTF-8 that no two neighbours are alike, so that it is no repetition.</summary>
    private static string Bytes(string unit, int count)
    {
        var width = System.Text.Encoding.UTF8.GetByteCount(unit);
        return string.Concat(Enumerable.Range(0, count / width).Select(number => width switch
        {
            1 => ((char)('a' + (number * number * 7 % 26))).ToString(),
            2 => ((char)(0x3b1 + (number * number * 7 % 24))).ToString(),
            3 => ((char)(0x4e00 + (number * number * 7 % 500))).ToString(),
            _ => char.ConvertFromUtf32(0x1f600 + (number * number * 7 % 60)),
        }));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : PasswordRuleTests(service);
}
