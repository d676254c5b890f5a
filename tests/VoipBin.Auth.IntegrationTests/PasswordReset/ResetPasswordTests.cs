using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Unregister;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.IntegrationTests.PasswordReset;

/// <summary>What a link that sets a password does, once.</summary>
public abstract class ResetPasswordTests(AuthService service)
{
    private const string OldPassword = "lamp otter granite";
    private const string NewPassword = "velvet anchor sunrise";

    [Fact]
    public async Task Reset_GoodLink_SetsThePasswordAndEndsEveryToken()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin, OldPassword);
        var (first, second) = (service.Seed.IssueToken(agent), service.Seed.IssueToken(agent));
        Assert.Equal("200 200 200 200", await service.StatusesOfAsync(first, second, tenant.Token, tenant.Accesskey));

        var response = await service.ResetAsync(await service.IssueLinkAsync(agent.Id), NewPassword);

        Assert.Equal((200, "{}"), (response.Status, response.Body));
        Assert.StartsWith("voipbin_device=", Assert.Single(response.Headers["Set-Cookie"]), StringComparison.Ordinal);
        Assert.Equal("401 401 200 200", await service.StatusesOfAsync(first, second, tenant.Token, tenant.Accesskey));
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, OldPassword));
        var login = await service.LoginAsync(agent.Username, NewPassword);
        Assert.Equal(200, await service.StatusOfAsync(login.Json.Text("token")));
    }

    [Fact]
    public async Task Reset_Done_IsToldTheAgentAndAudited()
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id);

        var response = await service.ResetAsync(token, NewPassword);

        var mail = await service.MailForAsync(agent.Username, "Your password was changed");
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("agent.password_reset", agent.CustomerId, agent.Id, null), (audited.Type, audited.CustomerId, audited.SubjectId, audited.AgentId));
        Assert.Equal(("127.0.0.1", "{}"), (audited.Address, audited.Data));
        Assert.All([token, NewPassword], secret => Assert.DoesNotContain(secret, mail.Source + mail.Part("text/plain") + mail.Part("text/html"), StringComparison.Ordinal));
        Assert.All([token, NewPassword], secret => Assert.Empty(service.Log.LinesWith(secret)));
        var stored = await service.DumpAsync() + await service.RowsAsync();
        Assert.All([token, NewPassword], secret => Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Reset_Again_IsRefused()
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id);
        await service.ResetAsync(token, NewPassword);

        await AssertRefusedAsync(agent, token);

        Assert.Equal(200, (await service.LoginAsync(agent.Username, NewPassword)).Status);
    }

    [Fact]
    public async Task Reset_EightAtOnce_LetsOneThrough()
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id);
        string[] passwords = [.. Enumerable.Range(0, 8).Select(number => $"{NewPassword} {number}")];

        var responses = await Task.WhenAll(passwords.Select(password => service.ResetAsync(token, password)));

        Assert.Single(responses, response => response.Status == 200);
        Assert.All(responses.Where(response => response.Status != 200), response => Refusal.Is(response, 400, "INVALID_CODE"));
        var winner = passwords[Array.FindIndex(responses, response => response.Status == 200)];
        Assert.Equal(200, (await service.LoginAsync(agent.Username, winner)).Status);
        Assert.Equal(1, await CountAsync(agent, "agent.password_reset"));
        await service.MailForAsync(agent.Username, "Your password was changed");
    }

    [Fact]
    public async Task Reset_AtTheEndOfTheHour_IsRefused()
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id);
        var link = await service.Seed.InDatabaseAsync(database => database.Set<MailedLink>().AsNoTracking().SingleAsync(row => row.SubjectId == agent.Id));
        Assert.Equal(TimeSpan.FromHours(1), link.TmExpire - link.TmCreate);

        using (service.Clock.HoldAt(link.TmExpire))
        {
            await AssertRefusedAsync(agent, token);
        }

        using (service.Clock.HoldAt(link.TmExpire.AddTicks(-10)))
        {
            Assert.Equal(200, (await service.ResetAsync(token, NewPassword)).Status);
        }
    }

    [Fact]
    public async Task Reset_NotTheLink_IsRefused()
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id);
        string[] wrong =
        [
            token.ToUpperInvariant(),
            token[..^1],
            token + "0",
            token + " ",
            " " + token,
            token[..^1] + (token[^1] == '0' ? '1' : '0'),
            new string('0', 64),
            "x",
            new string('x', 5000),
            "токен",
        ];

        foreach (var text in wrong.Where(text => text != token))
        {
            await AssertRefusedAsync(agent, text);
        }

        Assert.True(await service.IsGoodAsync(token));
    }

    [Theory]
    [InlineData("Signup")]
    [InlineData("Username")]
    [InlineData("Email")]
    public async Task Reset_LinkForSomethingElse_IsRefusedAndNotUsedUp(string purpose)
    {
        var agent = await AddAgentAsync();
        var token = await service.IssueLinkAsync(agent.Id, Enum.Parse<LinkPurpose>(purpose), "somebody@example.net");

        await AssertRefusedAsync(agent, token);

        Assert.Null(await service.Seed.InDatabaseAsync(database => database.Set<MailedLink>().Where(row => row.SubjectId == agent.Id).Select(row => row.TmDone).SingleAsync()));
    }

    [Theory]
    [InlineData("{}", "token", "required")]
    [InlineData("{}", "password", "required")]
    [InlineData("""{"token":"","password":"velvet anchor sunrise"}""", "token", "required")]
    [InlineData("""{"token":"x","password":""}""", "password", "required")]
    [InlineData("""{"token":7,"password":"velvet anchor sunrise"}""", "token", "type")]
    [InlineData("""{"token":"x","password":["x"]}""", "password", "type")]
    [InlineData("""{"token":"\u0000","password":"velvet anchor sunrise"}""", "token", "characters")]
    [InlineData("""{"token":"x","password":"velvet \u0000 sunrise"}""", "password", "characters")]
    [InlineData("""{"token":"x","password":"velvet \ud800 sunrise"}""", "password", "type")]
    public async Task Reset_BadMember_IsNamed(string body, string field, string rule) =>
        Refusal.Names(Refusal.Is(await service.CallAsync("POST", "/auth/password-reset", body: body), 400, "INVALID_ARGUMENT"), field, rule);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("token=x&password=velvet+anchor+sunrise")]
    public async Task Reset_BodyThatIsNotOneObject_IsRefused(string body) =>
        Refusal.Is(await service.CallAsync("POST", "/auth/password-reset", body: body), 400, "INVALID_JSON_BODY");

    [Fact]
    public async Task Reset_Done_EndsEveryOtherLinkOfTheAgent()
    {
        var (agent, other) = (await AddAgentAsync(), await AddAgentAsync());
        var (token, second) = (await service.IssueLinkAsync(agent.Id), await service.IssueLinkAsync(agent.Id));
        var username = await service.IssueLinkAsync(agent.Id, LinkPurpose.Username, $"{Guid.CreateVersion7():N}@example.net");
        var ofOther = await service.IssueLinkAsync(other.Id);

        Assert.Equal(200, (await service.ResetAsync(token, NewPassword)).Status);

        await AssertRefusedAsync(agent, second);
        Refusal.Is(await service.CallAsync("POST", "/auth/email-verify", body: JsonText.Write(new { token = username })), 400, "INVALID_CODE");
        Assert.Equal(200, (await service.LoginAsync(agent.Username, NewPassword)).Status);
        Assert.True(await service.IsGoodAsync(ofOther));
    }

    [Fact]
    public async Task SetPassword_ByAnAdmin_EndsTheAgentsLinks()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var (token, ofAdmin) = (await service.IssueLinkAsync(agent.Id), await service.IssueLinkAsync(tenant.Admin.Id));

        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/password", tenant.Token, JsonText.Write(new { password = OldPassword }))).Status);

        await AssertRefusedAsync(agent, token);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, OldPassword)).Status);
        Assert.True(await service.IsGoodAsync(ofAdmin));
    }

    [Fact]
    public async Task Reset_OfAFrozenCustomer_LetsItThinkAgain()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);

        var response = await service.ResetAsync(await service.IssueLinkAsync(leaver.Admin.Id), NewPassword);

        Assert.Equal(200, response.Status);
        Refusal.Is(await service.LoginAsync(leaver.Admin.Username, NewPassword), 403, "ACCOUNT_FROZEN");
        Refusal.IsFailedLogin(await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, Leaver.Password)));
        var recovered = await service.CallAsync("DELETE", "/auth/unregister", body: Leaver.Recovery(leaver.Admin.Username, NewPassword));
        Assert.Equal((200, "active"), (recovered.Status, recovered.Json.Text("status")));
    }

    [Fact]
    public async Task Reset_AgentDeletedMeanwhile_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        var token = await service.IssueLinkAsync(agent.Id);
        Assert.Equal(200, (await service.CallAsync("DELETE", $"/v1.0/agents/{agent.Id}", tenant.Token)).Status);

        await AssertRefusedAsync(agent, token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reset_CustomerDeletedMeanwhile_IsRefused(bool byItself)
    {
        var leaver = await Leaver.AddAsync(service);
        var token = await service.IssueLinkAsync(leaver.Admin.Id);
        if (byItself)
        {
            Assert.Equal(200, (await service.CallAsync("POST", "/auth/unregister", leaver.Token, Leaver.AtOnce)).Status);
        }
        else
        {
            await service.Seed.DeleteCustomerAsync(leaver.CustomerId);
        }

        await AssertRefusedAsync(leaver.Admin, token);
    }

    [Theory]
    [InlineData("the username", true)]
    [InlineData("THE USERNAME", true)]
    [InlineData("another", false)]
    public async Task Reset_OfWhomTheCustomersAddressIs_ConfirmsIt(string email, bool isVerified)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var address = email switch
        {
            "the username" => tenant.Admin.Username,
            "THE USERNAME" => tenant.Admin.Username.ToUpperInvariant(),
            _ => "another-" + tenant.Admin.Username,
        };
        await service.Seed.SqlAsync($"UPDATE customers SET email = {address}, email_key = {address.ToLowerInvariant()} WHERE id = {tenant.CustomerId}");

        var response = await service.ResetAsync(await service.IssueLinkAsync(tenant.Admin.Id), NewPassword);

        Assert.Equal(200, response.Status);
        var customer = (await service.CallAsync("GET", "/v1.0/customer", tenant.Accesskey)).Json;
        Assert.Equal((isVerified, address), (customer.GetProperty("email_verified").GetBoolean(), customer.Text("email")));
        Assert.Equal(isVerified ? 1 : 0, await service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().CountAsync(row => row.CustomerId == tenant.CustomerId && row.Type == "customer.email_verified")));
    }

    /// <summary>The refusal tells nobody which it was, and nothing happens.</summary>
    private async Task AssertRefusedAsync(Agent agent, string token)
    {
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);
        var audited = await service.Seed.CountAuditedAsync(agent.CustomerId);

        var response = await service.ResetAsync(token, "quite another passphrase");

        Refusal.Is(response, 400, "INVALID_CODE");
        Assert.Equal("The code or link is wrong, was used, or is too old; ask for a new one.", response.Error.Text("message"));
        Assert.Equal((before, audited), (await service.Seed.SnapshotAsync(agent.CustomerId), await service.Seed.CountAuditedAsync(agent.CustomerId)));
    }

    private async Task<Agent> AddAgentAsync() =>
        await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);

    private Task<int> CountAsync(Agent agent, string type) =>
        service.Seed.InDatabaseAsync(database => database.Set<AuditEvent>().CountAsync(row => row.SubjectId == agent.Id && row.Type == type));

    [Collection(MailingSqliteTests.Name)]
    public sealed class OnSqlite(MailingSqliteService service) : ResetPasswordTests(service);

    [Collection(MailingPostgresTests.Name)]
    public sealed class OnPostgres(MailingPostgresService service) : ResetPasswordTests(service);
}
