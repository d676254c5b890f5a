using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.MailedLinks;

namespace VoipBin.Auth.IntegrationTests.PasswordReset;

/// <summary>Whoever is made an agent without a password is mailed a link to set one.</summary>
public abstract class InvitationTests(AuthService service)
{
    private const string Subject = "Set your password";
    private const string NewPassword = "velvet anchor sunrise";

    [Fact]
    public async Task Create_WithoutPassword_MailsALinkThatSetsOne()
    {
        var (tenant, username) = (await service.Seed.AddTenantAsync(), NewUsername());

        var created = await CreateAsync(tenant, username);

        Assert.Equal(201, created.Status);
        var mail = await service.MailForAsync(username, Subject);
        Assert.Contains("good for 24 hours", mail.Part("text/plain"), StringComparison.Ordinal);
        Assert.StartsWith($"{service.Address}auth/password-reset?token=", mail.Link().AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(200, (await service.CallAsync("GET", mail.Link().PathAndQuery)).Status);
        Assert.Equal(200, (await service.ResetAsync(mail.LinkToken(), NewPassword)).Status);
        var token = (await service.LoginAsync(username, NewPassword)).Json.Text("token");
        Assert.Equal(created.Json.Text("id"), (await service.CallAsync("GET", "/v1.0/me", token)).Json.Text("id"));
    }

    [Fact]
    public async Task Create_WithoutPassword_LeavesNoSecretBehind()
    {
        var (tenant, username) = (await service.Seed.AddTenantAsync(), NewUsername());

        var created = await CreateAsync(tenant, username);

        var token = (await service.MailForAsync(username, Subject)).LinkToken();
        Assert.DoesNotContain(token, created.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token, await service.DumpAsync() + await service.RowsAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(service.Log.LinesWith(token));
        Assert.Equal("agent.created", (await service.Seed.AuditedAsync(created)).Type);
    }

    [Fact]
    public async Task Create_WithoutPassword_TheLinkIsGoodForADay()
    {
        var (tenant, username) = (await service.Seed.AddTenantAsync(), NewUsername());
        var id = Guid.Parse((await CreateAsync(tenant, username)).Json.Text("id"));
        var token = (await service.MailForAsync(username, Subject)).LinkToken();
        var created = await service.Seed.InDatabaseAsync(database => database.Set<MailedLink>().Where(row => row.SubjectId == id).Select(row => row.TmCreate).SingleAsync());

        using (service.Clock.HoldAt(created.AddHours(24)))
        {
            Refusal.Is(await service.ResetAsync(token, NewPassword), 400, "INVALID_CODE");
            Refusal.IsFailedLogin(await service.LoginAsync(username, NewPassword));
        }

        using (service.Clock.HoldAt(created.AddHours(24).AddMinutes(-1)))
        {
            Assert.Equal(200, (await service.ResetAsync(token, NewPassword)).Status);
            Assert.Equal(200, (await service.LoginAsync(username, NewPassword)).Status);
        }
    }

    [Fact]
    public async Task Create_WithPassword_MailsNothing()
    {
        var (tenant, username) = (await service.Seed.AddTenantAsync(), NewUsername());

        Assert.Equal(201, (await CreateAsync(tenant, username, NewPassword)).Status);

        Assert.Empty(await service.MailsForAsync(username));
        Assert.Equal(200, (await service.LoginAsync(username, NewPassword)).Status);
    }

    [Fact]
    public async Task Create_TakenUsername_MailsNothing()
    {
        var (tenant, taken) = (await service.Seed.AddTenantAsync(), (await service.Seed.AddTenantAsync()).Admin);
        var before = await CountLinksAsync();

        var response = await CreateAsync(tenant, taken.Username);

        Refusal.Is(response, 409, "AGENT_ALREADY_EXISTS");
        Assert.Empty(await service.MailsForAsync(taken.Username));
        Assert.Equal(before, await CountLinksAsync());
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("two@example.net, addresses@example.net")]
    [InlineData("x@example.net\r\nBcc: everybody@example.net")]
    public async Task Create_NoAddress_MailsNothing(string username)
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.MailsForAsync(username);
        var (links, taken) = (await CountLinksAsync(), ((IMailingService)service).Sink.Taken.Count);

        Refusal.Is(await CreateAsync(tenant, username), 400, "INVALID_USERNAME_FORMAT");

        await service.MailsForAsync(username);
        Assert.Equal((links, taken), (await CountLinksAsync(), ((IMailingService)service).Sink.Taken.Count));
    }

    [Fact]
    public async Task Forget_OfSomebodyInvited_IsASecondInvitationAndEndsTheFirst()
    {
        var (tenant, username) = (await service.Seed.AddTenantAsync(), NewUsername());
        await CreateAsync(tenant, username);
        var first = (await service.MailForAsync(username, Subject)).LinkToken();

        await service.ForgetAsync(username);

        var second = (await service.MailForAsync(username, "Set a new password")).LinkToken();
        Refusal.Is(await service.ResetAsync(first, NewPassword), 400, "INVALID_CODE");
        Assert.Equal(200, (await service.ResetAsync(second, NewPassword)).Status);
        Assert.Equal(200, (await service.LoginAsync(username, NewPassword)).Status);
    }

    [Fact]
    public async Task Create_AgainAndAgain_DoesNotFillAMailbox()
    {
        var (tenant, username) = (await service.Seed.AddTenantAsync(), NewUsername());
        using var hold = service.Clock.HoldAt(service.Clock.GetUtcNow());
        var first = (await CreateAsync(tenant, username)).Json.Text("id");
        var token = (await service.MailForAsync(username, Subject)).LinkToken();
        await service.CallAsync("DELETE", $"/v1.0/agents/{first}", tenant.Token);

        Assert.Equal(201, (await CreateAsync(tenant, username)).Status);

        Assert.Single(await service.MailsForAsync(username));
        Refusal.Is(await service.ResetAsync(token, NewPassword), 400, "INVALID_CODE");
    }

    private static string NewUsername() => $"{Guid.CreateVersion7():N}@example.net";

    private Task<RawResponse> CreateAsync(Tenant tenant, string username, string? password = null) =>
        service.CallAsync("POST", "/v1.0/agents", tenant.Token, JsonText.Write(new { username, password, permission = 16 }));

    private Task<int> CountLinksAsync() => service.Seed.InDatabaseAsync(database => database.Set<MailedLink>().CountAsync());

    [Collection(MailingSqliteTests.Name)]
    public sealed class OnSqlite(MailingSqliteService service) : InvitationTests(service);

    [Collection(MailingPostgresTests.Name)]
    public sealed class OnPostgres(MailingPostgresService service) : InvitationTests(service);
}
