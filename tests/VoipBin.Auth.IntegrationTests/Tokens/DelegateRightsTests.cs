using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>What a delegate may do: read and revoke, for one customer.</summary>
public abstract class DelegateRightsTests(AuthService service)
{
    [Theory]
    [InlineData("/v1.0/accesskeys")]
    [InlineData("/v1.0/accesskeys/{key}")]
    [InlineData("/v1.0/agents")]
    [InlineData("/v1.0/agents/{agent}")]
    [InlineData("/v1.0/customer")]
    [InlineData("/v1.0/audit")]
    [InlineData("/v1.0/me")]
    public async Task Read_ByDelegate_ShowsTheTargetAndNobodyElse(string path)
    {
        var delegation = await Delegation.BeginAsync(service);
        var other = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", Fill(path, delegation.Target), delegation.Token);

        Assert.Equal(200, response.Status);
        Assert.Contains(delegation.Target.CustomerId.ToString(), response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(other.CustomerId.ToString(), response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(delegation.Operator.CustomerId.ToString(), response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Me_ByDelegate_SaysWhoActsForWhom()
    {
        var delegation = await Delegation.BeginAsync(service);

        var me = (await service.CallAsync("GET", "/v1.0/me", delegation.Token)).Json;

        Assert.Equal(["type", "id", "customer_id", "permission", "tm_expire"], me.Members());
        Assert.Equal(("delegate", delegation.Operator.Id.ToString(), delegation.Target.CustomerId.ToString(), 32), (me.Text("type"), me.Text("id"), me.Text("customer_id"), me.GetProperty("permission").GetInt32()));
    }

    [Fact]
    public async Task Revoke_ByDelegate_IsDoneInTheNameOfTheOperator()
    {
        var delegation = await Delegation.BeginAsync(service);
        var colleague = await service.Seed.AddAgentAsync(delegation.Target.CustomerId, Permission.CustomerAdmin);
        var colleagueToken = service.Seed.IssueToken(colleague);

        var accesskey = await service.CallAsync("DELETE", $"/v1.0/accesskeys/{delegation.Target.AccesskeyId}", delegation.Token);
        var agent = await service.CallAsync("DELETE", $"/v1.0/agents/{colleague.Id}", delegation.Token);

        Assert.Equal((200, 200), (accesskey.Status, agent.Status));
        Assert.Equal("401 401 200", await service.StatusesOfAsync(delegation.Target.Accesskey, colleagueToken, delegation.Target.Token));
        foreach (var response in new[] { accesskey, agent })
        {
            var audited = await service.Seed.AuditedAsync(response);
            Assert.Equal((delegation.Target.CustomerId, delegation.Operator.Id), (audited.CustomerId, audited.AgentId));
        }
    }

    [Theory]
    [InlineData("GET", "/v1.0/accesskeys/{key}")]
    [InlineData("DELETE", "/v1.0/accesskeys/{key}")]
    [InlineData("GET", "/v1.0/agents/{agent}")]
    [InlineData("DELETE", "/v1.0/agents/{agent}")]
    public async Task AnotherCustomer_ByDelegate_IsRefused(string method, string path)
    {
        var delegation = await Delegation.BeginAsync(service);
        var other = await service.Seed.AddTenantAsync();
        await service.Seed.AddAgentAsync(other.CustomerId, Permission.CustomerAdmin);
        var before = await service.Seed.SnapshotAsync();

        Refusal.Is(await service.CallAsync(method, Fill(path, other), delegation.Token), 403, "PERMISSION_DENIED");

        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task OperatorsOwnAgent_ByDelegate_IsNotHisToTouch()
    {
        var delegation = await Delegation.BeginAsync(service);
        var path = $"/v1.0/agents/{delegation.Operator.Id}";

        Refusal.Is(await service.CallAsync("GET", path, delegation.Token), 403, "PERMISSION_DENIED");
        Refusal.Is(await service.CallAsync("PUT", path, delegation.Token, """{"name":"x"}"""), 403, "PERMISSION_DENIED");
        Refusal.Is(await service.CallAsync("PUT", path + "/password", delegation.Token, """{"password":"a good new password"}"""), 403, "PERMISSION_DENIED");
        Refusal.Is(await service.CallAsync("DELETE", path, delegation.Token), 403, "PERMISSION_DENIED");

        Assert.Equal(200, await service.StatusOfAsync(delegation.OperatorToken));
    }

    [Theory]
    [InlineData("POST", "/v1.0/accesskeys", "{}")]
    [InlineData("PUT", "/v1.0/accesskeys/{key}", """{"name":"renamed"}""")]
    [InlineData("POST", "/v1.0/agents", """{"username":"delegated@example.net","permission":16}""")]
    [InlineData("PUT", "/v1.0/agents/{agent}", """{"name":"renamed"}""")]
    [InlineData("PUT", "/v1.0/agents/{agent}/password", """{"password":"a good new password"}""")]
    [InlineData("PUT", "/v1.0/agents/{agent}/permission", """{"permission":96}""")]
    [InlineData("PUT", "/v1.0/customer", """{"name":"renamed"}""")]
    [InlineData("POST", "/auth/unregister", """{"confirmation_phrase":"DELETE"}""")]
    [InlineData("DELETE", "/auth/unregister", null, "AGENT_AUTH_REQUIRED")]
    [InlineData("POST", "/auth/delegate", """{"customer_id":"{customer}","reason":"a long enough reason"}""")]
    [InlineData("GET", "/v1.0/customers", null)]
    [InlineData("POST", "/v1.0/customers", """{"email":"delegated@example.net"}""")]
    [InlineData("GET", "/v1.0/customers/{customer}", null)]
    [InlineData("PUT", "/v1.0/customers/{customer}", """{"name":"renamed"}""")]
    [InlineData("DELETE", "/v1.0/customers/{customer}", null)]
    [InlineData("POST", "/v1.0/customers/{customer}/freeze", null)]
    [InlineData("POST", "/v1.0/customers/{customer}/recover", null)]
    public async Task AnythingElse_ByDelegate_ChangesNothing(string method, string path, string? body, string reason = "PERMISSION_DENIED")
    {
        var delegation = await Delegation.BeginAsync(service);
        var (before, audited) = (await service.Seed.SnapshotAsync(), await service.Seed.CountAuditedAsync(delegation.Target.CustomerId));

        var response = await service.CallAsync(method, Fill(path, delegation.Target), delegation.Token, body is null ? null : Fill(body, delegation.Target));

        Refusal.Is(response, 403, reason);
        Assert.Equal((before, audited), (await service.Seed.SnapshotAsync(), await service.Seed.CountAuditedAsync(delegation.Target.CustomerId)));
    }

    private static string Fill(string text, Tenant tenant) => text
        .Replace("{key}", tenant.AccesskeyId.ToString(), StringComparison.Ordinal)
        .Replace("{agent}", tenant.Admin.Id.ToString(), StringComparison.Ordinal)
        .Replace("{customer}", tenant.CustomerId.ToString(), StringComparison.Ordinal);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : DelegateRightsTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : DelegateRightsTests(service);
}
