using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Customers;

public abstract class OwnCustomerTests(AuthService service)
{
    public static string[] Members =>
        ["id", "name", "detail", "email", "status", "email_verified", "billing_account_id", "tm_deletion_scheduled", "tm_deletion_effective", "tm_create", "tm_update", "tm_delete"];

    [Fact]
    public async Task Get_OnesOwn_AnswersItWhole()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", "/v1.0/customer", tenant.Token);

        var customer = response.Json;
        Assert.Equal(200, response.Status);
        Assert.Equal(Members, customer.Members());
        Assert.Equal((tenant.CustomerId.ToString(), "active", "00000000-0000-0000-0000-000000000000", false), (customer.Text("id"), customer.Text("status"), customer.Text("billing_account_id"), customer.GetProperty("email_verified").GetBoolean()));
        Assert.Equal((customer.Text("tm_create"), null, null, null), (customer.Text("tm_update"), customer.GetProperty("tm_delete").GetString(), customer.GetProperty("tm_deletion_scheduled").GetString(), customer.GetProperty("tm_deletion_effective").GetString()));
        Assert.Equal(response.Body, (await service.CallAsync("GET", "/v1.0/customer", tenant.Accesskey)).Body);
    }

    [Theory]
    [InlineData("""{"name":"new"}""", "new", "")]
    [InlineData("""{"detail":"new"}""", null, "new")]
    [InlineData("""{"NAME":"","detail":"new","status":"frozen","billing_account_id":"x","email_verified":true}""", "", "new")]
    public async Task Update_ByAnAdminOrAKey_ChangesWhatIsThere(string body, string? name, string detail)
    {
        foreach (var isKey in (bool[])[false, true])
        {
            var tenant = await service.Seed.AddTenantAsync();
            var before = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json;
            service.Clock.Advance(TimeSpan.FromSeconds(1));

            var response = await service.CallAsync("PUT", "/v1.0/customer", isKey ? tenant.Accesskey : tenant.Token, body);

            var after = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json;
            Assert.Equal((200, name ?? before.Text("name"), detail, before.Text("email"), "active", false), (response.Status, after.Text("name"), after.Text("detail"), after.Text("email"), after.Text("status"), after.GetProperty("email_verified").GetBoolean()));
            Assert.Equal(response.Body, after.GetRawText());
            Assert.True(string.CompareOrdinal(before.Text("tm_update"), after.Text("tm_update")) < 0, "tm_update rises.");
            var audited = await service.Seed.AuditedAsync(response);
            Assert.Equal(("customer.updated", tenant.CustomerId, isKey ? null : tenant.Admin.Id, isKey ? tenant.AccesskeyId : (Guid?)null), (audited.Type, audited.SubjectId, audited.AgentId, audited.AccesskeyId));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"name":null,"email":null}""")]
    public async Task Update_ThatChangesNothing_WritesNothing(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body;
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        var response = await service.CallAsync("PUT", "/v1.0/customer", tenant.Token, body);

        Assert.Equal((200, before), (response.Status, response.Body));
        Assert.Equal(0, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Theory]
    [InlineData("new@example.net")]
    [InlineData("owner@example.net")]
    public async Task Update_EmailByAKey_NeedsAnAgentAndChangesNothing(string email)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body;

        var response = await service.CallAsync("PUT", "/v1.0/customer", tenant.Accesskey, JsonText.Write(new { name = "new", email }));

        Refusal.Is(response, 403, "AGENT_AUTH_REQUIRED");
        Assert.Equal(before, (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body);
        Assert.Equal(0, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Update_EmailOfAnother_IsAConflictInEverySpelling()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var before = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body;
        var taken = (await service.CallAsync("GET", "/v1.0/customer", other.Token)).Json.Text("email");

        foreach (var email in (string[])[taken, taken.ToUpperInvariant(), $"  {taken} "])
        {
            Refusal.Is(await service.CallAsync("PUT", "/v1.0/customer", tenant.Token, JsonText.Write(new { name = "new", email })), 409, "CUSTOMER_ALREADY_EXISTS");
        }

        Assert.Equal(before, (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body);
    }

    [Theory]
    [InlineData("""{"email":""}""", "email", "format")]
    [InlineData("""{"email":"nobody"}""", "email", "format")]
    [InlineData("""{"email":"Jane <jane@example.net>"}""", "email", "format")]
    [InlineData("""{"email":7}""", "email", "type")]
    [InlineData("""{"name":"\u0000"}""", "name", "characters")]
    [InlineData("""{"detail":["x"]}""", "detail", "type")]
    public async Task Update_BadMember_ChangesNothing(string body, string field, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body;

        var response = await service.CallAsync("PUT", "/v1.0/customer", tenant.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        Assert.Equal(before, (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body);
    }

    [Fact]
    public async Task Update_ByAManager_IsDenied()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var manager = service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager));

        Refusal.Is(await service.CallAsync("PUT", "/v1.0/customer", manager, """{"name":"new"}"""), 403, "PERMISSION_DENIED");
        Assert.Equal(200, (await service.CallAsync("GET", "/v1.0/customer", manager)).Status);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : OwnCustomerTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : OwnCustomerTests(service);
}
