using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Unregister;

/// <summary>A customer that left thinks again.</summary>
public abstract class RecoverTests(AuthService service)
{
    [Fact]
    public async Task Recover_ByToken_GivesEverythingBack()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);

        var response = await service.CallAsync("DELETE", "/auth/unregister", leaver.Token);

        Assert.Equal(200, response.Status);
        Assert.Equal((leaver.CustomerId.ToString(), "active"), (response.Json.Text("id"), response.Json.Text("status")));
        Assert.Equal((null, null), (response.Json.GetProperty("tm_deletion_scheduled").GetString(), response.Json.GetProperty("tm_deletion_effective").GetString()));
        Assert.Equal("200 200", await service.StatusesOfAsync(leaver.Token, leaver.Accesskey));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.recovered", leaver.CustomerId, leaver.Admin.Id), (audited.Type, audited.CustomerId, audited.AgentId));
    }

    [Fact]
    public async Task Recover_ByPasswordAfterEveryTokenEnded_IsAnswered()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);
        Assert.Equal(200, (await service.CallAsync("POST", "/auth/logout", leaver.Token, """{"all":true}""")).Status);
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", leaver.Token), 401, "INVALID_CREDENTIALS");

        var response = await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username.ToUpperInvariant(), Leaver.Password));

        Assert.Equal((200, "active"), (response.Status, response.Json.Text("status")));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.recovered", leaver.CustomerId, null), (audited.Type, audited.CustomerId, audited.AgentId));
        Assert.Equal(200, (await service.LoginAsync(leaver.Admin.Username, Leaver.Password)).Status);
    }

    [Fact]
    public async Task Recover_WrongNameOrPasswordOrNoAdmin_IsOneRefusal()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        RawResponse[] responses =
        [
            await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, "another password")),
            await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery("nobody@example.net", Leaver.Password)),
            await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Manager.Username, Leaver.ManagerPassword)),
        ];

        Assert.All(responses, Refusal.IsFailedLogin);
        Assert.Single(responses.Select(response => response.Error.Text("message")).Distinct());
        Assert.Equal(before, await service.Seed.SnapshotAsync(leaver.CustomerId));
    }

    [Fact]
    public async Task Recover_Refused_IsAuditedAsALoginIs()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);

        var wrong = await service.Seed.AuditedAsync(await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, "typed-by-mistake")));
        var unknown = await service.Seed.AuditedAsync(await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery("typed-by-mistake", "typed-by-mistake")));
        var noAdmin = await service.Seed.AuditedAsync(await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Manager.Username, Leaver.ManagerPassword)));

        Assert.Equal(("login.refused", leaver.CustomerId, leaver.Admin.Id, "127.0.0.1"), (wrong.Type, wrong.CustomerId, wrong.SubjectId, wrong.Address));
        Assert.Equal(("login.refused", null, null), (unknown.Type, unknown.CustomerId, unknown.SubjectId));
        Assert.Equal(("login.refused", leaver.CustomerId, leaver.Manager.Id), (noAdmin.Type, noAdmin.CustomerId, noAdmin.SubjectId));
        Assert.All([wrong, unknown, noAdmin], audited => Assert.Equal(("{}", null, null), (audited.Data, audited.AgentId, audited.AccesskeyId)));
        Assert.Equal(3, await service.Seed.CountAuditedAsync(leaver.CustomerId));
    }

    [Fact]
    public async Task Recover_TooManySignIn_IsToBeTriedAgain()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        using (new HashingFlood(service))
        {
            var known = await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, Leaver.Password));
            var unknown = await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery("nobody@example.net", Leaver.Password));

            Refusal.Is(known, 503, "SERVICE_UNAVAILABLE");
            Refusal.Is(unknown, 503, "SERVICE_UNAVAILABLE");
            Assert.False(await service.Seed.IsAuditedAsync(known) || await service.Seed.IsAuditedAsync(unknown));
        }

        Assert.Equal(before, await service.Seed.SnapshotAsync(leaver.CustomerId));
        Assert.Equal(200, (await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, Leaver.Password))).Status);
    }

    [Theory]
    [InlineData("""{"username":"admin@example.net"}""")]
    [InlineData("""{"password":"an admin's good password"}""")]
    [InlineData("""{"username":"","password":"an admin's good password"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Recover_HalfACredential_IsNone(string body) =>
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", body: body), 401, "AUTHENTICATION_REQUIRED");

    [Fact]
    public async Task Recover_BadTokenBesideAGoodPassword_IsJudgedByTheToken()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);

        var response = await service.CallAsync("DELETE", "/auth/unregister", leaver.Token + "x", Leaver.Recovery(leaver.Admin.Username, Leaver.Password));

        Refusal.Is(response, 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", leaver.Token), 403, "ACCOUNT_FROZEN");
    }

    [Fact]
    public async Task Recover_TwoCredentials_IsRefused()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);

        Refusal.Is(await service.CallAsync("DELETE", $"/auth/unregister?token={leaver.Token}", leaver.Token), 400, "MULTIPLE_CREDENTIALS");

        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", leaver.Token), 403, "ACCOUNT_FROZEN");
    }

    [Fact]
    public async Task Recover_NotFrozen_IsRefused()
    {
        var leaver = await Leaver.AddAsync(service);

        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", leaver.Token), 409, "STATE_INVALID");
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, Leaver.Password)), 409, "STATE_INVALID");

        Assert.Equal(0, await service.Seed.CountAuditedAsync(leaver.CustomerId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Recover_FrozenByAnOperator_IsNotTheCustomersToLift(bool unregisteredBefore)
    {
        var leaver = unregisteredBefore ? (await Leaver.AddGoneAsync(service)).Leaver : await Leaver.AddAsync(service);
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);
        Assert.Equal(200, (await service.CallAsync("POST", $"/v1.0/customers/{leaver.CustomerId}/freeze", superAdmin)).Status);

        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", leaver.Token), 409, "STATE_INVALID");
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, Leaver.Password)), 409, "STATE_INVALID");

        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", leaver.Token), 403, "ACCOUNT_FROZEN");
        Assert.Equal(200, (await service.CallAsync("POST", $"/v1.0/customers/{leaver.CustomerId}/recover", superAdmin)).Status);
        Assert.Equal(200, await service.StatusOfAsync(leaver.Token));
    }

    [Fact]
    public async Task Recover_FrozenByAnOperatorFirst_CannotBecomeAnUnregistration()
    {
        var leaver = await Leaver.AddAsync(service);
        var (_, superAdmin) = await Delegation.AddOperatorAsync(service);
        await service.CallAsync("POST", $"/v1.0/customers/{leaver.CustomerId}/freeze", superAdmin);

        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.ByPhrase), 409, "STATE_INVALID");
        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", leaver.Token), 409, "STATE_INVALID");
    }

    [Fact]
    public async Task Recover_AndUnregisterAgain_StartsTheThirtyDaysAnew()
    {
        var (leaver, first) = await Leaver.AddGoneAsync(service);
        await service.CallAsync("DELETE", "/auth/unregister", leaver.Token);
        service.Clock.Advance(TimeSpan.FromHours(1));

        var second = await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.ByPhrase);

        Assert.True(second.Json.GetProperty("tm_deletion_effective").GetDateTimeOffset() - first.GetProperty("tm_deletion_effective").GetDateTimeOffset() >= TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Origin: https://evil.example")]
    public async Task Recover_CookieFromAnotherSite_IsRefused(string header)
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);

        Refusal.Is(await service.CallAsync("DELETE", "/auth/unregister", bearer: null, body: null, $"Cookie: token={leaver.Token}", header), 403, "CROSS_SITE_REQUEST");
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", leaver.Token), 403, "ACCOUNT_FROZEN");

        Assert.Equal(200, (await service.CallAsync("DELETE", "/auth/unregister", bearer: null, body: null, $"Cookie: token={leaver.Token}")).Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Origin: https://evil.example")]
    public async Task Unregister_CookieFromAnotherSite_IsRefused(string header)
    {
        var leaver = await Leaver.AddAsync(service);

        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", bearer: null, Leaver.ByPhrase, $"Cookie: token={leaver.Token}", header), 403, "CROSS_SITE_REQUEST");

        Assert.Equal(200, await service.StatusOfAsync(leaver.Token));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : RecoverTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : RecoverTests(service);
}
