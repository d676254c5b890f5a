using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>A delegate ends with everything that it hangs on, at once.</summary>
public abstract class DelegateEndTests(AuthService service)
{
    private readonly JwtForge forge = JwtForge.WithKeyOf(service);

    [Theory]
    [InlineData("logout")]
    [InlineData("logout everywhere")]
    [InlineData("another token's logout everywhere")]
    [InlineData("lost bit")]
    [InlineData("deleted")]
    [InlineData("customer frozen")]
    [InlineData("customer deleted")]
    [InlineData("password changed")]
    public async Task Delegate_OperatorsEnd_EndsIt(string how)
    {
        var delegation = await Delegation.BeginAsync(service);
        Assert.Equal(200, await service.StatusOfAsync(delegation.Token));

        await EndAsync(how, delegation);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", delegation.Token), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("DELETE", $"/v1.0/accesskeys/{delegation.Target.AccesskeyId}", delegation.Token), 401, "INVALID_CREDENTIALS");
        Assert.Equal("200 200", await service.StatusesOfAsync(delegation.Target.Token, delegation.Target.Accesskey));
    }

    [Fact]
    public async Task Delegate_AnotherTokenOfTheOperatorLoggedOut_GoesOn()
    {
        var delegation = await Delegation.BeginAsync(service);
        var other = service.Seed.IssueToken(delegation.Operator);

        await service.CallAsync("POST", "/auth/logout", other);

        Assert.Equal("401 200", await service.StatusesOfAsync(other, delegation.Token));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"all":true}""")]
    public async Task Logout_ByDelegate_EndsItAlone(string body)
    {
        var delegation = await Delegation.BeginAsync(service);
        var second = (await Delegation.AskAsync(service, delegation.OperatorToken, delegation.Target.CustomerId)).Json.Text("token");

        var response = await service.CallAsync("POST", "/auth/logout", delegation.Token, body);

        Assert.Equal((200, "{}"), (response.Status, response.Body));
        Assert.Equal("401 200 200 200", await service.StatusesOfAsync(delegation.Token, delegation.OperatorToken, second, delegation.Target.Token));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.delegation_ended", delegation.Target.CustomerId, delegation.Operator.Id), (audited.Type, audited.CustomerId, audited.AgentId));
    }

    [Fact]
    public async Task Delegate_AfterEightHours_IsRefused()
    {
        var delegation = await Delegation.BeginAsync(service);
        var end = DateTimeOffset.FromUnixTimeSeconds((long)JwtForge.PayloadOf(delegation.Token)["exp"]!);

        string before;
        using (service.Clock.HoldAt(end.AddTicks(-10)))
        {
            before = await service.StatusesOfAsync(delegation.Token, delegation.OperatorToken);
        }

        using var hold = service.Clock.HoldAt(end);

        Assert.Equal("200 200", before);
        Assert.Equal("401 200", await service.StatusesOfAsync(delegation.Token, delegation.OperatorToken));
    }

    [Fact]
    public async Task Delegate_TargetFrozen_IsToldSo()
    {
        var delegation = await Delegation.BeginAsync(service);
        await service.Seed.FreezeAsync(delegation.Target.CustomerId);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", delegation.Token), 403, "ACCOUNT_FROZEN");

        Assert.Equal(200, await service.StatusOfAsync(delegation.OperatorToken));
        Assert.Equal(200, (await service.CallAsync("POST", "/auth/logout", delegation.Token)).Status);
    }

    [Fact]
    public async Task Delegate_TargetDeleted_IsRefused()
    {
        var delegation = await Delegation.BeginAsync(service);
        Assert.Equal(200, (await service.CallAsync("DELETE", $"/v1.0/customers/{delegation.Target.CustomerId}", delegation.OperatorToken)).Status);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", delegation.Token), 401, "INVALID_CREDENTIALS");
        Assert.Equal(200, await service.StatusOfAsync(delegation.OperatorToken));
    }

    [Theory]
    [InlineData("parent", null)]
    [InlineData("parent", "\"\"")]
    [InlineData("parent", "\"not-a-uuid\"")]
    [InlineData("parent", "7")]
    [InlineData("parent", "[\"01890000-0000-7000-8000-000000000000\"]")]
    [InlineData("customer_id", null)]
    [InlineData("customer_id", "\"not-a-uuid\"")]
    [InlineData("customer_id", "\"01890000-0000-7000-8000-000000000000\"")]
    [InlineData("gen", "1000")]
    [InlineData("gen", null)]
    [InlineData("type", "\"Delegate\"")]
    public async Task Delegate_SignedButWrong_IsRefused(string claim, string? written)
    {
        var payload = JwtForge.PayloadOf((await Delegation.BeginAsync(service)).Token);
        Assert.Equal(200, await service.StatusOfAsync(forge.Sign(payload)));
        payload.Remove(claim);
        if (written is not null)
        {
            payload[claim] = System.Text.Json.Nodes.JsonNode.Parse(written);
        }

        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", forge.Sign(payload)), 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Delegate_ParentThatHasEnded_IsRefused()
    {
        var delegation = await Delegation.BeginAsync(service);
        var ended = service.Seed.IssueToken(delegation.Operator);
        await service.CallAsync("POST", "/auth/logout", ended);
        var payload = JwtForge.PayloadOf(delegation.Token);
        payload["parent"] = (string)JwtForge.PayloadOf(ended)["jti"]!;

        Assert.Equal("401 200", await service.StatusesOfAsync(forge.Sign(payload), delegation.Token));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(112)]
    [InlineData(0)]
    public async Task Delegate_SignedForNoSuperAdmin_IsRefused(int permission)
    {
        var delegation = await Delegation.BeginAsync(service);
        var agent = await service.Seed.AddAgentAsync(delegation.Operator.CustomerId, (Permission)permission);
        var payload = JwtForge.PayloadOf(delegation.Token);
        (payload["sub"], payload["gen"]) = (agent.Id.ToString(), agent.Generation);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", forge.Sign(payload)), 401, "INVALID_CREDENTIALS");
    }

    [Theory]
    [InlineData("parent")]
    [InlineData("customer_id")]
    [InlineData("sub")]
    public async Task Delegate_ChangedUnderItsSignature_IsRefused(string claim)
    {
        var delegation = await Delegation.BeginAsync(service);
        var payload = JwtForge.PayloadOf(delegation.Token);
        payload[claim] = (await service.Seed.AddTenantAsync()).CustomerId.ToString();
        var parts = delegation.Token.Split('.');

        var response = await service.CallAsync("GET", "/v1.0/accesskeys", $"{parts[0]}.{JwtForge.Encode(payload.ToJsonString())}.{parts[2]}");

        Refusal.Is(response, 401, "INVALID_CREDENTIALS");
    }

    private async Task EndAsync(string how, Delegation delegation)
    {
        var superAdmin = delegation.Operator;
        switch (how)
        {
            case "logout":
                await service.CallAsync("POST", "/auth/logout", delegation.OperatorToken);
                break;
            case "logout everywhere":
                await service.CallAsync("POST", "/auth/logout", delegation.OperatorToken, """{"all":true}""");
                break;
            case "another token's logout everywhere":
                await service.CallAsync("POST", "/auth/logout", service.Seed.IssueToken(superAdmin), """{"all":true}""");
                break;
            case "lost bit":
                await service.Seed.SetPermissionAsync(superAdmin.Id, Permission.CustomerAdmin);
                break;
            case "deleted":
                await service.Seed.DeleteAgentAsync(superAdmin.Id);
                break;
            case "customer frozen":
                await service.Seed.FreezeAsync(superAdmin.CustomerId);
                break;
            case "customer deleted":
                await service.Seed.DeleteCustomerAsync(superAdmin.CustomerId);
                break;
            default:
                await service.Seed.RaiseGenerationAsync(superAdmin.Id);
                break;
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : DelegateEndTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : DelegateEndTests(service);
}
