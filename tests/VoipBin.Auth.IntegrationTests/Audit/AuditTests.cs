using System.Globalization;
using System.Text.Json;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Audit;

/// <summary>What admins see of the audit trail.</summary>
public abstract class AuditTests(AuthService service)
{
    [Fact]
    public async Task List_AnEvent_SaysWhoDidWhatWhenAndFromWhere()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var created = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, """{"name":"my key"}""");

        var listed = await service.CallAsync("GET", "/v1.0/audit", tenant.Token);

        Assert.Equal(200, listed.Status);
        Assert.Equal(["result", "next_page_token"], listed.Json.Members());
        var audited = Assert.Single(EventsOf(listed));
        Assert.Equal(["id", "type", "subject_id", "agent_id", "accesskey_id", "address", "request_id", "data", "tm_create"], audited.Members());
        Assert.Equal(("accesskey.created", created.Json.Text("id"), tenant.Admin.Id.ToString()), (audited.Text("type"), audited.Text("subject_id"), audited.Text("agent_id")));
        Assert.Equal((created.Header("X-Request-Id"), "127.0.0.1", JsonValueKind.Null), (audited.Text("request_id"), audited.Text("address"), audited.GetProperty("accesskey_id").ValueKind));
        Assert.Equal("my key", audited.GetProperty("data").Text("name"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", audited.Text("tm_create"));
    }

    [Fact]
    public async Task List_DoneByAnAccesskey_NamesTheKey()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.CallAsync("PUT", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Accesskey, """{"name":"renamed"}""");

        var audited = Assert.Single(EventsOf(await service.CallAsync("GET", "/v1.0/audit", tenant.Accesskey)));

        Assert.Equal((tenant.AccesskeyId.ToString(), JsonValueKind.Null), (audited.Text("accesskey_id"), audited.GetProperty("agent_id").ValueKind));
    }

    [Fact]
    public async Task List_RefusedSignIn_IsShown()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var admin = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, "a good password");
        await service.LoginAsync(admin.Username, "a wrong password");

        var listed = await service.CallAsync("GET", "/v1.0/audit", service.Seed.IssueToken(admin));

        var audited = Assert.Single(EventsOf(listed));
        Assert.Equal(("login.refused", admin.Id.ToString()), (audited.Text("type"), audited.Text("subject_id")));
        Assert.DoesNotContain("a wrong password", listed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_InPages_ShowsEveryEventOnceNewestFirst()
    {
        var tenant = await service.Seed.AddTenantAsync();
        using (service.Clock.HoldAt(service.Clock.GetUtcNow()))
        {
            await RenameAsync(tenant, 5);
        }

        await RenameAsync(tenant, 2);
        var all = IdsOf(await service.CallAsync("GET", "/v1.0/audit", tenant.Token));

        var (paged, token) = (new List<string>(), "");
        do
        {
            var page = await service.CallAsync("GET", $"/v1.0/audit?page_size=3&page_token={token}", tenant.Token);
            Assert.InRange(EventsOf(page).Count, 1, 3);
            paged.AddRange(IdsOf(page));
            token = page.Json.Text("next_page_token");

            // What happens meanwhile is newer than every page that follows.
            await RenameAsync(tenant, 1);
        }
        while (token.Length > 0);

        Assert.Equal(7, all.Count);
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task List_ByType_ShowsOnlyThose()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await RenameAsync(tenant, 2);
        await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, "{}");

        Assert.Equal(["accesskey.created"], await TypesAsync(tenant, "type=accesskey.created"));
        Assert.Equal(["accesskey.updated", "accesskey.updated"], await TypesAsync(tenant, "type=accesskey.updated"));
        Assert.Empty(await TypesAsync(tenant, "type=accesskey"));
        Assert.Empty(await TypesAsync(tenant, "type=ACCESSKEY.CREATED"));
        Assert.Empty(await TypesAsync(tenant, "type=%25"));
        Assert.Equal(3, (await TypesAsync(tenant, "type=")).Count);
    }

    [Fact]
    public async Task List_ByAgent_ShowsWhatHeDid()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var colleague = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
        await RenameAsync(tenant, 2);
        await service.CallAsync("POST", "/v1.0/accesskeys", service.Seed.IssueToken(colleague), "{}");
        await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Accesskey, "{}");

        Assert.Equal(["accesskey.created"], await TypesAsync(tenant, $"agent_id={colleague.Id}"));
        Assert.Equal(2, (await TypesAsync(tenant, $"agent_id={tenant.Admin.Id}")).Count);
        Assert.Empty(await TypesAsync(tenant, $"agent_id={colleague.Id}&type=accesskey.updated"));
        Assert.Empty(await TypesAsync(tenant, $"agent_id={Guid.Empty}"));
    }

    [Fact]
    public async Task List_ByTime_IncludesTheBeginningAndNotTheEnd()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var first = await RenameAsync(tenant, 1);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await RenameAsync(tenant, 1);

        Assert.Equal([second, first], await TimesAsync(tenant, $"tm_from={first}"));
        Assert.Equal([second], await TimesAsync(tenant, $"tm_from={second}"));
        Assert.Equal([first], await TimesAsync(tenant, $"tm_to={second}"));
        Assert.Equal([first], await TimesAsync(tenant, $"tm_from={first}&tm_to={second}"));
        Assert.Empty(await TimesAsync(tenant, $"tm_to={first}"));
        var elsewhere = DateTimeOffset.Parse(second, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        Assert.Equal([second], await TimesAsync(tenant, $"tm_from={Uri.EscapeDataString(elsewhere)}"));
    }

    [Theory]
    [InlineData("agent_id=me", "agent_id")]
    [InlineData("agent_id=01890000000070008000000000000000", "agent_id")]
    [InlineData("agent_id=%7B01890000-0000-7000-8000-000000000000%7D", "agent_id")]
    [InlineData("tm_from=yesterday", "tm_from")]
    [InlineData("tm_from=2026-13-01T00:00:00Z", "tm_from")]
    [InlineData("tm_to=1795000000", "tm_to")]
    [InlineData("tm_to=2026-02-30", "tm_to")]
    [InlineData("type=a&type=b", "type")]
    [InlineData("type=a%00b", "type")]
    [InlineData("tm_from=2026-01-01T00:00:00Z&tm_from=2026-01-02T00:00:00Z", "tm_from")]
    public async Task List_WrongFilter_IsRefused(string query, string field)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var details = Refusal.Is(await service.CallAsync("GET", $"/v1.0/audit?{query}", tenant.Token), 400, "INVALID_REQUEST_PARAMETER");

        Refusal.Names(details, field, "type");
    }

    [Theory]
    [InlineData("page_size=x")]
    [InlineData("page_token=x")]
    public async Task List_WrongPage_IsRefused(string query)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Refusal.Is(await service.CallAsync("GET", $"/v1.0/audit?{query}", tenant.Token), 400, "INVALID_REQUEST_PARAMETER");
    }

    [Fact]
    public async Task List_AnotherCustomersEvents_AreNotShown()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        await RenameAsync(other, 3);

        Assert.Empty(EventsOf(await service.CallAsync("GET", "/v1.0/audit", tenant.Token)));
        Assert.Empty(EventsOf(await service.CallAsync("GET", $"/v1.0/audit?agent_id={other.Admin.Id}", tenant.Token)));
        Assert.Empty(EventsOf(await service.CallAsync("GET", $"/v1.0/audit?customer_id={other.CustomerId}", tenant.Token)));
    }

    [Theory]
    [InlineData(0, 403)]
    [InlineData(16, 403)]
    [InlineData(64, 403)]
    [InlineData(80, 403)]
    [InlineData(32, 200)]
    [InlineData(1, 200)]
    public async Task List_ByPermission_IsForAdminsOnly(int permission, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var token = service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, (Permission)permission));

        var response = await service.CallAsync("GET", "/v1.0/audit?page_size=x", token);
        var good = await service.CallAsync("GET", "/v1.0/audit", token);

        Assert.Equal((status == 200 ? 400 : 403, status), (response.Status, good.Status));
    }

    [Fact]
    public async Task List_WithoutCredential_IsRefused() =>
        Refusal.Is(await service.CallAsync("GET", "/v1.0/audit"), 401, "AUTHENTICATION_REQUIRED");

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Trail_IsNobodysToChange(string method)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Refusal.Is(await service.CallAsync(method, "/v1.0/audit", tenant.Token, "{}"), 405, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task Trail_OfEverySecret_HoldsNone()
    {
        const string OldPassword = "an old good password";
        const string NewPassword = "a new good password";
        var customer = await service.Seed.AddCustomerAsync();
        var admin = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, OldPassword);
        var token = (await service.LoginAsync(admin.Username, OldPassword)).Json.Text("token");
        var key = (await service.CallAsync("POST", "/v1.0/accesskeys", token, "{}")).Json.Text("token");
        var colleague = await service.CallAsync("POST", "/v1.0/agents", token, JsonText.Write(new { username = $"c-{admin.Username}", permission = 16, password = NewPassword }));
        await service.CallAsync("PUT", $"/v1.0/agents/{colleague.Json.Text("id")}/password", token, JsonText.Write(new { password = OldPassword + "2" }));
        await service.CallAsync("PUT", $"/v1.0/agents/{admin.Id}/password", token, JsonText.Write(new { password = NewPassword, current_password = OldPassword }));
        await service.LoginAsync(admin.Username, OldPassword);
        await service.LoginAsync(OldPassword, NewPassword);
        var second = (await service.LoginAsync(admin.Username, NewPassword)).Json.Text("token");
        await service.CallAsync("POST", "/auth/logout", second);

        var rows = (await service.RowsAsync()).Split('\n').Where(row => row.StartsWith("AuditEvent ", StringComparison.Ordinal)).ToList();

        Assert.Contains(rows, row => row.Contains("agent.password_changed", StringComparison.Ordinal) && row.Contains(customer.Id.ToString(), StringComparison.Ordinal));
        string[] secrets = [OldPassword, NewPassword, token, token.Split('.')[2], second, key, key[11..], admin.PasswordHash!, "$2"];
        Assert.All(secrets, secret => Assert.DoesNotContain(rows, row => row.Contains(secret, StringComparison.Ordinal)));
    }

    private static List<JsonElement> EventsOf(RawResponse response) => [.. response.Json.GetProperty("result").EnumerateArray()];

    private static List<string> IdsOf(RawResponse response) => [.. EventsOf(response).Select(audited => audited.Text("id"))];

    private async Task<List<string>> TypesAsync(Tenant tenant, string query) =>
        [.. EventsOf(await service.CallAsync("GET", $"/v1.0/audit?{query}", tenant.Token)).Select(audited => audited.Text("type"))];

    private async Task<List<string>> TimesAsync(Tenant tenant, string query) =>
        [.. EventsOf(await service.CallAsync("GET", $"/v1.0/audit?{query}", tenant.Token)).Select(audited => audited.Text("tm_create"))];

    /// <summary>Makes events, and tells the time of the last.</summary>
    private async Task<string> RenameAsync(Tenant tenant, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var name = Guid.CreateVersion7().ToString();
            Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Token, JsonText.Write(new { name }))).Status);
        }

        return EventsOf(await service.CallAsync("GET", "/v1.0/audit?page_size=1", tenant.Token))[0].Text("tm_create");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AuditTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AuditTests(service);
}
