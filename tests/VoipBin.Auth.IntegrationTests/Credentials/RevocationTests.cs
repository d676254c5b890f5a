using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>What was answered from memory a moment ago is refused from the very next request on, whatever ended it. Nothing waits for a message here.</summary>
public abstract class RevocationTests(AuthService service)
{
    private const string Password = "lamp otter granite";

    [Fact]
    public async Task Delete_RememberedAccesskey_EndsItAlone()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await AssertEndsAsync(tenant, "404 401", () => service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Token));
    }

    [Fact]
    public async Task Delete_RememberedAccesskeyByItself_EndsItAlone()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await AssertEndsAsync(tenant, "404 401", () => service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Accesskey));
    }

    [Fact]
    public async Task Logout_RememberedToken_EndsItAndNoOther()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var other = service.Seed.IssueToken(tenant.Admin);

        await AssertEndsAsync(tenant, "401 404 404", () => service.CallAsync("POST", "/auth/logout", tenant.Token), other);
    }

    [Fact]
    public async Task Logout_Everywhere_EndsEveryRememberedTokenOfTheAgent()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var other = service.Seed.IssueToken(tenant.Admin);

        await AssertEndsAsync(tenant, "401 404 401", () => service.CallAsync("POST", "/auth/logout", tenant.Token, """{"all":true}"""), other);
    }

    [Fact]
    public async Task SetPassword_OfARememberedAgent_EndsItsTokens()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager);
        var token = service.Seed.IssueToken(agent);

        await AssertEndsAsync(tenant, "404 404 401", () => service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/password", tenant.Token, JsonText.Write(new { password = Password })), token);
    }

    [Fact]
    public async Task Delete_RememberedAgent_EndsItsTokens()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager);
        var token = service.Seed.IssueToken(agent);

        await AssertEndsAsync(tenant, "404 404 401", () => service.CallAsync("DELETE", $"/v1.0/agents/{agent.Id}", tenant.Token), token);
    }

    [Fact]
    public async Task SetPermission_OfARememberedAgent_CountsAtOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
        var token = service.Seed.IssueToken(agent);
        await service.RememberAsync(tenant, token);

        foreach (var (permission, expected) in new[] { (16, 403), (32, 200), (0, 403) })
        {
            var response = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/permission", tenant.Token, JsonText.Write(new { permission }));

            Assert.Equal((200, expected), (response.Status, await service.StatusOfAsync(token)));
        }
    }

    [Fact]
    public async Task FreezeAndRecover_RememberedCustomer_CountsAtOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);

        await AssertEndsAsync(tenant, "403 403", () => service.CallAsync("POST", $"/v1.0/customers/{tenant.CustomerId}/freeze", superAdmin));
        var recovered = await service.CallAsync("POST", $"/v1.0/customers/{tenant.CustomerId}/recover", superAdmin);

        Assert.Equal((200, "404 404"), (recovered.Status, await VerifyAsync(tenant.Token, tenant.Accesskey)));
    }

    [Fact]
    public async Task Unregister_RememberedCustomer_CountsAtOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await AssertEndsAsync(tenant, "403 403", () => service.CallAsync("POST", "/auth/unregister", tenant.Token, """{"confirmation_phrase":"DELETE"}"""));
        var recovered = await service.CallAsync("DELETE", "/auth/unregister", tenant.Token);

        Assert.Equal((200, "404 404"), (recovered.Status, await VerifyAsync(tenant.Token, tenant.Accesskey)));
    }

    [Fact]
    public async Task Delete_RememberedCustomer_EndsEverythingOfIt()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);

        await AssertEndsAsync(tenant, "401 401", () => service.CallAsync("DELETE", $"/v1.0/customers/{tenant.CustomerId}", superAdmin));
    }

    [Fact]
    public async Task Logout_TokenThatMadeARememberedDelegate_EndsBoth()
    {
        var delegation = await Delegation.BeginAsync(service);

        await AssertEndsAsync(delegation.Target, "404 404 401 401", () => service.CallAsync("POST", "/auth/logout", delegation.OperatorToken), delegation.OperatorToken, delegation.Token);
    }

    [Fact]
    public async Task Logout_RememberedDelegate_EndsItAlone()
    {
        var delegation = await Delegation.BeginAsync(service);

        await AssertEndsAsync(delegation.Target, "404 404 404 401", () => service.CallAsync("POST", "/auth/logout", delegation.Token), delegation.OperatorToken, delegation.Token);
    }

    [Fact]
    public async Task SetPermission_OperatorWithARememberedDelegate_EndsTheDelegate()
    {
        var delegation = await Delegation.BeginAsync(service);
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);

        await AssertEndsAsync(
            delegation.Target,
            "404 404 404 401",
            () => service.CallAsync("PUT", $"/v1.0/agents/{delegation.Operator.Id}/permission", superAdmin, """{"permission":32}"""),
            delegation.OperatorToken,
            delegation.Token);
    }

    private async Task AssertEndsAsync(Tenant tenant, string expected, Func<Task<RawResponse>> end, params string[] others)
    {
        await service.RememberAsync(tenant, others);

        var response = await end();

        Assert.True(response.Status == 200, response.Text);
        Assert.Equal(expected, await VerifyAsync([tenant.Token, tenant.Accesskey, .. others]));
    }

    private async Task<string> VerifyAsync(params string[] credentials) => string.Join(' ', await Task.WhenAll(credentials.Select(service.VerifyAsync)));

    [Collection(CountingSqliteTests.Name)]
    public sealed class OnSqlite(CountingSqliteService service) : RevocationTests(service);

    [Collection(CountingPostgresTests.Name)]
    public sealed class OnPostgres(CountingPostgresService service) : RevocationTests(service);
}
