using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

public abstract class DeleteAgentTests(AuthService service)
{
    private const string Password = "lamp otter granite";

    [Fact]
    public async Task Delete_AnAgent_EndsItsTokensAndFreesItsUsername()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin, Password);
        var token = service.Seed.IssueToken(agent);
        Assert.Equal(200, await service.StatusOfAsync(token));

        var response = await DeleteAsync(agent, tenant.Token);

        Assert.Equal((200, agent.Id.ToString()), (response.Status, response.Json.Text("id")));
        Assert.Equal(response.Json.Text("tm_update"), response.Json.Text("tm_delete"));
        Assert.Equal(401, await service.StatusOfAsync(token));
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, Password));
        Refusal.Is(await service.CallAsync("GET", $"/v1.0/agents/{agent.Id}", tenant.Token), 404, "AGENT_NOT_FOUND");
        Refusal.Is(await DeleteAsync(agent, tenant.Token), 404, "AGENT_NOT_FOUND");
        var again = await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username = agent.Username, permission = 32 }));
        Assert.Equal(201, again.Status);
        Assert.Equal(401, await service.StatusOfAsync(token));
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, Password));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.deleted", agent.Id, tenant.Admin.Id), (audited.Type, audited.SubjectId, audited.AgentId));
        Assert.Equal($$"""{"username":"{{agent.Username}}","permission":32}""", audited.Data);
    }

    [Fact]
    public async Task Delete_Oneself_EndsTheTokenThatAsked()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
        var token = service.Seed.IssueToken(agent);

        Assert.Equal(200, (await DeleteAsync(agent, token)).Status);

        Assert.Equal(401, await service.StatusOfAsync(token));
    }

    [Fact]
    public async Task Delete_FiveTimesAtOnce_IsDoneOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => DeleteAsync(agent, tenant.Token)));

        Assert.Equal([200, 404, 404, 404, 404], responses.Select(response => response.Status).Order());
        Assert.Equal(1, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Delete_RacingOtherChanges_NeverRevivesTheAgent()
    {
        for (var round = 0; round < 5; round++)
        {
            var tenant = await service.Seed.AddTenantAsync();
            var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);

            var responses = await Task.WhenAll(
                DeleteAsync(agent, tenant.Token),
                service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", tenant.Token, """{"name":"renamed"}"""),
                service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/permission", tenant.Token, """{"permission":64}"""),
                service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/password", tenant.Token, JsonText.Write(new { password = Password })));

            Assert.Equal(200, responses[0].Status);
            Assert.All(responses[1..], response => Assert.Contains(response.Status, (int[])[200, 404, 409]));
            Refusal.Is(await service.CallAsync("GET", $"/v1.0/agents/{agent.Id}", tenant.Token), 404, "AGENT_NOT_FOUND");
            Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, Password));
        }
    }

    private Task<RawResponse> DeleteAsync(Agent agent, string token) => service.CallAsync("DELETE", $"/v1.0/agents/{agent.Id}", token);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : DeleteAgentTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : DeleteAgentTests(service);
}
