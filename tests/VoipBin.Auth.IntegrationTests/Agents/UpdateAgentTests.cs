using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

public abstract class UpdateAgentTests(AuthService service)
{
    [Theory]
    [InlineData("""{"name":"new"}""", "new", "")]
    [InlineData("""{"detail":"new"}""", "Agent", "new")]
    [InlineData("""{"Name":"","DETAIL":"new"}""", "", "new")]
    [InlineData("""{"name":null,"detail":"new","status":"available","ring_method":"ringall","addresses":[{"type":"tel"}]}""", "Agent", "new")]
    public async Task Update_SomeMembers_ChangesThoseOnly(string body, string name, string detail)
    {
        var (tenant, agent) = await AddAsync();
        var before = (await GetAsync(agent, tenant.Token)).Json;
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", tenant.Token, body);

        var after = (await GetAsync(agent, tenant.Token)).Json;
        Assert.Equal((200, name, detail), (response.Status, after.Text("name"), after.Text("detail")));
        Assert.Equal(response.Body, after.GetRawText());
        Assert.Equal((before.Text("username"), before.Text("tm_create")), (after.Text("username"), after.Text("tm_create")));
        Assert.True(string.CompareOrdinal(before.Text("tm_update"), after.Text("tm_update")) < 0, "tm_update rises.");
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.updated", agent.Id, tenant.Admin.Id), (audited.Type, audited.SubjectId, audited.AgentId));
        Assert.Equal($$"""{"old_name":"Agent","name":"{{name}}","old_detail":"","detail":"{{detail}}"}""", audited.Data);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":"Agent","detail":""}""")]
    [InlineData("""{"permission":113,"password":"velvet anchor sunrise","customer_id":"x","generation":7,"tm_delete":null,"id":7}""")]
    public async Task Update_ThatChangesNothing_WritesNothing(string body)
    {
        var (tenant, agent) = await AddAsync();
        var (before, snapshot) = ((await GetAsync(agent, tenant.Token)).Body, await service.Seed.SnapshotAsync());
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", tenant.Token, body);

        Assert.Equal((200, before), (response.Status, response.Body));
        Assert.Equal(before, (await GetAsync(agent, tenant.Token)).Body);
        Assert.Equal(snapshot, await service.Seed.SnapshotAsync());
        Assert.Equal(0, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Theory]
    [InlineData("""{"name":7}""", "name", "type")]
    [InlineData("""{"name":"\u0000"}""", "name", "characters")]
    [InlineData("""{"detail":"\ud800"}""", "detail", "type")]
    public async Task Update_BadMember_ChangesNothing(string body, string field, string rule)
    {
        var (tenant, agent) = await AddAsync();
        var before = (await GetAsync(agent, tenant.Token)).Body;

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", tenant.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        Assert.Equal(before, (await GetAsync(agent, tenant.Token)).Body);
    }

    [Theory]
    [InlineData("name", 255, 256)]
    [InlineData("detail", 4096, 4097)]
    public async Task Update_LongMember_IsMeasured(string field, int longest, int tooLong)
    {
        var (tenant, agent) = await AddAsync();

        var good = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", tenant.Token, $$"""{"{{field}}":"{{new string('x', longest)}}"}""");
        var bad = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", tenant.Token, $$"""{"{{field}}":"{{new string('y', tooLong)}}"}""");

        Assert.Equal(200, good.Status);
        Refusal.Names(Refusal.Is(bad, 400, "INVALID_ARGUMENT"), field, "max_length");
        Assert.Equal(good.Body, (await GetAsync(agent, tenant.Token)).Body);
    }

    [Fact]
    public async Task GetAndUpdate_OfOneselfWithoutAnyBit_IsAnswered()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.None);
        var token = service.Seed.IssueToken(agent);

        var updated = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", token, """{"name":"Me"}""");

        Assert.Equal((200, "Me"), (updated.Status, updated.Json.Text("name")));
        Assert.Equal((200, updated.Body), ((await GetAsync(agent, token)).Status, (await GetAsync(agent, token)).Body));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/password")]
    [InlineData("PUT", "/permission")]
    public async Task Any_OfNobody_IsRefusedInTheOrderOfChecks(string method, string part)
    {
        var (tenant, agent) = await AddAsync();
        await service.Seed.DeleteAgentAsync(agent.Id);
        var plain = service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent));
        var body = method == "PUT" ? """{"password":"velvet anchor sunrise","permission":16}""" : null;

        var deleted = await service.CallAsync(method, $"/v1.0/agents/{agent.Id}{part}", tenant.Token, body);
        var unknown = await service.CallAsync(method, $"/v1.0/agents/{Guid.CreateVersion7()}{part}", tenant.Token, body);
        var malformed = await service.CallAsync(method, $"/v1.0/agents/{agent.Id:N}{part}", tenant.Token, method == "PUT" ? "[" : null);
        var unknownToOneWhoMayNot = await service.CallAsync(method, $"/v1.0/agents/{Guid.CreateVersion7()}{part}", plain, body);

        Refusal.Is(deleted, 404, "AGENT_NOT_FOUND");
        Refusal.Is(unknown, 404, "AGENT_NOT_FOUND");
        Refusal.Is(malformed, 400, "INVALID_ID");
        Refusal.Is(unknownToOneWhoMayNot, 403, "PERMISSION_DENIED");
    }

    private Task<RawResponse> GetAsync(Agent agent, string token) => service.CallAsync("GET", $"/v1.0/agents/{agent.Id}", token);

    private async Task<(Tenant Tenant, Agent Agent)> AddAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        return (tenant, await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : UpdateAgentTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : UpdateAgentTests(service);
}
