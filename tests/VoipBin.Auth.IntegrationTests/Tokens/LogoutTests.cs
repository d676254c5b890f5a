using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

public abstract class LogoutTests(AuthService service)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \r\n")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"all":false}""")]
    [InlineData("""{"all":null}""")]
    public async Task Logout_OneToken_EndsItAndNoOther(string? body)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var other = service.Seed.IssueToken(tenant.Admin);

        var response = await service.CallAsync("POST", "/auth/logout", tenant.Token, body, "Host: api.example.net");

        Assert.Equal((200, "{}"), (response.Status, response.Body));
        Assert.Equal("token=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict", response.Header("Set-Cookie"));
        Assert.Equal("token.revoked", (await service.Seed.AuditedAsync(response)).Type);
        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token), 401, "INVALID_CREDENTIALS");
        Assert.Equal("200 200", await service.StatusesOfAsync(other, tenant.Accesskey));
    }

    [Fact]
    public async Task Logout_All_EndsEveryTokenOfTheAgent()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var other = service.Seed.IssueToken(tenant.Admin);
        var colleague = service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, Auth.Authentication.Permission.CustomerAdmin));

        var response = await service.CallAsync("POST", "/auth/logout", tenant.Token, """{"all":true}""");

        Assert.Equal((200, "{}"), (response.Status, response.Body));
        Assert.Equal("agent.tokens_revoked", (await service.Seed.AuditedAsync(response)).Type);
        Assert.Equal("401 401 200", await service.StatusesOfAsync(tenant.Token, other, colleague));
    }

    [Fact]
    public async Task Logout_AgentThatLoggedOutEverywhere_MayLogInAgain()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Auth.Authentication.Permission.CustomerAdmin, "a good password");
        var first = (await service.LoginAsync(agent.Username, "a good password")).Json.Text("token");
        await service.CallAsync("POST", "/auth/logout", first, """{"all":true}""");

        var second = (await service.LoginAsync(agent.Username, "a good password")).Json.Text("token");

        Assert.Equal("401 200", await service.StatusesOfAsync(first, second));
    }

    [Fact]
    public async Task Logout_Twice_IsRefusedTheSecondTime()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.CallAsync("POST", "/auth/logout", tenant.Token);

        Refusal.Is(await service.CallAsync("POST", "/auth/logout", tenant.Token), 401, "INVALID_CREDENTIALS");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"all":true}""")]
    public async Task Logout_ManyAtOnce_NeverFails(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => service.CallAsync("POST", "/auth/logout", tenant.Token, body)));

        Assert.Contains(200, responses.Select(response => response.Status));
        Assert.All(responses, response => Assert.Contains(response.Status, (int[])[200, 401]));
        Assert.Equal(401, await service.StatusOfAsync(tenant.Token));
    }

    [Fact]
    public async Task Logout_FrozenCustomer_IsAnswered()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.Seed.FreezeAsync(tenant.CustomerId);

        var response = await service.CallAsync("POST", "/auth/logout", tenant.Token);

        await service.Seed.UnfreezeAsync(tenant.CustomerId);
        Assert.Equal(200, response.Status);
        Assert.Equal(401, await service.StatusOfAsync(tenant.Token));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"all":true}""")]
    public async Task Logout_Accesskey_IsRefused(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/auth/logout", tenant.Accesskey, body);

        Refusal.Is(response, 403, "AGENT_AUTH_REQUIRED");
        Assert.Equal("200 200", await service.StatusesOfAsync(tenant.Accesskey, tenant.Token));
    }

    [Theory]
    [InlineData("""{"all":"true"}""", "INVALID_ARGUMENT")]
    [InlineData("""{"all":1}""", "INVALID_ARGUMENT")]
    [InlineData("""{"all":true,"ALL":false}""", "INVALID_JSON_BODY")]
    [InlineData("[true]", "INVALID_JSON_BODY")]
    [InlineData("all=true", "INVALID_JSON_BODY")]
    public async Task Logout_WrongBody_EndsNothing(string body, string reason)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/auth/logout", tenant.Token, body);

        Refusal.Is(response, 400, reason);
        Assert.Equal(200, await service.StatusOfAsync(tenant.Token));
    }

    [Fact]
    public async Task Logout_WithoutCredential_IsRefused() =>
        Refusal.Is(await service.CallAsync("POST", "/auth/logout", body: "{}"), 401, "AUTHENTICATION_REQUIRED");

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : LogoutTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : LogoutTests(service);
}
