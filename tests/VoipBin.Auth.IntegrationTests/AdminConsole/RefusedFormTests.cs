using System.Globalization;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;
using VoipBin.Auth.IntegrationTests.Unregister;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>A form that is refused has the status that the API answers for the same, and says as the API does when to come back. What is wrong with a field is 400, and told by each page's own tests.</summary>
public abstract class RefusedFormTests(AuthService service)
{
    private const string NewCustomer = "/console/customers/new";

    [Fact]
    public async Task NewCustomer_AddressTaken_Is409()
    {
        var (visitor, superAdmin) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);

        Is(await visitor.SubmitAsync(NewCustomer, ("email", (await service.Seed.AddCustomerAsync()).Email)), 409, "New customer");
        Is(await visitor.SubmitAsync(NewCustomer, ("email", superAdmin.Username)), 409, "New customer");
    }

    [Fact]
    public async Task Customer_AddressTaken_Is409ForItsAdminAndForAnOperator()
    {
        var taken = (await service.Seed.AddCustomerAsync()).Email;
        var tenant = await service.Seed.AddTenantAsync();
        var (superAdmin, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);

        Is(await Visitor.With(service, tenant.Token).SubmitAsync("/console/customer/email", ("email", taken)), 409, "Change or verify the address");
        Is(await superAdmin.SubmitAsync($"/console/customers/{tenant.CustomerId}/email", ("email", taken)), 409, "Change the e-mail address");
    }

    [Theory]
    [InlineData("/console/customer/email", "email", "Change or verify the address")]
    [InlineData("/console/agents/new", "username", "Invite an agent")]
    [InlineData("/console/agents/{id}/username", "username", "Change the username")]
    public async Task Address_AskedForTooOften_Is429AndSaysWhen(string path, string field, string heading)
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var colleague = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent);
        var taken = await service.Seed.AddTenantAsync();
        var address = field == "email" ? (await service.CallAsync("GET", "/v1.0/customer", taken.Token)).Json.Text("email") : taken.Admin.Username;
        var page = path.Replace("{id}", $"{colleague.Id}", StringComparison.Ordinal);
        var form = await visitor.GetAsync(page);
        for (var number = 0; number < 20; number++)
        {
            Is(await visitor.SubmitAsync(form, page, (field, address)), 409, heading);
        }

        var response = await visitor.SubmitAsync(form, page, (field, address));

        Is(response, 429, heading, 3500..3600);
    }

    [Fact]
    public async Task Verify_TooManyCodes_Is429AndSaysWhen()
    {
        var (visitor, form, _) = await SignUpAsync(Applicant.NewAddress());
        for (var number = 0; number < 5; number++)
        {
            Is(await visitor.SubmitAsync(form, "/console/verify", ("code", "x"), ("password", Visitor.Password)), 400, "Check your mail");
        }

        Is(await visitor.SubmitAsync(form, "/console/verify", ("code", "x"), ("password", Visitor.Password)), 429, "Check your mail", 3500..3600);
    }

    [Fact]
    public async Task Verify_AddressTakenMeanwhile_Is409()
    {
        var email = Applicant.NewAddress();
        var (visitor, form, code) = await SignUpAsync(email);
        var (superAdmin, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        await superAdmin.SubmitAsync(NewCustomer, ("email", email));

        Is(await visitor.SubmitAsync(form, "/console/verify", ("code", code), ("password", Visitor.Password)), 409, "Check your mail");
    }

    [Theory]
    [InlineData("/console/sign-in", "Sign in")]
    [InlineData("/console/recover", "Recover an account")]
    public async Task Password_WhileTooManySignIn_Is503AndSaysWhen(string path, string heading)
    {
        var visitor = new Visitor(service);
        var form = await visitor.GetAsync(path);
        using var flood = new HashingFlood(service);

        Is(await visitor.SubmitAsync(form, path, ("username", "somebody@example.net"), ("password", Visitor.Password)), 503, heading, 1..1);
    }

    [Fact]
    public async Task Recover_NotUnregistered_Is409()
    {
        var leaver = await Leaver.AddAsync(service);

        Is(await new Visitor(service).SubmitAsync("/console/recover", ("username", leaver.Admin.Username), ("password", Leaver.Password)), 409, "Recover an account");
    }

    private static void Is(RawResponse response, int status, string heading, Range? retryAfter = null)
    {
        Assert.Equal((status, heading), (response.Status, PageAnswer.Heading(response)));
        Assert.NotEqual("", PageAnswer.Alert(response));
        var seconds = response.Header("Retry-After");
        if (retryAfter is not { } range)
        {
            Assert.Equal("", seconds);
            return;
        }

        Assert.InRange(int.Parse(seconds, CultureInfo.InvariantCulture), range.Start.Value, range.End.Value);
    }

    private async Task<(Visitor Visitor, RawResponse Form, string Code)> SignUpAsync(string email)
    {
        var visitor = new Visitor(service);
        var form = await visitor.SubmitAsync("/console/sign-up", ("email", email), ("accepted_tos", "true"));
        return (visitor, form, await Applicant.ReadCodeAsync(service, email));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : RefusedFormTests(service);
}
