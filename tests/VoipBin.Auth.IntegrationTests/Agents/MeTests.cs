using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

public abstract class MeTests(AuthService service)
{
    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(33)]
    public async Task Get_WithAToken_AnswersTheAgentAsTheAgentsRouteDoes(int permission)
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, (Permission)permission);
        var token = service.Seed.IssueToken(agent);

        var response = await service.CallAsync("GET", "/v1.0/me", token);

        Assert.Equal((200, agent.Username, permission), (response.Status, response.Json.Text("username"), response.Json.GetProperty("permission").GetInt32()));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal((await service.CallAsync("GET", $"/v1.0/agents/{agent.Id}", token)).Body, response.Body);
    }

    [Fact]
    public async Task Get_WithAKey_AnswersTheKeyWithoutItsText()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", "/v1.0/me", tenant.Accesskey);

        Assert.Equal(200, response.Status);
        Assert.Equal(["type", "id", "customer_id", "name", "detail", "token_prefix", "permission", "tm_expire", "tm_create", "tm_update"], response.Json.Members());
        Assert.Equal(("accesskey", tenant.AccesskeyId.ToString(), tenant.CustomerId.ToString(), "key", 32), (response.Json.Text("type"), response.Json.Text("id"), response.Json.Text("customer_id"), response.Json.Text("name"), response.Json.GetProperty("permission").GetInt32()));
        Assert.Equal(tenant.Accesskey[..11], response.Json.Text("token_prefix"));
        Assert.DoesNotContain(tenant.Accesskey, response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AfterAChange_TellsThePresent()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAgent);
        var token = service.Seed.IssueToken(agent);
        await service.Seed.SetPermissionAsync(agent.Id, Permission.CustomerManager);

        var response = await service.CallAsync("GET", "/v1.0/me", token);

        Assert.Equal(64, response.Json.GetProperty("permission").GetInt32());
    }

    [Fact]
    public async Task Get_WithNothingGood_IsRefused()
    {
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me"), 401, "AUTHENTICATION_REQUIRED");
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", "vb_nonsense"), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", "a.b.c"), 401, "INVALID_CREDENTIALS");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : MeTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : MeTests(service);
}
