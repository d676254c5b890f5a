using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Customers;

public abstract class FreezeTests(AuthService service)
{
    private const string Password = "lamp otter granite";

    [Fact]
    public async Task Freeze_ACustomer_StopsEveryCredentialAtOnceUntilItIsRecovered()
    {
        var super = await AddOperatorAsync();
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent, Password);
        string[] credentials = [tenant.Token, tenant.Accesskey, service.Seed.IssueToken(agent)];
        Assert.All(await AskAsync(credentials), response => Assert.Equal(200, response.Status));

        var frozen = await OperateAsync(tenant, "freeze", super);

        Assert.Equal((200, "frozen"), (frozen.Status, frozen.Json.Text("status")));
        Assert.Equal(OwnCustomerTests.Members, frozen.Json.Members());
        foreach (var response in (RawResponse[])[.. await AskAsync(credentials), await service.LoginAsync(agent.Username, Password)])
        {
            var details = Refusal.Is(response, 403, "ACCOUNT_FROZEN");
            Assert.Equal(["deletion_scheduled_at", "deletion_effective_at", "recovery_endpoint"], details[0].Members());
        }

        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, "velvet anchor sunrise"));

        var recovered = await OperateAsync(tenant, "recover", super);

        Assert.Equal((200, "active"), (recovered.Status, recovered.Json.Text("status")));
        Assert.All(await AskAsync(credentials), response => Assert.Equal(200, response.Status));
        Assert.Equal(200, (await service.LoginAsync(agent.Username, Password)).Status);
        Assert.Equal(("customer.frozen", "customer.recovered"), ((await service.Seed.AuditedAsync(frozen)).Type, (await service.Seed.AuditedAsync(recovered)).Type));
    }

    [Fact]
    public async Task FreezeAndRecover_Twice_AreRefusedTheSecondTime()
    {
        var super = await AddOperatorAsync();
        var tenant = await service.Seed.AddTenantAsync();

        Refusal.Is(await OperateAsync(tenant, "recover", super), 409, "STATE_INVALID");
        Assert.Equal(200, (await OperateAsync(tenant, "freeze", super)).Status);
        Refusal.Is(await OperateAsync(tenant, "freeze", super), 409, "STATE_INVALID");
        Assert.Equal(200, (await OperateAsync(tenant, "recover", super)).Status);
        Refusal.Is(await OperateAsync(tenant, "recover", super), 409, "STATE_INVALID");
        Assert.Equal(2, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Theory]
    [InlineData("freeze")]
    [InlineData("recover")]
    public async Task FreezeOrRecover_FiveTimesAtOnce_IsDoneOnce(string verb)
    {
        var super = await AddOperatorAsync();
        var tenant = await service.Seed.AddTenantAsync();
        if (verb == "recover")
        {
            await service.Seed.FreezeAsync(tenant.CustomerId);
        }

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OperateAsync(tenant, verb, super)));

        Assert.Equal([200, 409, 409, 409, 409], responses.Select(response => response.Status).Order());
        Assert.Equal(1, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Freeze_OfACustomerThatChangesItselfAtOnce_Stays()
    {
        for (var round = 0; round < 5; round++)
        {
            var super = await AddOperatorAsync();
            var tenant = await service.Seed.AddTenantAsync();

            await Task.WhenAll(
                OperateAsync(tenant, "freeze", super),
                service.CallAsync("PUT", "/v1.0/customer", tenant.Token, """{"name":"new"}"""),
                service.CallAsync("PUT", $"/v1.0/customers/{tenant.CustomerId}", super, """{"detail":"new"}"""));

            Refusal.Is(await service.CallAsync("GET", "/v1.0/me", tenant.Token), 403, "ACCOUNT_FROZEN");
        }
    }

    [Fact]
    public async Task Logout_OfAFrozenCustomersToken_IsAnswered()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await OperateAsync(tenant, "freeze", await AddOperatorAsync());

        Assert.Equal(200, (await service.CallAsync("POST", "/auth/logout", tenant.Token)).Status);
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", tenant.Token), 401, "INVALID_CREDENTIALS");
    }

    private Task<RawResponse[]> AskAsync(string[] credentials) => Task.WhenAll(credentials.Select(credential => service.CallAsync("GET", "/v1.0/me", credential)));

    private Task<RawResponse> OperateAsync(Tenant tenant, string verb, string credential) => service.CallAsync("POST", $"/v1.0/customers/{tenant.CustomerId}/{verb}", credential);

    private async Task<string> AddOperatorAsync() => service.Seed.IssueToken(await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.ProjectSuperAdmin));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : FreezeTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : FreezeTests(service);
}
