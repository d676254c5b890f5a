using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The page on which agents are invited.</summary>
public abstract class InvitationPageTests(AuthService service)
{
    private const string New = "/console/agents/new";
    private const int ConflictsAnHour = 20;

    [Fact]
    public async Task Invite_GoodForm_AddsTheAgentAndMailsALink()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var address = Applicant.NewAddress();

        var invited = await visitor.SubmitAsync(New, ("username", $" {address} "), ("name", "Jane"), ("detail", "new"), ("manager", "yes"), ("agent", "yes"));
        var shown = await visitor.GetAsync(invited.Header("Location"));

        Assert.Equal((303, "/console/agents?done=agent-invited"), (invited.Status, invited.Header("Location")));
        Assert.Contains("a link to set a password is mailed", shown.Body, StringComparison.Ordinal);
        var agent = Assert.Single(await AgentsAsync(admin.CustomerId), agent => agent.Username == address);
        Assert.Equal(("Jane", "new", Permission.CustomerManager | Permission.CustomerAgent, null), (agent.Name, agent.Detail, agent.Permission, agent.PasswordHash));
        Assert.Equal("Set your password", (await service.MailToAsync(address)).Header("Subject"));
        Assert.Equal("agent.created", (await service.Seed.AuditedAsync(invited)).Type);
    }

    [Fact]
    public async Task Invite_SameFormTwice_AddsOneAgentAndLeadsToIt()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var (form, address) = (await visitor.GetAsync(New), Applicant.NewAddress());

        await visitor.SubmitAsync(form, New, ("username", address), ("agent", "yes"));
        var twice = await visitor.SubmitAsync(form, New, ("username", address.ToUpperInvariant()), ("agent", "yes"));

        var agent = Assert.Single(await AgentsAsync(admin.CustomerId), agent => agent.Username == address);
        Assert.Equal((303, $"/console/agents/{agent.Id}?done=agent-known"), (twice.Status, twice.Header("Location")));
        Assert.Single(await service.MailsToAsync(address));
    }

    [Fact]
    public async Task Invite_AddressOfAnotherCustomersAgent_IsRefused()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var tenant = await service.Seed.AddTenantAsync();

        var response = await visitor.SubmitAsync(New, ("username", tenant.Admin.Username), ("name", "kept"), ("manager", "yes"), ("roles", "yes"));

        Assert.Equal((409, "Invite an agent", "kept"), (response.Status, PageAnswer.Heading(response), Visitor.ValueOf(response, "name")));
        Assert.Contains("id=\"username-fault\"", response.Body, StringComparison.Ordinal);
        Assert.Contains("name=\"manager\" value=\"yes\" checked", response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"agent\" value=\"yes\" checked", response.Body, StringComparison.Ordinal);
        Assert.Single(await AgentsAsync(admin.CustomerId));
    }

    [Fact]
    public async Task Invite_TakenAddressesTooOften_SaysWhenToTryAgain()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, _) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);
        for (var number = 0; number < ConflictsAnHour; number++)
        {
            Assert.Equal(409, (await visitor.SubmitAsync(form, New, ("username", tenant.Admin.Username))).Status);
        }

        var response = await visitor.SubmitAsync(form, New, ("username", Applicant.NewAddress()));

        Assert.Equal(429, response.Status);
        Assert.Contains("Try again in ", response.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("username", "")]
    [InlineData("username", "nobody")]
    [InlineData("name", "{256}")]
    public async Task Invite_WrongField_ShowsTheFormAgainWithTheFaultBesideIt(string name, string value)
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var typed = value == "{256}" ? new string('x', 256) : value;

        var response = await visitor.SubmitAsync(New, ("username", Applicant.NewAddress()), (name, typed));

        Assert.Equal((400, typed), (response.Status, Visitor.ValueOf(response, name)));
        Assert.Contains($"id=\"{name}-fault\" class=\"fault\"", response.Body, StringComparison.Ordinal);
        Assert.Single(await AgentsAsync(admin.CustomerId));
    }

    [Fact]
    public async Task Invite_FormOutOfDate_IsThereAgainWithTheNameAndWithoutRights()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var form = await visitor.GetAsync(New);
        visitor.Cookies.Remove("voipbin_form");

        var sent = await visitor.SubmitAsync(form, New, ("username", "kept@example.net"), ("name", "kept"), ("detail", ""), ("admin", "yes"));
        var again = await visitor.GetAsync(sent.Header("Location"));

        Assert.Equal((303, $"{New}?name=kept&detail=&done=form-out-of-date"), (sent.Status, sent.Header("Location")));
        Assert.Equal((null, "kept"), (Visitor.ValueOf(again, "username"), Visitor.ValueOf(again, "name")));
        Assert.DoesNotContain("name=\"admin\" value=\"yes\" checked", again.Body, StringComparison.Ordinal);
        Assert.Single(await AgentsAsync(admin.CustomerId));
    }

    /// <summary>A link from elsewhere must not choose whom somebody lets in, and as what.</summary>
    [Theory]
    [InlineData("/console/agents/new")]
    [InlineData("/console/agents/{id}/permission")]
    [InlineData("/console/agents/{id}/username")]
    [InlineData("/console/customer/email")]
    public async Task Page_ValuesInTheAddress_FillInNeitherRightsNorAddresses(string path)
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent);
        var page = path.Replace("{id}", $"{agent.Id}", StringComparison.Ordinal);

        var plain = await visitor.GetAsync(page);
        var filled = await visitor.GetAsync($"{page}?roles=yes&admin=yes&manager=yes&username=other%40example.org&email=other%40example.org");

        Assert.Equal((200, 200), (plain.Status, filled.Status));
        Assert.DoesNotContain("other@example.org", filled.Body, StringComparison.Ordinal);
        Assert.Equal(Checked(plain), Checked(filled));
    }

    [Theory]
    [InlineData(Permission.CustomerManager, "agent", "manager admin operator")]
    [InlineData(Permission.CustomerAdmin, "agent manager admin", "operator")]
    [InlineData(Permission.ProjectSuperAdmin, "agent manager admin operator", "")]
    internal async Task Invite_WithMoreThanOneMayGrant_IsNeitherShownNorDone(Permission permission, string shown, string hidden)
    {
        var (visitor, agent) = await Visitor.AddAsync(service, permission);

        var form = await visitor.GetAsync(New);

        Assert.All(Words(shown), field => Assert.Contains($"name=\"{field}\"", form.Body, StringComparison.Ordinal));
        foreach (var field in Words(hidden))
        {
            Assert.DoesNotContain($"name=\"{field}\"", form.Body, StringComparison.Ordinal);
            Assert.Equal(403, (await visitor.SubmitAsync(form, New, ("username", Applicant.NewAddress()), (field, "yes"))).Status);
        }

        Assert.Single(await AgentsAsync(agent.CustomerId));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private Task<List<Agent>> AgentsAsync(Guid customerId) => service.Seed.InDatabaseAsync(database =>
        Task.FromResult(database.Set<Agent>().Where(agent => agent.CustomerId == customerId).ToList()));

    private static int Checked(RawResponse page) => page.Body.Split(" checked").Length;

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : InvitationPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : InvitationPageTests(service);
}
