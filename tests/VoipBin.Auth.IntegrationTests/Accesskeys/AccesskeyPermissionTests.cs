using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

/// <summary>Every route, for every permission, for keys of one's own, of others and of nobody.</summary>
public abstract class AccesskeyPermissionTests(AuthService service)
{
    /// <summary>Routes by name: method, path below <c>/v1.0/accesskeys</c> (<c>{id}</c> is the key's), body.</summary>
    private static readonly (string Method, string Path, string? Body)[] Routes =
    [
        ("GET", "", null),
        ("HEAD", "", null),
        ("POST", "", "{}"),
        ("GET", "/{id}", null),
        ("HEAD", "/{id}", null),
        ("PUT", "/{id}", """{"name":"renamed"}"""),
        ("DELETE", "/{id}", null),
    ];

    [Theory]
    [InlineData(1, true)]
    [InlineData(32, true)]
    [InlineData(33, true)]
    [InlineData(96, true)]
    [InlineData(0, false)]
    [InlineData(16, false)]
    [InlineData(64, false)]
    [InlineData(80, false)]
    public async Task AnyRoute_ByPermission_IsForAdminsOnly(int permission, bool allowed)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, (Permission)permission);
        var before = await service.Seed.SnapshotAsync();

        var responses = await CallAllAsync(service.Seed.IssueToken(agent), tenant.AccesskeyId.ToString());

        Assert.All(responses, response => Assert.Equal(allowed ? 200 : 403, response.Status));
        Assert.All(responses.Where(response => response.Body.Length > 0 && !allowed), response => Refusal.Is(response, 403, "PERMISSION_DENIED"));
        Assert.Equal(allowed, before != await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("not-a-uuid")]
    public async Task AnyRoute_WithoutPermission_LooksNothingUp(string id)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var manager = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager);

        var responses = await CallAllAsync(service.Seed.IssueToken(manager), id);

        Assert.All(responses, response => Assert.Equal(403, response.Status));
    }

    [Fact]
    public async Task AnyRoute_Accesskey_CountsAsAdmin()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (other, _) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);

        var responses = await CallAllAsync(tenant.Accesskey, other.Id.ToString());

        Assert.All(responses, response => Assert.Equal(200, response.Status));
    }

    [Theory]
    [InlineData("own customer's deleted", 404, "ACCESSKEY_NOT_FOUND")]
    [InlineData("another customer's", 403, "PERMISSION_DENIED")]
    [InlineData("another customer's deleted", 404, "ACCESSKEY_NOT_FOUND")]
    [InlineData("01890000-0000-7000-8000-000000000000", 404, "ACCESSKEY_NOT_FOUND")]
    [InlineData("00000000-0000-0000-0000-000000000000", 404, "ACCESSKEY_NOT_FOUND")]
    [InlineData("1", 400, "INVALID_ID")]
    [InlineData("not-a-uuid", 400, "INVALID_ID")]
    [InlineData("0189000000007000800000000000000", 400, "INVALID_ID")]
    [InlineData("01890000000070008000000000000000", 400, "INVALID_ID")]
    [InlineData("%7B01890000-0000-7000-8000-000000000000%7D", 400, "INVALID_ID")]
    [InlineData("01890000-0000-7000-8000-00000000000g", 400, "INVALID_ID")]
    [InlineData("%20", 400, "INVALID_ID")]
    [InlineData("'%20OR%201=1--", 400, "INVALID_ID")]
    [InlineData("..%2Faccesskeys", 400, "INVALID_ID")]
    public async Task OneKey_NotOnesOwn_IsRefused(string which, int status, string reason)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var id = await FindAsync(which, tenant);
        var before = await service.Seed.SnapshotAsync();

        foreach (var credential in new[] { tenant.Token, tenant.Accesskey })
        {
            Refusal.Is(await service.CallAsync("GET", $"/v1.0/accesskeys/{id}", credential), status, reason);
            Refusal.Is(await service.CallAsync("PUT", $"/v1.0/accesskeys/{id}", credential, """{"name":"x"}"""), status, reason);
            Refusal.Is(await service.CallAsync("DELETE", $"/v1.0/accesskeys/{id}", credential), status, reason);
        }

        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task OneKey_IdInUpperCase_IsFound()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", $"/v1.0/accesskeys/{tenant.AccesskeyId.ToString().ToUpperInvariant()}", tenant.Token);

        Assert.Equal((200, tenant.AccesskeyId.ToString()), (response.Status, response.Json.Text("id")));
    }

    [Fact]
    public async Task OneKey_SuperAdmin_ReadsRenamesAndRevokesAnotherCustomers()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var customer = await service.Seed.AddCustomerAsync();
        var operatorToken = service.Seed.IssueToken(await service.Seed.AddAgentAsync(customer.Id, Permission.ProjectSuperAdmin));
        var path = $"/v1.0/accesskeys/{tenant.AccesskeyId}";

        var read = await service.CallAsync("GET", path, operatorToken);
        var renamed = await service.CallAsync("PUT", path, operatorToken, """{"name":"leaked"}""");
        var revoked = await service.CallAsync("DELETE", path, operatorToken);

        Assert.Equal((200, 200, 200), (read.Status, renamed.Status, revoked.Status));
        Assert.Equal((tenant.CustomerId.ToString(), "leaked"), (read.Json.Text("customer_id"), renamed.Json.Text("name")));
        Assert.Equal(tenant.CustomerId, (await service.Seed.AuditedAsync(revoked)).CustomerId);
        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Accesskey), 401, "INVALID_CREDENTIALS");
    }

    private async Task<string> FindAsync(string which, Tenant tenant)
    {
        if (!which.Contains("customer's", StringComparison.Ordinal))
        {
            return which;
        }

        var owner = which.StartsWith("own", StringComparison.Ordinal) ? tenant : await service.Seed.AddTenantAsync();
        var (accesskey, text) = await service.Seed.AddAccesskeyAsync(owner.CustomerId);
        if (which.EndsWith("deleted", StringComparison.Ordinal))
        {
            Assert.Equal(200, (await service.CallAsync("DELETE", $"/v1.0/accesskeys/{accesskey.Id}", text)).Status);
        }

        return accesskey.Id.ToString();
    }

    private async Task<IReadOnlyList<RawResponse>> CallAllAsync(string credential, string id)
    {
        var responses = new List<RawResponse>();
        foreach (var (method, path, body) in Routes)
        {
            responses.Add(await service.CallAsync(method, "/v1.0/accesskeys" + path.Replace("{id}", id, StringComparison.Ordinal), credential, body));
        }

        return responses;
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AccesskeyPermissionTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AccesskeyPermissionTests(service);
}
