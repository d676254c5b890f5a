using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages of one's own customer: what it is called, and where it is reached.</summary>
public abstract class OwnCustomerPageTests(AuthService service)
{
    private const string Customer = "/console/customer";

    [Fact]
    public async Task Save_GoodForm_RenamesAndLeavesTheAddressAlone()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, address) = (Visitor.With(service, tenant.Token), Applicant.NewAddress());
        await visitor.SubmitAsync($"{Customer}/email", ("email", address));

        var saved = await visitor.SubmitAsync(Customer, ("name", "<b>Example</b>"), ("detail", "why"));
        var shown = await visitor.GetAsync(saved.Header("Location"));

        Assert.Equal((303, $"{Customer}?done=saved"), (saved.Status, saved.Header("Location")));
        Assert.Equal("<b>Example</b>", Visitor.ValueOf(shown, "name"));
        Assert.DoesNotContain("<b>", shown.Body, StringComparison.Ordinal);
        Assert.Contains($"The address becomes <strong><bdi>{address}</bdi>", shown.Body, StringComparison.Ordinal);
        Assert.Equal("customer.updated", (await service.Seed.AuditedAsync(saved)).Type);
    }

    [Fact]
    public async Task Save_TooLong_ShowsTheFormAgainWithWhatWasTyped()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var typed = new string('x', 256);

        var response = await Visitor.With(service, tenant.Token).SubmitAsync(Customer, ("name", typed));

        Assert.Equal((400, typed), (response.Status, Visitor.ValueOf(response, "name")));
        Assert.Contains("id=\"name-fault\"", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Email_Asked_WaitsUntilItsLinkIsUsed()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, address) = (Visitor.With(service, tenant.Token), Applicant.NewAddress());
        var old = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("email")!;

        var asked = await visitor.SubmitAsync($"{Customer}/email", ("email", $" {address} "));
        var waiting = await visitor.GetAsync(Customer);
        var link = (await service.MailToAsync(address)).Part("text/plain").Split("?token=")[1][..64];
        var confirmed = await service.CallAsync("POST", "/auth/email-verify", body: JsonText.Write(new { token = link }));
        var after = await visitor.GetAsync(Customer);

        Assert.Equal((303, $"{Customer}?done=confirmation-mailed"), (asked.Status, asked.Header("Location")));
        Assert.Contains($"<bdi>{old}</bdi>", waiting.Body, StringComparison.Ordinal);
        Assert.Contains("Not verified", waiting.Body, StringComparison.Ordinal);
        Assert.Contains($"The address becomes <strong><bdi>{address}</bdi>", waiting.Body, StringComparison.Ordinal);
        Assert.Equal(200, confirmed.Status);
        Assert.Contains($"<bdi>{address}</bdi>", after.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("becomes", after.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Email_Withdrawn_StaysWhatItIs()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, address) = (Visitor.With(service, tenant.Token), Applicant.NewAddress());
        await service.Seed.SqlAsync($"UPDATE customers SET email_verified = {true} WHERE id = {tenant.CustomerId}");
        await visitor.SubmitAsync($"{Customer}/email", ("email", address));
        var form = await visitor.GetAsync($"{Customer}/email");

        var withdrawn = await visitor.SubmitAsync(form, $"{Customer}/email", ("action", "withdraw"));

        Assert.Contains("value=\"withdraw\"", form.Body, StringComparison.Ordinal);
        Assert.Equal((303, $"{Customer}?done=change-withdrawn"), (withdrawn.Status, withdrawn.Header("Location")));
        Assert.Equal("customer.email_withdrawn", (await service.Seed.AuditedAsync(withdrawn)).Type);
        Assert.DoesNotContain(address, (await visitor.GetAsync(Customer)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("nobody", 400)]
    [InlineData("{taken}", 409)]
    public async Task Email_ThatCannotBe_IsShownAgain(string email, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var typed = email == "{taken}" ? (await service.Seed.AddCustomerAsync()).Email : email;

        var response = await Visitor.With(service, tenant.Token).SubmitAsync($"{Customer}/email", ("email", typed));

        Assert.Equal((status, typed), (response.Status, Visitor.ValueOf(response, "email")));
        Assert.Contains("id=\"email-fault\"", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ForAManager_ShowsAndOffersNothing()
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.CustomerManager);

        var shown = await visitor.GetAsync(Customer);

        Assert.Equal((200, "Customer"), (shown.Status, PageAnswer.Heading(shown)));
        Assert.DoesNotContain("<form", shown.Body[shown.Body.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("/console/customer/", shown.Body, StringComparison.Ordinal);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : OwnCustomerPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : OwnCustomerPageTests(service);
}
