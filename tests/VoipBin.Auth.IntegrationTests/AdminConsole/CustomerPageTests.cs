using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages on which an operator makes a customer, and says how it is called and reached.</summary>
public abstract class CustomerPageTests(AuthService service)
{
    private const string New = "/console/customers/new";

    [Fact]
    public async Task Create_GoodForm_MakesItOnceAndInvitesItsAdmin()
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var (form, email) = (await visitor.GetAsync(New), Applicant.NewAddress());

        var created = await visitor.SubmitAsync(form, New, ("email", $" {email} "), ("name", "Example & Co"), ("detail", "since 2026"));
        var twice = await visitor.SubmitAsync(form, New, ("email", email), ("name", "Example & Co"));
        var shown = await visitor.GetAsync(created.Header("Location"));

        Assert.Equal(303, created.Status);
        Assert.Matches("^/console/customers/[0-9a-f-]{36}\\?done=customer-created$", created.Header("Location"));
        Assert.Equal(("Example & Co", "Example & Co"), (PageAnswer.Heading(shown), Visitor.ValueOf(shown, "name")));
        Assert.Equal((409, "This is not right yet: see below."), (twice.Status, PageAnswer.Alert(twice)));
        Assert.Contains("There is a customer with this address already.", twice.Body, StringComparison.Ordinal);
        Assert.Equal([Invitation.Subject], await service.SubjectsToAsync(email));
        await Invitation.SetPasswordAsync(service, email, Applicant.Password);
        Assert.Equal(200, (await service.LoginAsync(email, Applicant.Password)).Status);
    }

    /// <summary>An address is mailed so many invitations a day: then the page does not speak of one.</summary>
    [Fact]
    public async Task Create_AddressThatWasInvitedTooOften_SaysThatNoLinkWasMailed()
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var (email, token) = (Applicant.NewAddress(), visitor.Cookies[Visitor.SessionCookie]);
        for (var number = 0; number < 5; number++)
        {
            var location = (await service.CallAsync("POST", "/v1.0/customers", token, JsonText.Write(new { email }))).Header("Location");
            Assert.Equal(200, (await service.CallAsync("DELETE", location, token)).Status);
        }

        var mailed = (await service.SubjectsToAsync(email)).Count();
        var created = await visitor.SubmitAsync(New, ("email", email));

        Assert.EndsWith("?done=customer-created-without-mail", created.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(mailed, (await service.SubjectsToAsync(email)).Count());
    }

    [Theory]
    [InlineData("not an address", "x", 400, "email-fault")]
    [InlineData("", "x", 400, "email-fault")]
    [InlineData("{username}", "x", 409, "email-fault")]
    [InlineData("{new}", "long", 400, "name-fault")]
    public async Task Create_BadForm_IsShownAgain(string email, string name, int status, string fault)
    {
        var (visitor, agent) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        email = email.Replace("{username}", agent.Username, StringComparison.Ordinal).Replace("{new}", Applicant.NewAddress(), StringComparison.Ordinal);
        name = name.Replace("long", new string('x', 256), StringComparison.Ordinal);
        var before = await service.Seed.SnapshotAsync();

        var response = await visitor.SubmitAsync(New, ("email", email), ("name", name));

        Assert.Equal((status, "New customer"), (response.Status, PageAnswer.Heading(response)));
        Assert.Equal((email, name), (Visitor.ValueOf(response, "email"), Visitor.ValueOf(response, "name")));
        Assert.Contains($"id=\"{fault}\"", response.Body, StringComparison.Ordinal);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task Save_GoodForm_ChangesItAndSaysSo()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var path = $"/console/customers/{tenant.CustomerId}";

        var saved = await visitor.SubmitAsync(path, ("name", "Renamed"), ("detail", "why"));
        var tooLong = await visitor.SubmitAsync(path, ("name", "kept"), ("detail", new string('x', 4097)));

        Assert.Equal((303, $"{path}?done=saved"), (saved.Status, saved.Header("Location")));
        var audited = await service.Seed.AuditedAsync(saved);
        Assert.Equal(("customer.updated", tenant.CustomerId), (audited.Type, audited.CustomerId));
        Assert.Equal((400, "Renamed"), (tooLong.Status, PageAnswer.Heading(tooLong)));
        Assert.Equal("kept", Visitor.ValueOf(tooLong, "name"));
        Assert.Equal("Renamed", (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("name"));
    }

    [Fact]
    public async Task Email_NewOne_IsMailedALinkAndTakenBackByThePresentOne()
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var (tenant, email) = (await service.Seed.AddTenantAsync(), Applicant.NewAddress());
        await service.Seed.SqlAsync($"UPDATE customers SET email_verified = {true} WHERE id = {tenant.CustomerId}");
        var path = $"/console/customers/{tenant.CustomerId}";
        var old = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("email");

        var asked = await visitor.SubmitAsync($"{path}/email", ("email", email));
        var untouched = await visitor.GetAsync(path);
        var kept = await visitor.SubmitAsync($"{path}/email", ("email", old));

        Assert.Equal((303, $"{path}?done=customer-email-requested"), (asked.Status, asked.Header("Location")));
        Assert.Equal([Applicant.Subject], await service.SubjectsToAsync(email));
        Assert.Contains($"<bdi>{old}</bdi>", untouched.Body, StringComparison.Ordinal);
        Assert.Equal((303, $"{path}?done=customer-email-kept"), (kept.Status, kept.Header("Location")));
        Assert.Equal("customer.email_withdrawn", (await service.Seed.AuditedAsync(kept)).Type);
    }

    [Theory]
    [InlineData("not an address", 400)]
    [InlineData("{taken}", 409)]
    public async Task Email_BadOrTaken_IsShownAgain(string email, int status)
    {
        var (visitor, agent) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var tenant = await service.Seed.AddTenantAsync();
        var taken = (await service.CallAsync("GET", "/v1.0/customer", service.Seed.IssueToken(agent))).Json.Text("email");
        email = email.Replace("{taken}", taken, StringComparison.Ordinal);

        var response = await visitor.SubmitAsync($"/console/customers/{tenant.CustomerId}/email", ("email", email));

        Assert.Equal((status, "Change the e-mail address"), (response.Status, PageAnswer.Heading(response)));
        Assert.Equal(email, Visitor.ValueOf(response, "email"));
        Assert.Contains("id=\"email-fault\"", response.Body, StringComparison.Ordinal);
        Assert.False(await service.Seed.IsAuditedAsync(response));
    }

    /// <summary>As in the API, an operator does nothing to his own customer as an operator.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("/email")]
    [InlineData("/freeze")]
    [InlineData("/recover")]
    [InlineData("/delete")]
    [InlineData("/act")]
    public async Task Own_Any_IsShownAndNotChanged(string part)
    {
        var (visitor, agent) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var path = $"/console/customers/{agent.CustomerId}";
        var own = await visitor.GetAsync(path);
        var before = await service.Seed.SnapshotAsync(agent.CustomerId);

        var sent = await visitor.SubmitAsync(await visitor.GetAsync(New), path + part, ("name", "taken"), ("email", "taken@example.net"), ("reason", "a good reason"));

        Assert.Contains("This is your own customer.", own.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{path}", own.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"name\"", own.Body, StringComparison.Ordinal);
        Assert.Equal((303, $"{path}?done=customer-unchanged"), (sent.Status, sent.Header("Location")));
        Assert.Equal(before, await service.Seed.SnapshotAsync(agent.CustomerId));
        Assert.False(await service.Seed.IsAuditedAsync(sent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/email")]
    [InlineData("/freeze")]
    [InlineData("/recover")]
    [InlineData("/delete")]
    [InlineData("/act")]
    public async Task Nobodys_Any_IsNotThere(string part)
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var path = $"/console/customers/{Guid.CreateVersion7()}{part}";

        PageAnswer.Is(await visitor.GetAsync(path), 404, "There is nothing here");
        Assert.Contains((await visitor.SubmitAsync(await visitor.GetAsync(New), path, ("reason", "a good reason"))).Status, (int[])[303, 404]);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CustomerPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CustomerPageTests(service);
}
