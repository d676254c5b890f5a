using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Customers;

/// <summary>What somebody who operates the platform does with customers.</summary>
public abstract class OperatorTests(AuthService service)
{
    [Fact]
    public async Task List_AllCustomers_HasTheLivingNewestFirst()
    {
        var (own, token) = await AddOperatorAsync();
        var (frozen, deleted) = (await service.Seed.AddCustomerAsync(), await service.Seed.AddCustomerAsync());
        await service.Seed.FreezeAsync(frozen.Id);
        await service.Seed.DeleteCustomerAsync(deleted.Id);

        var response = await service.CallAsync("GET", "/v1.0/customers?page_size=2", token);
        var next = await service.CallAsync("GET", $"/v1.0/customers?page_size=1&page_token={response.Json.Text("next_page_token")}", token);

        Assert.Equal([frozen.Id.ToString(), own.ToString()], response.Json.GetProperty("result").EnumerateArray().Select(customer => customer.Text("id")));
        Assert.Equal("frozen", response.Json.GetProperty("result")[0].Text("status"));
        Assert.NotEqual(own.ToString(), Assert.Single(next.Json.GetProperty("result").EnumerateArray()).Text("id"));
        Refusal.Is(await service.CallAsync("GET", $"/v1.0/customers/{deleted.Id}", token), 404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task Update_AnotherCustomer_ChangesIt()
    {
        var (_, token) = await AddOperatorAsync();
        var tenant = await service.Seed.AddTenantAsync();
        var response = await service.CallAsync("PUT", $"/v1.0/customers/{tenant.CustomerId}", token, """{"name":"new"}""");

        Assert.Equal((200, "new"), (response.Status, response.Json.Text("name")));
        Assert.Equal(response.Body, (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body);
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.updated", tenant.CustomerId), (audited.Type, audited.CustomerId));
    }

    [Theory]
    [InlineData("PUT", "")]
    [InlineData("POST", "/freeze")]
    [InlineData("POST", "/recover")]
    public async Task Change_OfOnesOwnCustomer_IsRefused(string method, string part)
    {
        var (own, token) = await AddOperatorAsync();
        var before = (await service.CallAsync("GET", "/v1.0/customer", token)).Body;

        var response = await service.CallAsync(method, $"/v1.0/customers/{own}{part}", token, """{"name":"new"}""");

        Refusal.Is(response, 409, "STATE_INVALID");
        Assert.Equal(before, (await service.CallAsync("GET", "/v1.0/customer", token)).Body);
        Assert.Equal(0, await service.Seed.CountAuditedAsync(own));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("POST", "/freeze")]
    [InlineData("POST", "/recover")]
    public async Task Any_OfNobody_IsRefused(string method, string part)
    {
        var (_, token) = await AddOperatorAsync();

        Refusal.Is(await service.CallAsync(method, $"/v1.0/customers/{Guid.CreateVersion7()}{part}", token, method == "GET" ? null : "{}"), 404, "CUSTOMER_NOT_FOUND");
        Refusal.Is(await service.CallAsync(method, $"/v1.0/customers/1{part}", token, method == "GET" ? null : "["), 400, "INVALID_ID");
    }

    private async Task<(Guid CustomerId, string Token)> AddOperatorAsync()
    {
        var customer = await service.Seed.AddCustomerAsync();
        return (customer.Id, service.Seed.IssueToken(await service.Seed.AddAgentAsync(customer.Id, Permission.ProjectSuperAdmin)));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : OperatorTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : OperatorTests(service);
}
