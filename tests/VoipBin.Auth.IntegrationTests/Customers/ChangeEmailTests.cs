using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.Customers;

/// <summary>A customer's address changes when the new one is confirmed, and not before: nobody takes an address whose mail he does not read.</summary>
public abstract class ChangeEmailTests(AuthService service)
{
    private const string Confirm = "Confirm your address";
    private const string Changed = "The address of your account was changed";

    [Fact]
    public async Task Update_ByAnAdmin_ChangesTheAddressWhenTheLinkIsUsed()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (old, email) = (await EmailOfAsync(tenant), $"New.{Applicant.NewAddress()}");

        var asked = await AskAsync(tenant, $" {email} ");
        var confirmed = await ConfirmAsync(await LinkForAsync(email));

        Assert.Equal((200, old, false), (asked.Status, asked.Json.Text("email"), asked.Json.GetProperty("email_verified").GetBoolean()));
        var customer = confirmed.Json.GetProperty("customer");
        Assert.Equal((200, tenant.CustomerId.ToString(), email, true), (confirmed.Status, customer.Text("id"), customer.Text("email"), customer.GetProperty("email_verified").GetBoolean()));
        Assert.Equal(customer.GetRawText(), (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Body);
        var told = await service.MailToAsync(old);
        Assert.Equal(Changed, told.Header("Subject"));
        Assert.DoesNotContain(email, told.Source, StringComparison.OrdinalIgnoreCase);
        var events = await EventsAsync(tenant);
        Assert.Equal(
            [("customer.email_requested", (Guid?)tenant.Admin.Id), ("customer.email_changed", null)],
            events.Select(audited => (audited.Type, audited.AgentId)));
        Assert.All(events, audited => Assert.Contains(email, audited.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_UntilTheLinkIsUsed_TheAddressIsFreeForItsOwner()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var applicant = Applicant.NewAddress();
        Assert.Equal(200, (await AskAsync(tenant, applicant)).Status);
        var link = await LinkForAsync(applicant);

        await SignUpAsync(applicant);

        Refusal.Is(await ConfirmAsync(link), 409, "CUSTOMER_ALREADY_EXISTS");
        Assert.NotEqual(applicant, await EmailOfAsync(tenant));
    }

    [Fact]
    public async Task Update_PresentAddressThatIsNotVerified_IsMailedALink()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = await EmailOfAsync(tenant);

        Assert.Equal(200, (await AskAsync(tenant, email)).Status);
        var confirmed = await ConfirmAsync(await LinkForAsync(email));

        Assert.True(confirmed.Json.GetProperty("customer").GetProperty("email_verified").GetBoolean());
        Assert.Equal([Confirm], await service.SubjectsToAsync(email));
        Assert.Equal(["customer.email_requested", "customer.email_verified"], (await EventsAsync(tenant)).Select(audited => audited.Type));
    }

    [Fact]
    public async Task Update_PresentAddressThatIsVerified_TakesBackWhatWasAskedFor()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await VerifyAsync(tenant);
        var (present, other) = (await EmailOfAsync(tenant), Applicant.NewAddress());
        await AskAsync(tenant, other);
        var link = await LinkForAsync(other);
        var mails = (await service.MailsToAsync(present)).Count;

        Assert.Equal(200, (await AskAsync(tenant, present)).Status);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
        Assert.Equal(mails, (await service.MailsToAsync(present)).Count);
        Assert.Equal("customer.email_withdrawn", (await EventsAsync(tenant))[^1].Type);
    }

    [Fact]
    public async Task Update_AnotherAddress_EndsTheLinkBefore()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (first, second) = (Applicant.NewAddress(), Applicant.NewAddress());
        await AskAsync(tenant, first);
        await AskAsync(tenant, second);

        Refusal.Is(await ConfirmAsync(await LinkForAsync(first)), 400, "INVALID_CODE");
        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(second))).Status);
    }

    [Fact]
    public async Task Update_TheSameAddressWithinAMinute_LeavesTheFirstLinkGood()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = Applicant.NewAddress();
        await AskAsync(tenant, email);
        await AskAsync(tenant, email);

        Assert.Equal([Confirm], await service.SubjectsToAsync(email));
        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(email))).Status);
    }

    [Fact]
    public async Task Update_TheSameAddressAMinuteLater_IsMailedAnotherLink()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = Applicant.NewAddress();
        await AskAsync(tenant, email);
        var first = await LinkForAsync(email);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(tenant, email);

        Refusal.Is(await ConfirmAsync(first), 400, "INVALID_CODE");
        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(email))).Status);
    }

    [Fact]
    public async Task Update_OnlyTheCaseOfLetters_IsChangedWhenConfirmed()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = (await EmailOfAsync(tenant)).ToUpperInvariant();

        Assert.Equal(200, (await AskAsync(tenant, email)).Status);

        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(email))).Status);
        Assert.Equal(email, await EmailOfAsync(tenant));
        Assert.DoesNotContain(Changed, await service.SubjectsToAsync(email));
    }

    /// <summary>Otherwise an admin who is about to lose his rights could keep a link by which the account's mail goes to him.</summary>
    [Theory]
    [InlineData("PUT", "/permission")]
    [InlineData("DELETE", "")]
    public async Task Confirm_AfterWhoAskedLostHisRights_IsRefused(string method, string part)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var other = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
        var email = Applicant.NewAddress();
        Assert.Equal(200, (await service.CallAsync("PUT", "/v1.0/customer", service.Seed.IssueToken(other), JsonText.Write(new { email }))).Status);
        var link = await LinkForAsync(email);
        Assert.Equal(200, (await service.CallAsync(method, $"/v1.0/agents/{other.Id}{part}", tenant.Token, """{"permission":16}""")).Status);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
        Assert.NotEqual(email, await EmailOfAsync(tenant));
    }

    /// <summary>Otherwise a thief of his session would keep the link when the session is ended.</summary>
    [Theory]
    [InlineData("password")]
    [InlineData("logout")]
    public async Task Confirm_AfterTheSessionsOfWhoAskedWereEnded_IsRefused(string end)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var other = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
        var (token, email) = (service.Seed.IssueToken(other), Applicant.NewAddress());
        Assert.Equal(200, (await service.CallAsync("PUT", "/v1.0/customer", token, JsonText.Write(new { email }))).Status);
        var link = await LinkForAsync(email);

        var ended = end == "logout"
            ? await service.CallAsync("POST", "/auth/logout", token, """{"all":true}""")
            : await service.CallAsync("PUT", $"/v1.0/agents/{other.Id}/password", tenant.Token, """{"password":"a good new passphrase"}""");

        Assert.Equal(200, ended.Status);
        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
        Assert.NotEqual(email, await EmailOfAsync(tenant));
    }

    [Fact]
    public async Task Confirm_WhileTheCustomerIsFrozen_IsRefusedAndGoodAfterwards()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = Applicant.NewAddress();
        await AskAsync(tenant, email);
        var link = await LinkForAsync(email);
        var operatorToken = service.Seed.IssueToken(await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.ProjectSuperAdmin));
        Assert.Equal(200, (await service.CallAsync("POST", $"/v1.0/customers/{tenant.CustomerId}/freeze", operatorToken)).Status);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");

        Assert.Equal(200, (await service.CallAsync("POST", $"/v1.0/customers/{tenant.CustomerId}/recover", operatorToken)).Status);
        Assert.Equal(200, (await ConfirmAsync(link)).Status);
    }

    [Fact]
    public async Task Confirm_AfterTheCustomerOfAnOperatorWasDeleted_IsRefused()
    {
        var (tenant, home) = (await service.Seed.AddTenantAsync(), await service.Seed.AddCustomerAsync());
        var token = service.Seed.IssueToken(await service.Seed.AddAgentAsync(home.Id, Permission.ProjectSuperAdmin));
        var email = Applicant.NewAddress();
        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/customers/{tenant.CustomerId}", token, JsonText.Write(new { email }))).Status);
        var link = await LinkForAsync(email);

        await service.Seed.DeleteCustomerAsync(home.Id);

        Refusal.Is(await ConfirmAsync(link), 400, "INVALID_CODE");
    }

    [Fact]
    public async Task Confirm_ByAnOperatorsLink_ChangesTheAddress()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var token = service.Seed.IssueToken(await service.Seed.AddAgentAsync((await service.Seed.AddCustomerAsync()).Id, Permission.ProjectSuperAdmin));
        var email = Applicant.NewAddress();
        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/customers/{tenant.CustomerId}", token, JsonText.Write(new { email }))).Status);

        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(email))).Status);

        Assert.Equal(email, await EmailOfAsync(tenant));
    }

    [Fact]
    public async Task Confirm_TenAtOnce_ChangesOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = Applicant.NewAddress();
        await AskAsync(tenant, email);
        var link = await LinkForAsync(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ConfirmAsync(link)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(9, answers.Count(answer => answer.Reason == "INVALID_CODE"));
    }

    private async Task SignUpAsync(string email) =>
        Assert.Equal(200, (await (await Applicant.AddAsync(service, email: email)).CompleteAsync()).Status);

    private async Task<string> EmailOfAsync(Tenant tenant) => (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("email");

    private Task<RawResponse> AskAsync(Tenant tenant, string email) => service.CallAsync("PUT", "/v1.0/customer", tenant.Token, JsonText.Write(new { email }));

    private Task<RawResponse> ConfirmAsync(string token) => service.CallAsync("POST", "/auth/email-verify", bearer: null, JsonText.Write(new { token }));

    private async Task VerifyAsync(Tenant tenant)
    {
        var email = await EmailOfAsync(tenant);
        await AskAsync(tenant, email);
        Assert.Equal(200, (await ConfirmAsync(await LinkForAsync(email))).Status);
    }

    /// <summary>The token in the newest link that was mailed to an address.</summary>
    private async Task<string> LinkForAsync(string address) =>
        (await service.MailsToAsync(address)).Last(mail => mail.Header("Subject") == Confirm).Part("text/plain").Split("?token=")[1][..64];

    private Task<List<AuditEvent>> EventsAsync(Tenant tenant) => service.Seed.InDatabaseAsync(database =>
        database.Set<AuditEvent>().AsNoTracking().Where(audited => audited.CustomerId == tenant.CustomerId && audited.Type.StartsWith("customer.")).OrderBy(audited => audited.TmCreate).ToListAsync());

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ChangeEmailTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ChangeEmailTests(service);
}
