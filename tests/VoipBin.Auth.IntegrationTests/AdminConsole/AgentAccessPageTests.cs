using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages that decide what an agent may do, and how it gets in.</summary>
public abstract class AgentAccessPageTests(AuthService service)
{
    private const string NewPassword = "velvet anchor sunrise";

    [Fact]
    public async Task Permission_Chosen_CountsAtOnce()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent);
        var path = PathOf(agent);
        var form = await visitor.GetAsync($"{path}/permission");

        var saved = await visitor.SubmitAsync(form, $"{path}/permission", ("admin", "yes"));

        Assert.Contains("name=\"agent\" value=\"yes\" checked", form.Body, StringComparison.Ordinal);
        Assert.Equal((303, $"{path}?done=saved"), (saved.Status, saved.Header("Location")));
        Assert.Equal("agent.permission_changed", (await service.Seed.AuditedAsync(saved)).Type);
        Assert.Equal(200, await service.StatusOfAsync(service.Seed.IssueToken(agent)));
    }

    [Fact]
    public async Task Permission_OfTheLastAdmin_IsRefusedKindlyAndShownAsChosen()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);

        var response = await visitor.SubmitAsync($"{PathOf(admin)}/permission", ("manager", "yes"));

        Assert.Equal((409, "Change the permission"), (response.Status, PageAnswer.Heading(response)));
        Assert.Contains("Appoint another one first.", PageAnswer.Alert(response), StringComparison.Ordinal);
        Assert.Contains("name=\"manager\" value=\"yes\" checked", response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"admin\" value=\"yes\" checked", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permission_OfOneself_LeadsToWhatOneStillSees()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAdmin);

        var saved = await visitor.SubmitAsync($"{PathOf(admin)}/permission");

        Assert.Equal((303, "/console?done=saved"), (saved.Status, saved.Header("Location")));
        Assert.Equal(200, (await visitor.GetAsync(saved.Header("Location"))).Status);
    }

    [Fact]
    public async Task Username_Asked_WaitsUntilItIsWithdrawn()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent);
        var (path, address) = (PathOf(agent), Applicant.NewAddress());

        var asked = await visitor.SubmitAsync($"{path}/username", ("username", address));
        var waiting = await visitor.GetAsync(path);
        var withdrawn = await visitor.SubmitAsync($"{path}/username", ("username", ""), ("action", "withdraw"));
        var after = await visitor.GetAsync(path);

        Assert.Equal((303, $"{path}?done=confirmation-mailed"), (asked.Status, asked.Header("Location")));
        Assert.Equal("Confirm your address", (await service.MailToAsync(address)).Header("Subject"));
        Assert.Contains($"The username becomes <strong><bdi>{address}</bdi>", waiting.Body, StringComparison.Ordinal);
        Assert.Equal((303, $"{path}?done=change-withdrawn"), (withdrawn.Status, withdrawn.Header("Location")));
        Assert.DoesNotContain(address, after.Body, StringComparison.Ordinal);
        Assert.Equal("agent.username_withdrawn", (await service.Seed.AuditedAsync(withdrawn)).Type);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("nobody", 400)]
    [InlineData("{taken}", 409)]
    public async Task Username_ThatCannotBe_IsShownAgain(string username, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent);
        var typed = username == "{taken}" ? tenant.Admin.Username : username;

        var response = await visitor.SubmitAsync($"{PathOf(agent)}/username", ("username", typed));

        Assert.Equal((status, typed), (response.Status, Visitor.ValueOf(response, "username")));
        Assert.Contains("id=\"username-fault\"", response.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, "wrong", 400)]
    [InlineData(64, "", 400)]
    [InlineData(64, Visitor.Password, 303)]
    [InlineData(32, "wrong", 400)]
    [InlineData(32, "", 400)]
    [InlineData(32, Visitor.Password, 303)]
    public async Task Username_OfOneself_NeedsThePassword(int permission, string password, int status)
    {
        var (visitor, agent) = await Visitor.AddAsync(service, (Permission)permission, Visitor.Password);

        var response = await visitor.SubmitAsync($"{PathOf(agent)}/username", ("username", Applicant.NewAddress()), ("current_password", password));

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 400, response.Body.Contains("id=\"current_password-fault\"", StringComparison.Ordinal));
        Assert.DoesNotContain("value=\"wrong\"", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_Set_EndsTheAgentsSessions()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAdmin, Visitor.Password);
        var (path, token) = (PathOf(agent), service.Seed.IssueToken(agent));
        Assert.Equal(200, await service.StatusOfAsync(token));

        var saved = await visitor.SubmitAsync($"{path}/password", ("password", NewPassword));

        Assert.Equal((303, $"{path}?done=agent-password-set"), (saved.Status, saved.Header("Location")));
        Assert.Equal((401, 200), (await service.StatusOfAsync(token), (await service.LoginAsync(agent.Username, NewPassword)).Status));
        Assert.Equal(200, (await visitor.GetAsync(saved.Header("Location"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("password1")]
    public async Task Password_ThatIsWeak_IsRefusedAndNotShownAgain(string password)
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent);
        var before = await service.Seed.SnapshotAsync(admin.CustomerId);

        var response = await visitor.SubmitAsync($"{PathOf(agent)}/password", ("password", password));

        Assert.Equal((400, "Set a password"), (response.Status, PageAnswer.Heading(response)));
        Assert.Contains("id=\"password-fault\"", response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"password1\"", response.Body, StringComparison.Ordinal);
        Assert.Equal(before, await service.Seed.SnapshotAsync(admin.CustomerId));
    }

    [Fact]
    public async Task Password_OfOneself_IsSetElsewhere()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);

        PageAnswer.Is(await visitor.GetAsync($"{PathOf(admin)}/password"), 403, "This page is not for you");
        PageAnswer.Is(await visitor.GetAsync($"{PathOf(admin)}/password-link"), 403, "This page is not for you");
    }

    [Fact]
    public async Task PasswordLink_Asked_IsMailedToTheAgent()
    {
        var (visitor, manager) = await Visitor.AddAsync(service, Permission.CustomerManager);
        var agent = await service.Seed.AddAgentAsync(manager.CustomerId, Permission.CustomerAgent);

        var mailed = await visitor.SubmitAsync($"{PathOf(agent)}/password-link");

        Assert.Equal((303, $"{PathOf(agent)}?done=agent-link-mailed"), (mailed.Status, mailed.Header("Location")));
        Assert.Contains("/auth/password-reset?token=", (await service.MailToAsync(agent.Username)).Part("text/plain"), StringComparison.Ordinal);
        var audited = await service.Seed.AuditedAsync(mailed);
        Assert.Equal(("agent.password_forgotten", (Guid?)agent.Id, (Guid?)manager.Id), (audited.Type, audited.SubjectId, audited.AgentId));
    }

    private static string PathOf(Agent agent) => $"/console/agents/{agent.Id}";

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AgentAccessPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AgentAccessPageTests(service);
}
