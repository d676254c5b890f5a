using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Unregister;

/// <summary>A customer leaves, and is frozen until it is deleted.</summary>
public abstract class UnregisterTests(AuthService service)
{
    [Theory]
    [InlineData(Leaver.ByPassword)]
    [InlineData(Leaver.ByPhrase)]
    [InlineData("""{"confirmation_phrase":"DELETE","immediate":false}""")]
    [InlineData("""{"password":"an admin's good password","immediate":null}""")]
    public async Task Unregister_Confirmed_FreezesForThirtyDays(string body)
    {
        var leaver = await Leaver.AddAsync(service);
        var before = service.Clock.GetUtcNow();

        var response = await service.CallAsync("POST", "/auth/unregister", leaver.Token, body);

        Assert.Equal(200, response.Status);
        Assert.Equal((leaver.CustomerId.ToString(), "frozen"), (response.Json.Text("id"), response.Json.Text("status")));
        var (scheduled, effective) = (response.Json.GetProperty("tm_deletion_scheduled").GetDateTimeOffset(), response.Json.GetProperty("tm_deletion_effective").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromDays(30), effective - scheduled);
        Assert.InRange(scheduled, before.AddMilliseconds(-1), service.Clock.GetUtcNow());
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.unregistered", leaver.CustomerId, leaver.Admin.Id), (audited.Type, audited.CustomerId, audited.AgentId));
        Assert.Equal(1, await service.Seed.CountAuditedAsync(leaver.CustomerId));
    }

    [Theory]
    [InlineData("""{"password":"another password"}""")]
    [InlineData("""{"password":"another password","confirmation_phrase":"DELETE"}""")]
    [InlineData("""{"password":"another password","immediate":true}""")]
    [InlineData("""{"password":"AN ADMIN'S GOOD PASSWORD"}""")]
    public async Task Unregister_WrongPassword_ChangesNothingAndIsAudited(string body)
    {
        var leaver = await Leaver.AddAsync(service);
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        var response = await service.CallAsync("POST", "/auth/unregister", leaver.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), "password", "match");
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.password_refused", leaver.CustomerId, leaver.Admin.Id, leaver.Admin.Id), (audited.Type, audited.CustomerId, audited.SubjectId, audited.AgentId));
        Assert.Equal("{}", audited.Data);
        await AssertUnchangedAsync(leaver, before, recorded: 1);
    }

    [Theory]
    [InlineData("""{"password":"a\u0000b"}""", "password", "characters")]
    [InlineData("""{"confirmation_phrase":"delete"}""", "confirmation_phrase", "match")]
    [InlineData("""{"confirmation_phrase":"DELETE "}""", "confirmation_phrase", "match")]
    [InlineData("""{"confirmation_phrase":""}""", "confirmation_phrase", "match")]
    [InlineData("""{"confirmation_phrase":"DELETE","immediate":true}""", "password", "required")]
    [InlineData("""{"confirmation_phrase":"DELETE","password":"","immediate":true}""", "password", "required")]
    [InlineData("""{"immediate":true}""", "password", "required")]
    [InlineData("""{"password":""}""", "password", "required")]
    [InlineData("{}", "password", "required")]
    public async Task Unregister_NotConfirmed_ChangesNothing(string body, string field, string rule)
    {
        var leaver = await Leaver.AddAsync(service);
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        var response = await service.CallAsync("POST", "/auth/unregister", leaver.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        await AssertUnchangedAsync(leaver, before);
    }

    [Theory]
    [InlineData("", "INVALID_JSON_BODY")]
    [InlineData("null", "INVALID_JSON_BODY")]
    [InlineData("DELETE", "INVALID_JSON_BODY")]
    [InlineData("""{"confirmation_phrase":true}""", "INVALID_ARGUMENT")]
    [InlineData("""{"password":"an admin's good password","immediate":"true"}""", "INVALID_ARGUMENT")]
    public async Task Unregister_WrongBody_ChangesNothing(string body, string reason)
    {
        var leaver = await Leaver.AddAsync(service);
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", leaver.Token, body), 400, reason);

        await AssertUnchangedAsync(leaver, before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(80)]
    public async Task Unregister_NoAdmin_IsRefused(int permission)
    {
        var leaver = await Leaver.AddAsync(service);
        var token = service.Seed.IssueToken(await service.Seed.AddAgentAsync(leaver.CustomerId, (Permission)permission, Leaver.Password));
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", token, Leaver.ByPassword), 403, "PERMISSION_DENIED");
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", token), 403, "PERMISSION_DENIED");

        await AssertUnchangedAsync(leaver, before);
    }

    [Theory]
    [InlineData(Leaver.ByPhrase)]
    [InlineData(Leaver.AtOnce)]
    public async Task Unregister_Accesskey_IsRefused(string body)
    {
        var leaver = await Leaver.AddAsync(service);
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", leaver.Accesskey, body), 403, "AGENT_AUTH_REQUIRED");
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", leaver.Accesskey), 403, "AGENT_AUTH_REQUIRED");

        await AssertUnchangedAsync(leaver, before);
    }

    [Fact]
    public async Task Unregister_WithoutCredential_IsRefused()
    {
        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", body: Leaver.ByPhrase), 401, "AUTHENTICATION_REQUIRED");
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister"), 401, "AUTHENTICATION_REQUIRED");
    }

    [Fact]
    public async Task Unregister_Twice_KeepsTheFirstTimes()
    {
        var (leaver, first) = await Leaver.AddGoneAsync(service);
        service.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.ByPassword);

        Refusal.Is(second, 409, "STATE_INVALID");
        await AssertFrozenAsync("GET", "/v1.0/customer", leaver.Token, first.Text("tm_deletion_scheduled"), first.Text("tm_deletion_effective"));
    }

    [Fact]
    public async Task Unregister_ManyAtOnce_SucceedsExactlyOnce()
    {
        var leaver = await Leaver.AddAsync(service);

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.ByPhrase)));

        Assert.Single(responses, response => response.Status == 200);
        Assert.All(responses.Where(response => response.Status != 200), response => Refusal.Is(response, 409, "STATE_INVALID"));
        Assert.Equal(1, await service.Seed.CountAuditedAsync(leaver.CustomerId));
    }

    [Theory]
    [InlineData("GET", "/v1.0/accesskeys")]
    [InlineData("GET", "/v1.0/me")]
    [InlineData("GET", "/v1.0/customer")]
    [InlineData("GET", "/v1.0/agents")]
    [InlineData("GET", "/v1.0/audit")]
    [InlineData("POST", "/v1.0/accesskeys")]
    [InlineData("POST", "/auth/delegate")]
    public async Task Frozen_EveryCredential_IsToldWhenAndHowToRecover(string method, string path)
    {
        var (leaver, customer) = await Leaver.AddGoneAsync(service);
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        foreach (var credential in new[] { leaver.Token, leaver.ManagerToken, leaver.Accesskey })
        {
            await AssertFrozenAsync(method, path, credential, customer.Text("tm_deletion_scheduled"), customer.Text("tm_deletion_effective"));
        }

        Assert.Equal(before, await service.Seed.SnapshotAsync(leaver.CustomerId));
    }

    [Fact]
    public async Task Frozen_LoginWithTheRightPassword_IsToldWhenAndHowToRecover()
    {
        var (leaver, customer) = await Leaver.AddGoneAsync(service);

        var right = await service.LoginAsync(leaver.Admin.Username, Leaver.Password);
        var wrong = await service.LoginAsync(leaver.Admin.Username, "another password");

        var detail = Assert.Single(Refusal.Is(right, 403, "ACCOUNT_FROZEN").EnumerateArray());
        Assert.Equal(customer.Text("tm_deletion_effective"), detail.Text("deletion_effective_at"));
        Refusal.IsFailedLogin(wrong);
    }

    [Fact]
    public async Task Frozen_Logout_IsAnswered()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);

        Assert.Equal(200, (await service.CallAsync("POST", "/auth/logout", leaver.ManagerToken)).Status);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", leaver.ManagerToken), 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Frozen_AnotherCustomer_IsNotConcerned()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await Leaver.AddGoneAsync(service);

        Assert.Equal("200 200", await service.StatusesOfAsync(tenant.Token, tenant.Accesskey));
    }

    [Fact]
    public async Task Unregister_SuperAdminWhenThereAreOthers_IsAnswered()
    {
        await Delegation.AddOperatorAsync(service);
        var (_, token) = await Delegation.AddOperatorAsync(service);

        Assert.Equal(200, (await service.CallAsync("POST", "/auth/unregister", token, Leaver.ByPhrase)).Status);
    }

    private async Task AssertFrozenAsync(string method, string path, string credential, string scheduled, string effective)
    {
        var detail = Assert.Single(Refusal.Is(await service.CallAsync(method, path, credential, method == "GET" ? null : "{}"), 403, "ACCOUNT_FROZEN").EnumerateArray());
        Assert.Equal(["deletion_scheduled_at", "deletion_effective_at", "recovery_endpoint"], detail.Members());
        Assert.Equal((scheduled, effective, "DELETE /auth/unregister"), (detail.Text("deletion_scheduled_at"), detail.Text("deletion_effective_at"), detail.Text("recovery_endpoint")));
    }

    private async Task AssertUnchangedAsync(Leaver leaver, string before, int recorded = 0)
    {
        Assert.Equal((before, recorded), (await service.Seed.SnapshotAsync(leaver.CustomerId), await service.Seed.CountAuditedAsync(leaver.CustomerId)));
        Assert.Equal("200 200", await service.StatusesOfAsync(leaver.Token, leaver.Accesskey));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : UnregisterTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : UnregisterTests(service);
}
