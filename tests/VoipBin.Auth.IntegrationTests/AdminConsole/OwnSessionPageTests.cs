using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages on which somebody ends his own sessions, and sets his own password.</summary>
public abstract class OwnSessionPageTests(AuthService service)
{
    private const string Sessions = "/console/sessions";
    private const string NewPassword = "velvet anchor sunrise";

    [Fact]
    public async Task LogOutEverywhere_Always_EndsEverySessionOfTheAgentAndNoOther()
    {
        var (visitor, agent) = await Visitor.AddAsync(service, password: Visitor.Password);
        var (second, colleague) = (service.Seed.IssueToken(agent), service.Seed.IssueToken(await service.Seed.AddAgentAsync(agent.CustomerId, Permission.CustomerAdmin)));
        var accesskey = (await service.Seed.AddAccesskeyAsync(agent.CustomerId)).Text;
        Assert.Equal("200 200 200", await StatusOfAsync(second, colleague, accesskey));

        var ended = await visitor.SubmitAsync(Sessions);
        var shown = await visitor.GetAsync(ended.Header("Location"));

        Assert.Equal((303, "/console/sign-in?done=signed-out-everywhere"), (ended.Status, ended.Header("Location")));
        Assert.Contains("You are signed out everywhere", shown.Body, StringComparison.Ordinal);
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
        Assert.Equal("401 200 200", await StatusOfAsync(second, colleague, accesskey));
        Assert.Equal("agent.tokens_revoked", (await service.Seed.AuditedAsync(ended)).Type);
        Assert.Equal(200, (await service.LoginAsync(agent.Username, Visitor.Password)).Status);
    }

    [Theory]
    [InlineData(Permission.CustomerAgent)]
    [InlineData(Permission.CustomerAdmin)]
    internal async Task Password_Changed_SignsOutEverywhereAndCounts(Permission permission)
    {
        var (visitor, agent) = await Visitor.AddAsync(service, permission, Visitor.Password);

        var changed = await visitor.SubmitAsync($"{Sessions}/password", ("password", NewPassword), ("current_password", Visitor.Password));

        Assert.Equal((303, "/console/sign-in?done=password-changed"), (changed.Status, changed.Header("Location")));
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
        Assert.Equal((401, 200), ((await service.LoginAsync(agent.Username, Visitor.Password)).Status, (await service.LoginAsync(agent.Username, NewPassword)).Status));
        Assert.Equal("agent.password_changed", (await service.Seed.AuditedAsync(changed)).Type);
    }

    [Theory]
    [InlineData(Permission.CustomerManager, "wrong", NewPassword, "current_password")]
    [InlineData(Permission.CustomerManager, "", NewPassword, "current_password")]
    [InlineData(Permission.CustomerAdmin, "wrong", NewPassword, "current_password")]
    [InlineData(Permission.CustomerAdmin, "", NewPassword, "current_password")]
    [InlineData(Permission.CustomerManager, Visitor.Password, "short", "password")]
    [InlineData(Permission.CustomerAdmin, Visitor.Password, "", "password")]
    internal async Task Password_Refused_ShowsTheFormAgainWithTheFaultBesideIt(Permission permission, string present, string password, string fault)
    {
        var (visitor, agent) = await Visitor.AddAsync(service, permission, Visitor.Password);
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var response = await visitor.SubmitAsync($"{Sessions}/password", ("current_password", present), ("password", password));

        Assert.Equal((400, "Change your password"), (response.Status, PageAnswer.Heading(response)));
        Assert.Contains($"id=\"{fault}-fault\"", response.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{NewPassword}\"", response.Body, StringComparison.Ordinal);
        Assert.Equal(before, await service.Seed.SnapshotAsync(agent.CustomerId));
    }

    private async Task<string> StatusOfAsync(params string[] credentials)
    {
        var statuses = new List<int>();
        foreach (var credential in credentials)
        {
            statuses.Add(await service.StatusOfAsync(credential));
        }

        return string.Join(' ', statuses);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : OwnSessionPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : OwnSessionPageTests(service);
}
