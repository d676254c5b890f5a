using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.IntegrationTests.Agents;

/// <summary>A username changes when the new address is confirmed, and not before.</summary>
public abstract class ChangeUsernameTests(AuthService service)
{
    private const string Present = "the present passphrase";

    private SmtpSink Sink => ((IMailingService)service).Sink;

    [Fact]
    public async Task Update_ByAnAdmin_ChangesTheUsernameWhenTheLinkIsUsed()
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        var session = service.Seed.IssueToken(agent);

        var response = await AskAsync(tenant.Token, agent.Id, username);

        Assert.Equal((200, agent.Username), (response.Status, response.Json.Text("username")));
        Assert.Equal(200, (await service.LoginAsync(agent.Username, Present)).Status);
        Refusal.IsFailedLogin(await service.LoginAsync(username, Present));
        var confirmed = await ConfirmAsync(await LinkForAsync(username));
        Assert.Equal((200, "agent"), (confirmed.Status, Assert.Single(confirmed.Json.Members())));
        Assert.Equal((agent.Id.ToString(), username), (confirmed.Json.GetProperty("agent").Text("id"), confirmed.Json.GetProperty("agent").Text("username")));
        Assert.Equal(200, (await service.LoginAsync(username, Present)).Status);
        Refusal.IsFailedLogin(await service.LoginAsync(agent.Username, Present));
        Assert.Equal(username, (await service.CallAsync("GET", "/v1.0/me", session)).Json.Text("username"));
        await Eventually.IsTrueAsync(() => Sink.TakenFor(agent.Username).Any(mail => mail.Header("Subject") == "Your username was changed"), "the old address is told");
        Assert.DoesNotContain(username, Sink.TakenFor(agent.Username).Single().Source, StringComparison.Ordinal);
        var events = await EventsAsync(agent.Id);
        Assert.Equal(["agent.username_requested", "agent.username_changed"], events.Select(audited => audited.Type));
        Assert.Equal(tenant.Admin.Id, events[0].AgentId);
    }

    [Fact]
    public async Task Update_ByOneself_NeedsThePresentPassword()
    {
        var (_, agent) = await AddAgentAsync();
        var token = service.Seed.IssueToken(agent);
        var username = Unique();

        var without = await AskAsync(token, agent.Id, username);
        var wrong = await AskAsync(token, agent.Id, username, "not the present one");
        var right = await AskAsync(token, agent.Id, username, Present);

        Refusal.Names(Refusal.Is(without, 400, "INVALID_ARGUMENT"), "current_password", "match");
        Refusal.Names(Refusal.Is(wrong, 400, "INVALID_ARGUMENT"), "current_password", "match");
        Assert.Equal(200, right.Status);
        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(username))).Status);
        Assert.Single(Sink.TakenFor(username));
    }

    [Fact]
    public async Task Update_ByAnAccesskey_IsRefused()
    {
        var (tenant, agent) = await AddAgentAsync();

        Refusal.Is(await AskAsync(tenant.Accesskey, agent.Id, Unique()), 403, "PERMISSION_DENIED");
        Assert.Equal(0, await CountLinksAsync(agent.Id));
    }

    [Theory]
    [InlineData("nobody", "INVALID_USERNAME_FORMAT")]
    [InlineData("", "INVALID_USERNAME_FORMAT")]
    [InlineData("two@example.net, three@example.net", "INVALID_USERNAME_FORMAT")]
    [InlineData("Name <name@example.net>", "INVALID_USERNAME_FORMAT")]
    public async Task Update_ToWhatIsNoAddress_IsRefused(string username, string reason)
    {
        var (tenant, agent) = await AddAgentAsync();

        var response = await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}", tenant.Token, JsonText.Write(new { username, name = "renamed" }));

        Refusal.Is(response, 400, reason);
        Assert.Equal(0, await CountLinksAsync(agent.Id));
        Assert.Equal("Agent", (await service.CallAsync("GET", $"/v1.0/agents/{agent.Id}", tenant.Token)).Json.Text("name"));
    }

    [Fact]
    public async Task Update_ToSomebodysUsernameInAnotherCase_IsAConflict()
    {
        var (tenant, agent) = await AddAgentAsync();
        var stranger = (await service.Seed.AddTenantAsync()).Admin;

        Refusal.Is(await AskAsync(tenant.Token, agent.Id, stranger.Username.ToUpperInvariant()), 409, "AGENT_ALREADY_EXISTS");

        Assert.Equal(0, await CountLinksAsync(agent.Id));
    }

    [Fact]
    public async Task Update_ToTheSameUsername_MailsNothing()
    {
        var (tenant, agent) = await AddAgentAsync();

        Assert.Equal(200, (await AskAsync(tenant.Token, agent.Id, agent.Username)).Status);

        Assert.Equal(0, await CountLinksAsync(agent.Id));
    }

    [Fact]
    public async Task Update_Again_EndsTheLinkBefore()
    {
        var (tenant, agent) = await AddAgentAsync();
        var (first, second) = (Unique(), Unique());
        await AskAsync(tenant.Token, agent.Id, first);
        await AskAsync(tenant.Token, agent.Id, second);

        var old = await ConfirmAsync(await LinkForAsync(first));
        var present = await ConfirmAsync(await LinkForAsync(second));

        Refusal.Is(old, 400, "INVALID_CODE");
        Assert.Equal(200, present.Status);
    }

    [Fact]
    public async Task Update_TwiceWithinAMinute_LeavesTheFirstLinkGood()
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        await AskAsync(tenant.Token, agent.Id, username);

        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(username))).Status);

        Assert.Single(Sink.TakenFor(username));
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 400)]
    public async Task Confirm_AroundItsEnd_CountsTo24Hours(int seconds, int status)
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        var link = await LinkForAsync(username);
        var end = await service.Seed.InDatabaseAsync(database => database.Set<MailedLink>().Where(row => row.SubjectId == agent.Id).Select(row => row.TmExpire).SingleAsync());

        using (service.Clock.HoldAt(end.AddSeconds(seconds)))
        {
            Assert.Equal(status, (await ConfirmAsync(link)).Status);
        }
    }

    [Fact]
    public async Task Confirm_TenAtOnce_ChangesOnce()
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        var link = await LinkForAsync(username);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ConfirmAsync(link)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(9, answers.Count(answer => answer.Reason == "INVALID_CODE"));
        Assert.Single((await EventsAsync(agent.Id)), audited => audited.Type == "agent.username_changed");
    }

    [Fact]
    public async Task Confirm_OfAnAddressThatBecameSomebodyElses_IsAConflict()
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        var link = await LinkForAsync(username);
        Assert.Equal(201, (await service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username, permission = 16, password = Present }))).Status);

        Refusal.Is(await ConfirmAsync(link), 409, "AGENT_ALREADY_EXISTS");

        Assert.Equal(agent.Username, (await service.CallAsync("GET", $"/v1.0/agents/{agent.Id}", tenant.Token)).Json.Text("username"));
    }

    /// <summary>Otherwise an admin could ask for a name, and have it when the agent is stronger than himself.</summary>
    [Theory]
    [InlineData("/permission", """{"permission":64}""")]
    [InlineData("/password", """{"password":"quite another passphrase"}""")]
    public async Task Confirm_AfterTheAgentsRightsOrPasswordChanged_IsRefused(string part, string body)
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        var link = await LinkForAsync(username);
        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}{part}", tenant.Token, body)).Status);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
    }

    /// <summary>Otherwise an admin who is about to lose his rights could keep a link by which he takes another one's place.</summary>
    [Theory]
    [InlineData("PUT", "/permission")]
    [InlineData("DELETE", "")]
    public async Task Confirm_AfterWhoAskedLostHisRights_IsRefused(string method, string part)
    {
        var (tenant, agent) = await AddAgentAsync();
        var other = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
        var username = Unique();
        Assert.Equal(200, (await AskAsync(service.Seed.IssueToken(other), agent.Id, username)).Status);
        var link = await LinkForAsync(username);
        Assert.Equal(200, (await service.CallAsync(method, $"/v1.0/agents/{other.Id}{part}", tenant.Token, """{"permission":16}""")).Status);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
        Assert.Equal(agent.Username, (await service.CallAsync("GET", $"/v1.0/agents/{agent.Id}", tenant.Token)).Json.Text("username"));
    }

    /// <summary>Otherwise a thief of an admin's session would keep links by which he takes the others' place.</summary>
    [Theory]
    [InlineData("password")]
    [InlineData("logout")]
    public async Task Confirm_AfterTheSessionsOfWhoAskedWereEnded_IsRefused(string end)
    {
        var (tenant, agent) = await AddAgentAsync();
        var other = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
        var (token, username) = (service.Seed.IssueToken(other), Unique());
        Assert.Equal(200, (await AskAsync(token, agent.Id, username)).Status);
        var link = await LinkForAsync(username);

        var ended = end == "logout"
            ? await service.CallAsync("POST", "/auth/logout", token, """{"all":true}""")
            : await service.CallAsync("PUT", $"/v1.0/agents/{other.Id}/password", tenant.Token, """{"password":"quite another passphrase"}""");

        Assert.Equal(200, ended.Status);
        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
    }

    [Fact]
    public async Task Confirm_OfAFrozenCustomer_IsRefused()
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        var link = await LinkForAsync(username);
        await service.Seed.FreezeAsync(tenant.CustomerId);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
    }

    [Fact]
    public async Task Update_BackToThePresentUsername_WithdrawsTheChange()
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        var link = await LinkForAsync(username);

        Assert.Equal(200, (await AskAsync(tenant.Token, agent.Id, agent.Username)).Status);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
    }

    [Fact]
    public async Task Confirm_OfADeletedAgent_IsRefused()
    {
        var (tenant, agent) = await AddAgentAsync();
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        var link = await LinkForAsync(username);
        Assert.Equal(200, (await service.CallAsync("DELETE", $"/v1.0/agents/{agent.Id}", tenant.Token)).Status);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
    }

    /// <summary>A link to set a password that went to the old address, which may be somebody else's by now, ends.</summary>
    [Fact]
    public async Task Confirm_EndsLinksToTheOldAddress()
    {
        var (tenant, agent) = await AddAgentAsync();
        Assert.Equal(200, (await service.CallAsync("POST", "/auth/password-forgot", bearer: null, JsonText.Write(new { username = agent.Username }))).Status);
        var reset = await LinkForAsync(agent.Username);
        var username = Unique();
        await AskAsync(tenant.Token, agent.Id, username);
        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(username))).Status);

        var response = await service.CallAsync("POST", "/auth/password-reset", bearer: null, JsonText.Write(new { token = reset, password = "quite another passphrase" }));

        Refusal.Is(response, 400, "INVALID_CODE");
    }

    private static string Unique() => $"{Guid.CreateVersion7():N}@example.net";

    private async Task<(Tenant Tenant, Agent Agent)> AddAgentAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        return (tenant, await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent, Present));
    }

    private Task<RawResponse> AskAsync(string credential, Guid agentId, string username, string? currentPassword = null) =>
        service.CallAsync("PUT", $"/v1.0/agents/{agentId}", credential, JsonText.Write(new { username, current_password = currentPassword }));

    private Task<RawResponse> ConfirmAsync(string token) => service.CallAsync("POST", "/auth/email-verify", bearer: null, JsonText.Write(new { token }));

    /// <summary>The token in the link that was mailed to an address.</summary>
    private async Task<string> LinkForAsync(string address)
    {
        await Eventually.IsTrueAsync(() => Sink.TakenFor(address).Count > 0, "the mail arrives");
        return Sink.TakenFor(address)[^1].Part("text/plain").Split("?token=")[1][..64];
    }

    private Task<int> CountLinksAsync(Guid agentId) => service.Seed.InDatabaseAsync(database => database.Set<MailedLink>().CountAsync(link => link.SubjectId == agentId));

    private Task<List<AuditEvent>> EventsAsync(Guid agentId) => service.Seed.InDatabaseAsync(database =>
        database.Set<AuditEvent>().AsNoTracking().Where(audited => audited.SubjectId == agentId && audited.Type.StartsWith("agent.username")).OrderBy(audited => audited.TmCreate).ToListAsync());

    public sealed class OnSqlite(MailingSqliteService service) : ChangeUsernameTests(service), IClassFixture<MailingSqliteService>;

    public sealed class OnPostgres(MailingPostgresService service) : ChangeUsernameTests(service), IClassFixture<MailingPostgresService>;
}
