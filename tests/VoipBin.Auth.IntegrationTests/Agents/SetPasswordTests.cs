using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Agents;

public abstract class SetPasswordTests(AuthService service)
{
    private const string Present = "lamp otter granite";
    private const string Wanted = "velvet anchor sunrise";

    [Fact]
    public async Task SetPassword_OfOneselfWithThePresentOne_EndsEveryToken()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager, Present);
        var (token, second) = (service.Seed.IssueToken(agent), service.Seed.IssueToken(agent));

        var response = await SetAsync(agent.Id, token, new { password = Wanted, current_password = Present });

        Assert.Equal(200, response.Status);
        Assert.Equal(["id", "customer_id", "username", "name", "detail", "permission", "tm_create", "tm_update", "tm_delete"], response.Json.Members());
        Assert.Equal("401 401 200", await MeAsync(token, second, tenant.Token));
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, Present));
        var login = await service.LoginAsync(agent.Username, Wanted);
        Assert.Equal("200", await MeAsync(login.Json.Text("token")));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.password_changed", agent.Id, agent.Id, "{}"), (audited.Type, audited.SubjectId, audited.AgentId, audited.Data));
        Assert.DoesNotContain(Wanted, await service.DumpAsync(), StringComparison.Ordinal);
        Assert.Empty(service.Log.LinesWith(Wanted));
        Assert.Empty(service.Log.LinesWith(Present));
    }

    /// <summary>A wrong one is a guess, and recorded; none is not.</summary>
    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("lamp otter granitE", 1)]
    [InlineData("velvet anchor sunrise", 1)]
    [InlineData("lamp otter granite, and more than the seventy-two bytes that a password has at most", 1)]
    public async Task SetPassword_OfOneselfWithoutThePresentOne_ChangesNothing(string? current, int recorded)
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAgent, Present);
        var token = service.Seed.IssueToken(agent);
        var before = await service.Seed.SnapshotAsync();

        var response = await SetAsync(agent.Id, token, new { password = Wanted, current_password = current });

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), "current_password", "match");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal("200", await MeAsync(token));
        Assert.Equal(recorded, await service.Seed.CountAuditedAsync(customer.Id));
    }

    [Fact]
    public async Task SetPassword_OfOneselfWithAWrongOne_IsAuditedWithoutSecrets()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAgent, Present);

        var audited = await service.Seed.AuditedAsync(await SetAsync(agent.Id, service.Seed.IssueToken(agent), new { password = Wanted, current_password = "guessed at random" }));

        Assert.Equal(("agent.password_refused", customer.Id, agent.Id, agent.Id), (audited.Type, audited.CustomerId, audited.SubjectId, audited.AgentId));
        Assert.Equal(("127.0.0.1", "{}"), (audited.Address, audited.Data));
        Assert.Empty(service.Log.LinesWith("guessed at random"));
    }

    [Fact]
    public async Task SetPassword_OfSomebodyWithoutOne_CannotBeDoneByKnowingNone()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAgent);
        var before = await service.Seed.SnapshotAsync();

        var response = await SetAsync(agent.Id, service.Seed.IssueToken(agent), new { password = Wanted, current_password = Wanted });

        Refusal.Is(response, 400, "INVALID_ARGUMENT");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task SetPassword_ByAnAdmin_NeedsNoPresentOne()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager, Present);
        var token = service.Seed.IssueToken(agent);

        var response = await SetAsync(agent.Id, tenant.Token, new { password = Wanted });

        Assert.Equal(200, response.Status);
        Assert.Equal("401 200", await MeAsync(token, tenant.Token));
        Assert.Equal(200, (await service.LoginAsync(agent.Username, Wanted)).Status);
    }

    [Fact]
    public async Task SetPassword_ByAKey_NeedsAnAgent()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var before = await service.Seed.SnapshotAsync();

        var response = await SetAsync(agent.Id, tenant.Accesskey, new { password = Wanted });

        Refusal.Is(response, 403, "AGENT_AUTH_REQUIRED");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task SetPassword_FiveAtOnceByOneself_LetsOneThrough()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAgent, Present);
        var token = service.Seed.IssueToken(agent);

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => SetAsync(agent.Id, token, new { password = $"{Wanted} {number}", current_password = Present })));

        // The others find a password that is not the present one any more, lose the race at the end, or come with an ended token.
        Assert.Single(responses, response => response.Status == 200);
        Assert.All(responses, response => Assert.Contains(response.Status, (int[])[200, 400, 401, 409]));
        var winner = Array.FindIndex(responses, response => response.Status == 200);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, $"{Wanted} {winner}")).Status);
    }

    [Theory]
    [InlineData("not-a-uuid", 400, "INVALID_ID")]
    [InlineData("00000000-0000-0000-0000-000000000000", 404, "AGENT_NOT_FOUND")]
    public async Task SetPassword_OfNobody_IsRefused(string id, int status, string reason)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Refusal.Is(await service.CallAsync("PUT", $"/v1.0/agents/{id}/password", tenant.Token, JsonText.Write(new { password = Wanted })), status, reason);
    }

    private Task<RawResponse> SetAsync(Guid id, string credential, object body) => service.CallAsync("PUT", $"/v1.0/agents/{id}/password", credential, JsonText.Write(body));

    /// <summary>Whether each of these is good now, whatever its agent may do.</summary>
    private async Task<string> MeAsync(params string[] credentials) =>
        string.Join(' ', (await Task.WhenAll(credentials.Select(credential => service.CallAsync("GET", "/v1.0/me", credential)))).Select(response => response.Status));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : SetPasswordTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : SetPasswordTests(service);
}
