using System.Net;
using System.Text.Json;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

/// <summary>When a key was last used, as its customer sees it; and what counts as a use.</summary>
public abstract class LastUseTests(AuthService service)
{
    private const string Route = "/v1.0/accesskeys";

    [Fact]
    public async Task Get_KeyThatWasNeverUsed_ShowsNull()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var created = await service.CallAsync("POST", Route, tenant.Token, "{}");
        await service.WriteUsesAsync();

        Assert.Equal(["tm_delete", "tm_last_used", "token"], created.Json.Members().TakeLast(3));
        Assert.Null(created.Json.Text("tm_last_used"));
        Assert.Null((await service.CallAsync("GET", $"{Route}/{created.Json.Text("id")}", tenant.Token)).Json.Text("tm_last_used"));
        Assert.All((await service.CallAsync("GET", Route, tenant.Token)).Json.GetProperty("result").EnumerateArray(), row => Assert.Null(row.Text("tm_last_used")));
    }

    [Fact]
    public async Task Get_KeyThatWasUsed_ShowsTheInstantWhereverTheKeyIsShown()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (path, used) = ($"{Route}/{tenant.AccesskeyId}", await UseAsync(tenant));

        RawResponse[] shown =
        [
            await service.CallAsync("GET", path, tenant.Token),
            await service.CallAsync("PUT", path, tenant.Token, """{"name":"renamed"}"""),
            await service.CallAsync("PUT", path, tenant.Token, "{}"),
            await service.CallAsync("DELETE", path, tenant.Token),
        ];

        Assert.All(shown, response => Assert.Equal((200, used), (response.Status, response.Json.GetProperty("tm_last_used").GetDateTimeOffset())));
        Assert.Equal(["tm_delete", "tm_last_used"], shown[0].Json.Members().TakeLast(2));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", shown[0].Json.Text("tm_last_used"));
    }

    [Fact]
    public async Task List_SomeKeysWereUsed_ShowsTheInstantOfEachByOneStatement()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var used = await UseAsync(tenant);
        for (var i = 0; i < 5; i++)
        {
            await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        }

        service.Log.Clear();
        var listed = await service.CallAsync("GET", Route, tenant.Token);

        var rows = listed.Json.GetProperty("result").EnumerateArray().ToDictionary(row => row.GetProperty("id").GetGuid(), row => row.GetProperty("tm_last_used"));
        Assert.Equal(used, rows[tenant.AccesskeyId].GetDateTimeOffset());
        Assert.Equal(5, rows.Values.Count(row => row.ValueKind == JsonValueKind.Null));
        Assert.Single(service.Log.Lines, line => line.Text.Contains("Executed DbCommand", StringComparison.Ordinal) && line.Text.Contains("accesskey_uses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_KeyOfAnotherCustomerByASuperAdmin_ShowsItsLastUse()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var used = await UseAsync(tenant);
        var superAdmin = (await service.LoginAsync(AuthService.Username, AuthService.Password)).Json.Text("token");

        var shown = await service.CallAsync("GET", $"{Route}/{tenant.AccesskeyId}", superAdmin);

        Assert.Equal((200, used), (shown.Status, shown.Json.GetProperty("tm_last_used").GetDateTimeOffset()));
    }

    /// <summary>Nobody can write while the request is served: if it wrote, it would wait.</summary>
    [Fact]
    public async Task Request_WhileNobodyCanWrite_IsAnsweredAndCountedLater()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.WriteUsesAsync();

        var response = await service.WhileNobodyCanWriteAsync(() => service.CallAsync("GET", $"{Route}/{tenant.AccesskeyId}", tenant.Accesskey));

        Assert.Equal((200, null), (response.Status, response.Json.Text("tm_last_used")));
        await service.WriteUsesAsync();
        Assert.Equal(1, await service.CountUsesAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Request_AThousandAtOnceWhileUsesAreWritten_CountsEachOnce()
    {
        const int callers = 20, requests = 50;
        var tenant = await service.Seed.AddTenantAsync();
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", tenant.Accesskey);

        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var request = 0; request < requests; request++)
            {
                using var response = await client.GetAsync(new Uri("/v1.0/nowhere", UriKind.Relative));
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
                if (request % 10 == 0)
                {
                    await service.WriteUsesAsync();
                }
            }
        })));

        await service.WriteUsesAsync();
        Assert.Equal(callers * requests, await service.CountUsesAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Request_BeforeAndAfterMidnight_CountsTwoDaysAndShowsTheLater()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var midnight = new DateTimeOffset(service.Clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        foreach (var instant in new[] { midnight.AddMicroseconds(-1), midnight, midnight.AddHours(1) })
        {
            using var hold = service.Clock.HoldAt(instant);
            Assert.Equal(200, await service.StatusOfAsync(tenant.Accesskey));
        }

        await service.WriteUsesAsync();

        var day = DateOnly.FromDateTime(midnight.UtcDateTime);
        Assert.Equal(
            [(day.AddDays(-1), 1L, midnight.AddMicroseconds(-1)), (day, 2L, midnight.AddHours(1))],
            (await service.FindUsesAsync(tenant.CustomerId)).Select(usage => (usage.Day, usage.Uses, usage.TmLastUsed)));
        var shown = await service.CallAsync("GET", $"{Route}/{tenant.AccesskeyId}", tenant.Token);
        Assert.Equal(midnight.AddHours(1), shown.Json.GetProperty("tm_last_used").GetDateTimeOffset());
    }

    [Fact]
    public async Task Request_KeyThatIsRefused_IsNoUse()
    {
        var (expired, revoked, frozen, gone) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        await service.CallAsync("DELETE", $"{Route}/{revoked.AccesskeyId}", revoked.Token);
        await service.Seed.FreezeAsync(frozen.CustomerId);
        await service.Seed.DeleteCustomerAsync(gone.CustomerId);

        Refusal.Is(await service.CallAsync("GET", Route, revoked.Accesskey), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", Route, frozen.Accesskey), 403, "ACCOUNT_FROZEN");
        Refusal.Is(await service.CallAsync("GET", Route, gone.Accesskey), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", Route, AccesskeyToken.Generate().Reveal()), 401, "INVALID_CREDENTIALS");
        service.Clock.Advance(TimeSpan.FromDays(30));
        Refusal.Is(await service.CallAsync("GET", Route, expired.Accesskey), 401, "INVALID_CREDENTIALS");

        await service.WriteUsesAsync();
        foreach (var tenant in new[] { expired, revoked, frozen, gone })
        {
            Assert.Empty(await service.FindUsesAsync(tenant.CustomerId));
        }
    }

    /// <summary>The key was good, whatever then became of the request.</summary>
    [Theory]
    [InlineData("GET", "/v1.0/nowhere", 404)]
    [InlineData("GET", "/v1.0/customers", 403)]
    [InlineData("POST", "/v1.0/agents", 400)]
    public async Task Request_RefusedForAnotherReason_IsAUse(string method, string path, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync(method, path, tenant.Accesskey, method == "POST" ? "{}" : null);

        await service.WriteUsesAsync();
        Assert.Equal((status, 1), (response.Status, await service.CountUsesAsync(tenant.CustomerId)));
    }

    [Theory]
    [InlineData("", "127.0.0.1")]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9, 2001:db8::7", "2001:db8::7")]
    public async Task Request_FromSomewhere_KeepsTheAddressOfTheClient(string forwardedFor, string address)
    {
        var tenant = await service.Seed.AddTenantAsync();

        await service.CallAsync("GET", Route, tenant.Accesskey, headers: forwardedFor.Length == 0 ? [] : [$"X-Forwarded-For: {forwardedFor}"]);

        await service.WriteUsesAsync();
        Assert.Equal(IPAddress.Parse(address), Assert.Single(await service.FindUsesAsync(tenant.CustomerId)).Address);
    }

    /// <summary>Uses the key once, and has that written.</summary>
    private async Task<DateTimeOffset> UseAsync(Tenant tenant)
    {
        var now = service.Clock.GetTimestampNow();
        using (service.Clock.HoldAt(now))
        {
            Assert.Equal(200, await service.StatusOfAsync(tenant.Accesskey));
        }

        await service.WriteUsesAsync();
        return now;
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : LastUseTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : LastUseTests(service);
}
