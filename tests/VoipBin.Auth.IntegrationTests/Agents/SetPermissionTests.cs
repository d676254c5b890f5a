using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

public abstract class SetPermissionTests(AuthService service)
{
    [Fact]
    public async Task SetPermission_UpAndDown_CountsFromTheNextRequestOn()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var token = service.Seed.IssueToken(agent);
        Assert.Equal(403, await service.StatusOfAsync(token));

        var up = await SetAsync(agent, tenant.Token, """{"permission":48}""");

        Assert.Equal((200, 48), (up.Status, up.Json.GetProperty("permission").GetInt32()));
        Assert.Equal(["id", "customer_id", "username", "name", "detail", "permission", "tm_create", "tm_update", "tm_delete"], up.Json.Members());
        Assert.Equal(200, await service.StatusOfAsync(token));
        var audited = await service.Seed.AuditedAsync(up);
        Assert.Equal(("agent.permission_changed", agent.Id, tenant.Admin.Id), (audited.Type, audited.SubjectId, audited.AgentId));
        Assert.Equal("""{"old_permission":16,"permission":48}""", audited.Data);

        var down = await SetAsync(agent, tenant.Token, """{"permission":0}""");

        Assert.Equal((200, 0), (down.Status, down.Json.GetProperty("permission").GetInt32()));
        Assert.Equal(403, await service.StatusOfAsync(token));
    }

    [Fact]
    public async Task SetPermission_ToWhatItIs_WritesNothing()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        var response = await SetAsync(agent, tenant.Token, """{"permission":16}""");

        Assert.Equal((200, response.Json.Text("tm_create")), (response.Status, response.Json.Text("tm_update")));
        Assert.Equal(0, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Theory]
    [InlineData("{}", "required")]
    [InlineData("""{"permission":null}""", "required")]
    [InlineData("""{"permission":2}""", "bits")]
    [InlineData("""{"permission":-1}""", "bits")]
    [InlineData("""{"permission":128}""", "bits")]
    [InlineData("""{"permission":"16"}""", "type")]
    [InlineData("""{"permission":16.5}""", "type")]
    [InlineData("""{"permission":99999999999}""", "type")]
    [InlineData("""{"permission":[16]}""", "type")]
    public async Task SetPermission_BadValue_ChangesNothing(string body, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var before = await service.Seed.SnapshotAsync();

        var response = await SetAsync(agent, tenant.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), "permission", rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("16")]
    public async Task SetPermission_BodyThatIsNotOneObject_IsRefused(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Refusal.Is(await SetAsync(tenant.Admin, tenant.Token, body), 400, "INVALID_JSON_BODY");
    }

    [Fact]
    public async Task SetPermission_ByAKey_NeedsAnAgent()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);

        Refusal.Is(await SetAsync(agent, tenant.Accesskey, """{"permission":0}"""), 403, "AGENT_AUTH_REQUIRED");
    }

    private Task<RawResponse> SetAsync(Agent agent, string credential, string body) => service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/permission", credential, body);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SetPermissionTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SetPermissionTests(service);
}
