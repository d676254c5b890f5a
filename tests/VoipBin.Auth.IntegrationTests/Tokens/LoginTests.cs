using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

public abstract class LoginTests(AuthService service)
{
    [Fact]
    public async Task Login_RightPassword_AnswersUsernameAndToken()
    {
        var response = await service.LoginAsync(AuthService.Username, AuthService.Password, "Host: api.example.net");

        var token = response.Json.Text("token");
        Assert.Equal(200, response.Status);
        Assert.Equal("application/json; charset=utf-8", response.Header("Content-Type"));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal(["username", "token"], response.Json.Members());
        Assert.StartsWith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.", token, StringComparison.Ordinal);
        Assert.Equal($"token={token}; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Strict", response.SetCookie("token"));
        Assert.Equal(200, await service.StatusOfAsync(token));
        Assert.Single(service.Log.LinesWith($"request {response.Header("X-Request-Id")}"), line => line.Contains("Signed in: agent ", StringComparison.Ordinal));
        Assert.Empty(service.Log.LinesWith(token));
        Assert.Empty(service.Log.LinesWith(AuthService.Password));
    }

    [Theory]
    [InlineData("admin@example.net")]
    [InlineData("ADMIN@Example.NET")]
    [InlineData("  admin@example.net\\t")]
    public async Task Login_UsernameInAnotherSpelling_AnswersItAsSent(string username)
    {
        var response = await service.CallAsync("POST", "/auth/login", body: $$"""{"username":"{{username}}","password":"{{AuthService.Password}}"}""");

        Assert.Equal((200, username.Replace("\\t", "\t", StringComparison.Ordinal)), (response.Status, response.Json.Text("username")));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("not a type")]
    [InlineData(null)]
    public async Task Login_AnyContentType_IsAnswered(string? contentType)
    {
        string[] headers = contentType is null ? [] : [$"Content-Type: {contentType}"];

        var response = await service.LoginAsync(AuthService.Username, AuthService.Password, headers);

        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("{}", "username", "required")]
    [InlineData("{}", "password", "required")]
    [InlineData("""{"password":"x"}""", "username", "required")]
    [InlineData("""{"username":"x"}""", "password", "required")]
    [InlineData("""{"username":"","password":"x"}""", "username", "required")]
    [InlineData("""{"username":"x","password":""}""", "password", "required")]
    [InlineData("""{"username":null,"password":"x"}""", "username", "required")]
    [InlineData("""{"username":"x","password":null}""", "password", "required")]
    [InlineData("""{"username":7,"password":"x"}""", "username", "type")]
    [InlineData("""{"username":"x","password":["x"]}""", "password", "type")]
    [InlineData("""{"username":"x","password":{"$ne":""}}""", "password", "type")]
    [InlineData("""{"username":"x","password":true}""", "password", "type")]
    [InlineData("""{"username":"\ud800","password":"x"}""", "username", "type")]
    [InlineData("""{"username":"x","password":"\ud800"}""", "password", "type")]
    [InlineData("""{"username":"x\u0000","password":"x"}""", "username", "characters")]
    [InlineData("""{"username":"x","password":"\u0000"}""", "password", "characters")]
    public async Task Login_MemberMissingOrWrong_IsNamed(string body, string field, string rule)
    {
        var response = await service.CallAsync("POST", "/auth/login", body: body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("username=x&password=y")]
    [InlineData("""{"username":"x","password":"y"}{}""")]
    [InlineData("""{"username":"x","password":"y","username":"z"}""")]
    [InlineData("""{"username":"x","password":"y","Username":"z"}""")]
    public async Task Login_BodyThatIsNotOneObject_IsRefused(string body)
    {
        var response = await service.CallAsync("POST", "/auth/login", body: body);

        Refusal.Is(response, 400, "INVALID_JSON_BODY");
    }

    [Fact]
    public async Task Login_NobodyMayEnter_IsRefusedInOneWay()
    {
        const string Password = "a good password";
        var customer = await service.Seed.AddCustomerAsync();
        var living = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, Password);
        var withoutPassword = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin);
        var deleted = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, Password);
        await service.Seed.DeleteAgentAsync(deleted.Id);
        var gone = await service.Seed.AddCustomerAsync();
        var ofGone = await service.Seed.AddAgentAsync(gone.Id, Permission.CustomerAdmin, Password);
        await service.Seed.DeleteCustomerAsync(gone.Id);
        var before = await service.Seed.SnapshotAsync();

        RawResponse[] responses =
        [
            await service.LoginAsync("nobody@example.net", Password),
            await service.LoginAsync(living.Username, "another password"),
            await service.LoginAsync(living.Username, Password + " "),
            await service.LoginAsync(living.Username, Password.ToUpperInvariant()),
            await service.LoginAsync(withoutPassword.Username, Password),
            await service.LoginAsync(deleted.Username, Password),
            await service.LoginAsync(ofGone.Username, Password),
            await service.LoginAsync(new string('x', 300), Password),
            await service.LoginAsync(living.Username, new string('x', 5000)),
        ];

        Assert.All(responses, Refusal.IsFailedLogin);
        Assert.Single(responses.Select(response => response.Body.Replace(response.Header("X-Request-Id"), "", StringComparison.Ordinal)).Distinct());
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Empty(service.Log.LinesWith(Password));
    }

    [Fact]
    public async Task Login_FrozenCustomer_IsToldSoOnlyAfterTheRightPassword()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, "a good password");
        await service.Seed.FreezeAsync(customer.Id);

        var wrong = await service.LoginAsync(agent.Username, "another password");
        var right = await service.LoginAsync(agent.Username, "a good password");

        Refusal.IsFailedLogin(wrong);
        var details = Refusal.Is(right, 403, "ACCOUNT_FROZEN");
        Assert.Equal(["deletion_scheduled_at", "deletion_effective_at", "recovery_endpoint"], details[0].Members());
        Assert.DoesNotContain("eyJ", right.Text, StringComparison.Ordinal);
        var audited = await service.Seed.AuditedAsync(right);
        Assert.Equal(("login.refused", customer.Id, agent.Id), (audited.Type, audited.CustomerId, audited.SubjectId));
    }

    [Fact]
    public async Task Login_TooManySignIn_IsToBeTriedAgain()
    {
        var before = await service.Seed.SnapshotAsync();

        using (new HashingFlood(service))
        {
            var known = await service.LoginAsync(AuthService.Username, AuthService.Password);
            var unknown = await service.LoginAsync("nobody@example.net", AuthService.Password);

            Refusal.Is(known, 503, "SERVICE_UNAVAILABLE");
            Refusal.Is(unknown, 503, "SERVICE_UNAVAILABLE");
            Assert.False(await service.Seed.IsAuditedAsync(known) || await service.Seed.IsAuditedAsync(unknown));
        }

        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(200, (await service.LoginAsync(AuthService.Username, AuthService.Password)).Status);
    }

    [Theory]
    [InlineData("x", 72)]
    [InlineData("é", 36)]
    [InlineData("€", 24)]
    [InlineData("😀", 18)]
    public async Task Login_PasswordOf72Bytes_IsReadWhole(string unit, int count)
    {
        var password = string.Concat(Enumerable.Repeat(unit, count));
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, password);

        var right = await service.LoginAsync(agent.Username, password);
        var longer = await service.LoginAsync(agent.Username, password + "x");
        var other = await service.LoginAsync(agent.Username, password[..^unit.Length] + "y");

        Assert.Equal(200, right.Status);
        Refusal.IsFailedLogin(longer);
        Refusal.IsFailedLogin(other);
    }

    [Fact]
    public async Task Login_CostHasRisen_HashesThePasswordAgain()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, "a good password", cost: 4);

        var first = await service.LoginAsync(agent.Username, "a good password");
        var hash = await HashAsync(agent.Id);
        var second = await service.LoginAsync(agent.Username, "a good password");

        Assert.Equal([200, 200], [first.Status, second.Status]);
        Assert.StartsWith($"$2b${AuthService.HashCost:00}$", hash, StringComparison.Ordinal);
        Assert.Equal(hash, await HashAsync(agent.Id));
        Assert.Equal(200, await service.StatusOfAsync(first.Json.Text("token")));
    }

    [Fact]
    public async Task Rehash_PasswordChangedMeanwhile_KeepsTheNewOne()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, "a good password", cost: 4);
        var (verified, changed) = (agent.PasswordHash!, (await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAgent, "another password")).PasswordHash!);
        await service.Seed.SqlAsync($"UPDATE agents SET password_hash = {changed} WHERE id = {agent.Id}");

        await using (var scope = service.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<AgentStore>().RehashAsync(agent.Id, verified, "the old password with a higher cost", CancellationToken.None);
        }

        Assert.Equal(changed, await HashAsync(agent.Id));
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, "a good password"));
        Assert.Equal(200, (await service.LoginAsync(agent.Username, "another password")).Status);
    }

    [Fact]
    public async Task Login_WrongPassword_LeavesAWeakHashAsItIs()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, "a good password", cost: 4);

        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, "another password"));

        Assert.Equal(agent.PasswordHash, await HashAsync(agent.Id));
    }

    [Fact]
    public async Task Login_Refused_IsAuditedWithoutSecrets()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var agent = await service.Seed.AddAgentAsync(customer.Id, Permission.CustomerAdmin, "a good password");

        var known = await service.LoginAsync(agent.Username, "typed-by-mistake");
        var unknown = await service.LoginAsync("typed-by-mistake", "typed-by-mistake");

        var ofKnown = await service.Seed.AuditedAsync(known);
        var ofUnknown = await service.Seed.AuditedAsync(unknown);
        Assert.Equal(("login.refused", customer.Id, agent.Id, "127.0.0.1"), (ofKnown.Type, ofKnown.CustomerId, ofKnown.SubjectId, ofKnown.Address));
        Assert.Equal(("login.refused", null, null), (ofUnknown.Type, ofUnknown.CustomerId, ofUnknown.SubjectId));
        Assert.Equal(["{}", "{}"], [ofKnown.Data, ofUnknown.Data]);
    }

    private Task<string?> HashAsync(Guid agentId) => service.Seed.InDatabaseAsync(database =>
        database.Set<Agent>().AsNoTracking().Where(agent => agent.Id == agentId).Select(agent => agent.PasswordHash).SingleAsync());

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : LoginTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : LoginTests(service);
}
