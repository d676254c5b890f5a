using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

public abstract class CreateAgentTests(AuthService service)
{
    private const string Password = "lamp otter granite";

    public static TheoryData<string> InvalidAddresses =>
    [
        "jane", "@example.net", "jane@", "jane@@example.net", "jane@one@example.net", "jane doe@example.net", "Jane <jane@example.net>", "jane@example.net,john@example.net",
        "jane@example.net\\r\\nBcc: x@example.net", "jane\\t@example.net", "\\\"jane\\\"@example.net", "jane@example.net;", "   ", $"{new string('x', 65)}@example.net",
    ];

    [Fact]
    public async Task Create_WithEverything_Answers201AndTheAgent()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var username = NewUsername();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username, name = "Jane Doe", detail = "second line", permission = 64, password = Password, ring_method = "ringall" }));

        var agent = response.Json;
        Assert.Equal(201, response.Status);
        Assert.Equal("application/json; charset=utf-8", response.Header("Content-Type"));
        Assert.Equal($"/v1.0/agents/{agent.Text("id")}", response.Header("Location"));
        Assert.Equal(["id", "customer_id", "username", "name", "detail", "permission", "tm_create", "tm_update", "tm_delete"], agent.Members());
        Assert.Equal((tenant.CustomerId.ToString(), username, "Jane Doe", "second line", 64), (agent.Text("customer_id"), agent.Text("username"), agent.Text("name"), agent.Text("detail"), agent.GetProperty("permission").GetInt32()));
        Assert.Equal((agent.Text("tm_create"), null), (agent.Text("tm_update"), agent.GetProperty("tm_delete").GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", agent.Text("tm_create"));
        Assert.Equal(7, Guid.Parse(agent.Text("id")).Version);
        Assert.Equal(response.Body, (await service.CallAsync("GET", response.Header("Location"), tenant.Token)).Body);
        Assert.Equal(200, (await service.LoginAsync(username, Password)).Status);
    }

    [Fact]
    public async Task Create_ByAKey_IsAuditedWithoutSecrets()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var username = NewUsername();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Accesskey, JsonText.Write(new { username, permission = 16, password = Password }));

        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.created", tenant.CustomerId, response.Json.Text("id")), (audited.Type, audited.CustomerId, audited.SubjectId.ToString()));
        Assert.Equal((null, tenant.AccesskeyId, "127.0.0.1"), (audited.AgentId, audited.AccesskeyId, audited.Address));
        Assert.Equal($$"""{"username":"{{username}}","permission":16}""", audited.Data);
        Assert.DoesNotContain(Password, await service.DumpAsync(), StringComparison.Ordinal);
        Assert.Empty(service.Log.LinesWith(Password));
    }

    [Fact]
    public async Task Create_WithoutPassword_MakesSomebodyWhoCannotLogIn()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var username = NewUsername();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username, permission = 0 }));

        Assert.Equal((201, "", ""), (response.Status, response.Json.Text("name"), response.Json.Text("detail")));
        Refusal.IsFailedLogin(await service.LoginAsync(username, Password));
    }

    [Theory]
    [MemberData(nameof(InvalidAddresses))]
    public async Task Create_InvalidAddress_StoresNothing(string username)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, $$"""{"username":"{{username}}","permission":16}""");

        Refusal.Names(Refusal.Is(response, 400, "INVALID_USERNAME_FORMAT"), "username", "format");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(0, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Theory]
    [InlineData(254, 201, "")]
    [InlineData(255, 400, "INVALID_USERNAME_FORMAT")]
    [InlineData(256, 400, "INVALID_ARGUMENT")]
    public async Task Create_LongAddress_IsMeasured(int length, int status, string reason)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var username = Guid.CreateVersion7().ToString("N") + "@";
        while (username.Length + 63 < length)
        {
            username += new string('x', 50) + ".";
        }

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username = username + new string('y', length - username.Length), permission = 16 }));

        Assert.Equal((status, reason), (response.Status, response.Reason));
    }

    [Theory]
    [InlineData("""{"username":"x@example.net"}""", "permission", "required")]
    [InlineData("""{"username":"x@example.net","permission":null}""", "permission", "required")]
    [InlineData("""{"username":"x@example.net","permission":2}""", "permission", "bits")]
    [InlineData("""{"username":"x@example.net","permission":-1}""", "permission", "bits")]
    [InlineData("""{"username":"x@example.net","permission":128}""", "permission", "bits")]
    [InlineData("""{"username":"x@example.net","permission":48.5}""", "permission", "type")]
    [InlineData("""{"username":"x@example.net","permission":4294967312}""", "permission", "type")]
    [InlineData("""{"username":"x@example.net","permission":"16"}""", "permission", "type")]
    [InlineData("""{"username":"x@example.net","permission":[16]}""", "permission", "type")]
    [InlineData("""{"permission":16}""", "username", "required")]
    [InlineData("""{"username":"","permission":16}""", "username", "required")]
    [InlineData("""{"username":7,"permission":16}""", "username", "type")]
    [InlineData("""{"username":"x\u0000@example.net","permission":16}""", "username", "characters")]
    [InlineData("""{"username":"x@example.net","permission":16,"name":"\u0000"}""", "name", "characters")]
    [InlineData("""{"username":"x@example.net","permission":16,"detail":7}""", "detail", "type")]
    [InlineData("""{"username":"x@example.net","permission":16,"password":"lamp otter \u0000 granite"}""", "password", "characters")]
    [InlineData("""{"username":"x@example.net","permission":16,"password":"lamp otter \ud800 granite"}""", "password", "type")]
    public async Task Create_BadMember_StoresNothing(string body, string field, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("name", 256)]
    [InlineData("detail", 4097)]
    public async Task Create_TooLongMember_StoresNothing(string field, int length)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, $$"""{"username":"x@example.net","permission":16,"{{field}}":"{{new string('x', length)}}"}""");

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, "max_length");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"username":"x@example.net","permission":16,"permission":16}""")]
    public async Task Create_BodyThatIsNotOneObject_IsRefused(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Refusal.Is(await service.CallAsync("POST", "/v1.0/agents", tenant.Token, body), 400, "INVALID_JSON_BODY");
    }

    [Fact]
    public async Task Create_MoreThanTheCallerMayGrant_IsDeniedBeforeTheNameIsLookedUp()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.CountAuditedAsync(tenant.CustomerId);

        var response = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username = tenant.Admin.Username, permission = (int)Permission.ProjectSuperAdmin }));

        Refusal.Is(response, 403, "PERMISSION_DENIED");
        Assert.Equal(before, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    private static string NewUsername() => $"{Guid.CreateVersion7():N}@example.net";

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CreateAgentTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CreateAgentTests(service);
}
