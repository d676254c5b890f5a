using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Customers;

/// <summary>An address is unique among all customers, and no customer may find out by trial who the others are.</summary>
public abstract class EmailConflictTests(AuthService service)
{
    private const int ConflictsAnHour = 20;

    [Fact]
    public async Task Update_EmailOfAnother_IsAuditedWithoutIt()
    {
        var (tenant, taken) = (await service.Seed.AddTenantAsync(), await AddTakenAsync());

        var response = await UpdateAsync(tenant, taken);

        Refusal.Is(response, 409, "CUSTOMER_ALREADY_EXISTS");
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.update_conflicted", tenant.CustomerId, tenant.CustomerId, tenant.Admin.Id, "{}"), (audited.Type, audited.CustomerId, audited.SubjectId, audited.AgentId, audited.Data));
        Assert.Equal(1, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Update_TwentyConflictsInAnHour_IsRefusedUntilTheOldestIsOver()
    {
        var (tenant, other, taken) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync(), await AddTakenAsync());
        var begin = service.Clock.GetUtcNow();
        for (var minute = 0; minute < ConflictsAnHour; minute++)
        {
            await UpdateAtAsync(begin.AddMinutes(minute), tenant, taken, 409);
        }

        var before = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body;

        await UpdateAtAsync(begin.AddMinutes(30), tenant, taken, 429, "1800");
        await UpdateAtAsync(begin.AddMinutes(60).AddMilliseconds(-1), tenant, NewAddress(), 429, "1");
        Assert.Equal((before, ConflictsAnHour), ((await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body, await service.Seed.CountAuditedAsync(tenant.CustomerId)));
        await UpdateAtAsync(begin.AddMinutes(60).AddMilliseconds(-1), other, taken, 409);
        await UpdateAtAsync(begin.AddMinutes(60), tenant, taken, 409);
        await UpdateAtAsync(begin.AddMinutes(60), tenant, NewAddress(), 429, "60");
        await UpdateAtAsync(begin.AddMinutes(61), tenant, NewAddress(), 200);
    }

    [Fact]
    public async Task Update_TwentyConflictsInAnHour_StillChangesWhatTellsNothing()
    {
        var (tenant, taken) = (await service.Seed.AddTenantAsync(), await AddTakenAsync());
        await ExhaustAsync(tenant, taken);
        var own = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("email");

        var limited = await UpdateAsync(tenant, taken);
        var named = await service.CallAsync("PUT", "/v1.0/customer", tenant.Token, JsonText.Write(new { name = "new", email = own }));

        Assert.Equal("429 RATE_LIMIT_EXCEEDED", $"{limited.Status} {limited.Reason}");
        Assert.Equal("""[{"limit":"email_conflicts_per_hour"}]""", limited.Error.GetProperty("details").GetRawText());
        Assert.Equal((200, "new", own), (named.Status, named.Json.Text("name"), named.Json.Text("email")));
    }

    [Fact]
    public async Task Update_MoreConflictsAtOnce_AreToldTwentyTimes()
    {
        var (tenant, taken) = (await service.Seed.AddTenantAsync(), await AddTakenAsync());

        var responses = await Task.WhenAll(Enumerable.Range(0, ConflictsAnHour + 5).Select(_ => UpdateAsync(tenant, taken)));

        Assert.All(responses, response => Assert.Contains(response.Status, (int[])[409, 429]));
        Assert.Equal(ConflictsAnHour, responses.Count(response => response.Status == 409));
    }

    [Fact]
    public async Task Update_ConflictsOfUsernames_CountForThemselves()
    {
        var (tenant, taken) = (await service.Seed.AddTenantAsync(), await AddTakenAsync());
        await ExhaustAsync(tenant, taken);
        var body = JsonText.Write(new { username = tenant.Admin.Username, permission = 16 });

        Refusal.Is(await service.CallAsync("POST", "/v1.0/agents", tenant.Token, body), 409, "AGENT_ALREADY_EXISTS");
    }

    [Fact]
    public async Task Update_AnotherCustomerByAnOperator_IsNotLimited()
    {
        var (tenant, taken) = (await service.Seed.AddTenantAsync(), await AddTakenAsync());
        var operatorToken = service.Seed.IssueToken(await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.ProjectSuperAdmin));
        await ExhaustAsync(tenant, taken);

        for (var number = 0; number <= ConflictsAnHour; number++)
        {
            Refusal.Is(await service.CallAsync("PUT", $"/v1.0/customers/{tenant.CustomerId}", operatorToken, JsonText.Write(new { email = taken })), 409, "CUSTOMER_ALREADY_EXISTS");
        }

        Assert.Equal(ConflictsAnHour, await service.Seed.CountAuditedAsync(tenant.CustomerId));
        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/customers/{tenant.CustomerId}", operatorToken, JsonText.Write(new { email = NewAddress() }))).Status);
    }

    private static string NewAddress() => $"{Guid.CreateVersion7():N}@example.net";

    private async Task<string> AddTakenAsync() => (await service.Seed.AddCustomerAsync()).Email;

    private async Task ExhaustAsync(Tenant tenant, string taken)
    {
        for (var number = 0; number < ConflictsAnHour; number++)
        {
            Refusal.Is(await UpdateAsync(tenant, taken), 409, "CUSTOMER_ALREADY_EXISTS");
        }
    }

    private async Task UpdateAtAsync(DateTimeOffset now, Tenant tenant, string email, int status, string retryAfter = "")
    {
        using var hold = service.Clock.HoldAt(now);

        var response = await UpdateAsync(tenant, email);

        Assert.Equal((status, retryAfter), (response.Status, response.Header("Retry-After")));
    }

    private Task<RawResponse> UpdateAsync(Tenant tenant, string email) =>
        service.CallAsync("PUT", "/v1.0/customer", tenant.Token, JsonText.Write(new { email }));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : EmailConflictTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : EmailConflictTests(service);
}
