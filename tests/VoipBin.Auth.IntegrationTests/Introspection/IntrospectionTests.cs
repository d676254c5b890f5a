using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Introspection;

/// <summary>What is told of credentials that are good, and to whom.</summary>
public abstract class IntrospectionTests(AuthService service)
{
    [Fact]
    public async Task Introspect_Token_TellsWhoTheAgentIs()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager);
        var token = service.Seed.IssueToken(agent);
        var payload = JwtForge.PayloadOf(token);

        var response = await service.IntrospectAsync(tenant.Accesskey, token);

        Assert.Equal((200, "application/json; charset=utf-8", "no-store"), (response.Status, response.Header("Content-Type"), response.Header("Cache-Control")));
        Assert.Equal(
            JsonText.Write(new
            {
                active = true,
                token_type = "Bearer",
                sub = agent.Id,
                exp = (long)payload["exp"]!,
                jti = (string)payload["jti"]!,
                username = agent.Username,
                customer_id = tenant.CustomerId,
                type = "token",
                permission = 64,
                agent_id = agent.Id,
            }),
            response.Body);
    }

    [Fact]
    public async Task Introspect_Accesskey_TellsWhoseItIs()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (accesskey, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);

        var response = await service.IntrospectAsync(tenant.Accesskey, text);

        Assert.Equal(
            JsonText.Write(new
            {
                active = true,
                token_type = "Bearer",
                sub = accesskey.Id,
                exp = accesskey.TmExpire.ToUnixTimeSeconds(),
                customer_id = tenant.CustomerId,
                type = "accesskey",
                permission = 32,
                accesskey_id = accesskey.Id,
            }),
            response.Body);
    }

    [Fact]
    public async Task Introspect_Delegate_TellsTheOperatorAndTheCustomer()
    {
        var delegation = await Delegation.BeginAsync(service);
        var payload = JwtForge.PayloadOf(delegation.Token);

        var response = await service.IntrospectAsync(delegation.Target.Accesskey, delegation.Token);

        Assert.Equal(
            JsonText.Write(new
            {
                active = true,
                token_type = "Bearer",
                sub = delegation.Operator.Id,
                exp = (long)payload["exp"]!,
                jti = (string)payload["jti"]!,
                customer_id = delegation.Target.CustomerId,
                type = "delegate",
                permission = 32,
            }),
            response.Body);
    }

    /// <summary>Keys of older origin are known by their hash alone.</summary>
    [Fact]
    public async Task Introspect_ImportedAccesskey_IsActive()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var text = $"older key/{Guid.CreateVersion7()} +&=%";
        var accesskey = await service.Seed.ImportAccesskeyAsync(tenant.CustomerId, text);

        var response = await service.IntrospectAsync(tenant.Accesskey, text);

        Assert.Equal(accesskey.Id.ToString(), response.Json.Text("accesskey_id"));
    }

    /// <summary>He was verified by his own token in this very request: the answer is about the other one.</summary>
    [Fact]
    public async Task Introspect_AcrossCustomersByAnOperator_IsAboutTheTokenThatHeSent()
    {
        var (_, asking) = await Delegation.AddOperatorAsync(service);
        var tenant = await service.Seed.AddTenantAsync();

        var token = await service.IntrospectAsync(asking, tenant.Token);
        var accesskey = await service.IntrospectAsync(asking, tenant.Accesskey);
        var forged = await service.IntrospectAsync(asking, new JwtForge(new byte[32]).Sign(JwtForge.PayloadOf(asking)));

        Assert.Equal(tenant.Admin.Id.ToString(), token.Json.Text("sub"));
        Assert.Equal(tenant.AccesskeyId.ToString(), accesskey.Json.Text("sub"));
        Assert.Equal(IntrospectionCalls.Inactive, forged.Body);
    }

    [Fact]
    public async Task Introspect_WhatIsOfAnotherCustomer_IsInactiveToItsAccesskey()
    {
        var delegation = await Delegation.BeginAsync(service);
        var stranger = await service.Seed.AddTenantAsync();

        string[] bodies =
        [
            (await service.IntrospectAsync(stranger.Accesskey, delegation.Target.Token)).Body,
            (await service.IntrospectAsync(stranger.Accesskey, delegation.Target.Accesskey)).Body,
            (await service.IntrospectAsync(stranger.Accesskey, delegation.Token)).Body,
            (await service.IntrospectAsync(delegation.Target.Accesskey, delegation.OperatorToken)).Body,
        ];

        Assert.All(bodies, body => Assert.Equal(IntrospectionCalls.Inactive, body));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(32)]
    [InlineData(112)]
    public async Task Introspect_ByTheTokenOfSomebodyWhoIsNoOperator_IsRefused(int permission)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var asking = service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, (Permission)permission));

        var response = await service.IntrospectAsync(asking, tenant.Accesskey);

        Refusal.Is(response, 403, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task Introspect_ByADelegate_IsRefused()
    {
        var delegation = await Delegation.BeginAsync(service);

        var response = await service.IntrospectAsync(delegation.Token, delegation.Target.Accesskey);

        Refusal.Is(response, 403, "PERMISSION_DENIED");
    }

    [Fact]
    public async Task Introspect_ByNobody_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var none = await service.IntrospectAsync(null, tenant.Accesskey);
        var bad = await service.IntrospectAsync("vb_unknown", tenant.Accesskey);

        Refusal.Is(none, 401, "AUTHENTICATION_REQUIRED");
        Refusal.Is(bad, 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Introspect_ByTheKeyOfAFrozenCustomer_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.Seed.FreezeAsync(tenant.CustomerId);

        var response = await service.IntrospectAsync(tenant.Accesskey, tenant.Token);

        Refusal.Is(response, 403, "ACCOUNT_FROZEN");
    }

    [Fact]
    public async Task Introspect_AgentThatWasChanged_TellsWhatItIsNow()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var token = service.Seed.IssueToken(agent);
        var before = (await service.IntrospectAsync(tenant.Accesskey, token)).Json;

        await service.Seed.SetPermissionAsync(agent.Id, Permission.CustomerManager);
        await service.Seed.SqlAsync($"UPDATE agents SET username = {"renamed-" + agent.Username} WHERE id = {agent.Id}");
        var after = (await service.IntrospectAsync(tenant.Accesskey, token)).Json;

        Assert.Equal((16, agent.Username), (before.GetProperty("permission").GetInt32(), before.Text("username")));
        Assert.Equal((64, "renamed-" + agent.Username), (after.GetProperty("permission").GetInt32(), after.Text("username")));
    }

    /// <summary>Who asks uses his own key, and no other.</summary>
    [Fact]
    public async Task Introspect_Accesskey_IsNoUseOfIt()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (accesskey, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        var (_, operatorToken) = await Delegation.AddOperatorAsync(service);

        foreach (var asking in (string[])[tenant.Accesskey, tenant.Accesskey, operatorToken])
        {
            Assert.Equal(accesskey.Id.ToString(), (await service.IntrospectAsync(asking, text)).Json.Text("sub"));
        }

        Assert.True(await service.WriteUsesAsync());
        var uses = await service.FindUsesAsync(tenant.CustomerId);
        var shown = await service.CallAsync("GET", $"/v1.0/accesskeys/{accesskey.Id}", tenant.Token);
        Assert.Equal([(tenant.AccesskeyId, 2L)], uses.Select(usage => (usage.AccesskeyId, usage.Uses)));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, shown.Json.GetProperty("tm_last_used").ValueKind);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : IntrospectionTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : IntrospectionTests(service);
}
