using Microsoft.Extensions.Logging;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.AdminConsole;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.PasswordReset;

namespace VoipBin.Auth.IntegrationTests.Pages;

/// <summary>A form that one process made is good for another: a replica, or the same service after a restart.</summary>
public sealed class FormReplicaTests
{
    private const string NewPassword = "velvet anchor sunrise";

    [Fact]
    public async Task Submit_ToAnotherReplica_SetsThePassword()
    {
        var (first, second) = (new Replica(), new Replica());
        await first.InitializeAsync();
        second.Beside(first);
        await second.InitializeAsync();
        var agent = await first.Seed.AddAgentAsync((await first.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);
        var page = await FormPage.OpenPasswordAsync(first, await first.IssueLinkAsync(agent.Id));

        var refused = await (page with { Service = second }).SubmitAsync("password");
        var done = await (refused with { Service = first }).SubmitAsync(NewPassword);

        PageAnswer.Is(refused.Response, 400, "Set your password");
        PageAnswer.Is(done.Response, 200, "Your password is set");
        Assert.Equal(200, (await second.LoginAsync(agent.Username, NewPassword)).Status);
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_ToAnotherReplica_Works()
    {
        var (first, second) = (new Replica(), new Replica());
        await first.InitializeAsync();
        second.Beside(first);
        await second.InitializeAsync();
        var agent = await first.Seed.AddAgentAsync((await first.Seed.AddCustomerAsync()).Id, Permission.CustomerAdmin, NewPassword);
        var (here, there) = (new Visitor(first), new Visitor(second));
        var page = await here.GetAsync("/console/sign-in");
        there.Cookies["voipbin_form"] = here.Cookies["voipbin_form"];

        var signedIn = await there.SubmitAsync(page, "/console/sign-in", ("username", agent.Username), ("password", NewPassword));
        here.Cookies[Visitor.SessionCookie] = there.Cookies[Visitor.SessionCookie];

        Assert.Equal((303, "/console"), (signedIn.Status, signedIn.Header("Location")));
        Assert.Equal(200, (await here.GetAsync("/console/accesskeys")).Status);
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Submit_AfterARestart_SetsThePassword()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-restart-");
        var (before, after) = (new InDirectory(directory.FullName), new InDirectory(directory.FullName));
        await before.InitializeAsync();
        var agent = await before.Seed.AddAgentAsync((await before.Seed.AddCustomerAsync()).Id, Permission.CustomerAgent);
        var page = await FormPage.OpenPasswordAsync(before, await before.IssueLinkAsync(agent.Id));
        await before.DisposeAsync();

        await after.InitializeAsync();
        var done = await (page with { Service = after }).SubmitAsync(NewPassword);

        PageAnswer.Is(done.Response, 200, "Your password is set");
        Assert.Equal(200, (await after.LoginAsync(agent.Username, NewPassword)).Status);
        await AssertStaleCookieIsNoNewsAsync(after, await after.IssueLinkAsync(agent.Id));
        await after.DisposeAsync();
        directory.Delete(recursive: true);
    }

    /// <summary>An everyday thing: nobody is warned of it, and nobody is shown where in the framework it was found.</summary>
    private static async Task AssertStaleCookieIsNoNewsAsync(AuthService service, string token)
    {
        service.Log.Clear();

        var page = await FormPage.OpenPasswordAsync(service, token, $"Cookie: {PasswordFormTests.StaleCookie}");
        var stale = await (page with { Cookie = PasswordFormTests.StaleCookie }).SubmitAsync(NewPassword);
        var without = await (page with { Cookie = "x=y" }).SubmitAsync(NewPassword);

        PageAnswer.Is(page.Response, 200, "Set your password");
        Assert.All([stale, without], refused => PageAnswer.Is(refused.Response, 400, "This form is out of date"));
        Assert.DoesNotContain(service.Log.Lines, line => line.Level >= LogLevel.Warning || line.Text.Contains("   at ", StringComparison.Ordinal));
        Assert.Empty(service.Log.LinesWith(token).Concat(service.Log.LinesWith(NewPassword)));
    }

    private sealed class Replica : PostgresService
    {
        private Replica? first;

        public void Beside(Replica replica) => first = replica;

        protected override async Task PrepareAsync()
        {
            if (first is null)
            {
                await base.PrepareAsync();
                return;
            }

            Settings["ConnectionStrings:Postgres"] = first.Settings["ConnectionStrings:Postgres"];
            Settings["Jwt:SigningKeys:0"] = first.Settings["Jwt:SigningKeys:0"];
            Settings["Identity:SigningKeys:0"] = IdentitySigningKey.Text;
        }

        protected override Task CleanAsync() => first is null ? base.CleanAsync() : Task.CompletedTask;
    }

    private sealed class InDirectory(string path) : SqliteService
    {
        protected override Task PrepareAsync()
        {
            Settings["DataDirectory"] = path;
            Settings.Remove("Logging:Captured:LogLevel:Default");
            return Task.CompletedTask;
        }
    }
}
