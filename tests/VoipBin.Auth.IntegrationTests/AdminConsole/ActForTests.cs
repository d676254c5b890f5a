using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>An operator acts for a customer: on the record, in its console and in no other, and with what he may do there.</summary>
public abstract class ActForTests(AuthService service)
{
    [Fact]
    public async Task Begin_WithAReason_IsRecordedAndLeadsToTheConsole()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, superAdmin) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);

        var response = await visitor.SubmitAsync($"/console/customers/{tenant.CustomerId}/act", ("reason", $"  {Deputy.Reason}  "));

        Assert.Equal((303, "/console", "no-store"), (response.Status, response.Header("Location"), response.Header("Cache-Control")));
        Assert.Matches("^voipbin_console_delegate=eyJ[A-Za-z0-9._-]+; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict$", Assert.Single(response.Headers["Set-Cookie"]));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.delegated", tenant.CustomerId, (Guid?)superAdmin.Id), (audited.Type, audited.CustomerId, audited.AgentId));
        Assert.Contains($"\"{Deputy.Reason}\"", audited.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("too short")]
    [InlineData("turned \u202E round")]
    public async Task Begin_WithoutAGoodReason_ShowsTheFormAgain(string reason)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);

        var response = await visitor.SubmitAsync($"/console/customers/{tenant.CustomerId}/act", ("reason", reason));

        Assert.Equal((400, "Act for this customer?"), (response.Status, PageAnswer.Heading(response)));
        Assert.Equal((reason, false), (Visitor.ValueOf(response, "reason"), visitor.Cookies.ContainsKey(Visitor.DelegateCookie)));
        Assert.Contains("id=\"reason-fault\"", response.Body, StringComparison.Ordinal);
        Assert.False(await service.Seed.IsAuditedAsync(response));
    }

    [Fact]
    public async Task Begin_ForAFrozenCustomer_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var path = $"/console/customers/{tenant.CustomerId}";
        var form = await visitor.GetAsync($"{path}/act");
        await service.Seed.FreezeAsync(tenant.CustomerId);

        var response = await visitor.SubmitAsync(form, $"{path}/act", ("reason", Deputy.Reason));

        Assert.Equal((303, $"{path}?done=customer-unchanged"), (response.Status, response.Header("Location")));
        Assert.False(visitor.Cookies.ContainsKey(Visitor.DelegateCookie));
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/accesskeys")]
    [InlineData("/console/accesskeys/{key}")]
    [InlineData("/console/accesskeys/{key}/delete")]
    public async Task Page_WhileActing_SaysForWhomAndUntilWhen(string path)
    {
        var deputy = await Deputy.BeginAsync(service);

        var body = (await deputy.Visitor.GetAsync(path.Replace("{key}", $"{deputy.Target.AccesskeyId}", StringComparison.Ordinal))).Body;

        Assert.Matches($"You act for <strong><bdi>Customer [0-9]+</bdi></strong> until\\s+<time datetime=\"{deputy.Ends:yyyy-MM-ddTHH:mm:ssZ}\"", body);
        Assert.Matches("<p class=\"whose\"><bdi>Customer [0-9]+</bdi></p>", body);
        Assert.Contains($"<span class=\"who\"><bdi>{deputy.Operator.Username}</bdi></span>", body, StringComparison.Ordinal);
        Assert.Contains($"action=\"{Deputy.Stop}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/customers", body, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/accesskeys/new", body, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"name\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfSomebodyWhoActsForNobody_HasNoBanner()
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);

        Assert.DoesNotContain("You act for", (await visitor.GetAsync("/console")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/console/accesskeys/new")]
    [InlineData("/console/customers")]
    [InlineData("/console/customers/{customer}")]
    [InlineData("/console/customers/{customer}/act")]
    public async Task Page_ThatADelegateMayNot_IsNotReached(string path)
    {
        var deputy = await Deputy.BeginAsync(service);

        var response = await deputy.Visitor.GetAsync(path.Replace("{customer}", $"{deputy.Target.CustomerId}", StringComparison.Ordinal));

        PageAnswer.Is(response, 403, "This page is not for you");
        Assert.Contains("While you act for a customer", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WhileActing_RevokesTheCustomersKeyInTheNameOfTheOperator()
    {
        var deputy = await Deputy.BeginAsync(service);

        var response = await deputy.Visitor.SubmitAsync($"/console/accesskeys/{deputy.Target.AccesskeyId}/delete");

        Assert.Equal((303, 401), (response.Status, await service.StatusOfAsync(deputy.Target.Accesskey)));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("accesskey.deleted", deputy.Target.CustomerId, (Guid?)deputy.Operator.Id), (audited.Type, audited.CustomerId, audited.AgentId));
    }

    /// <summary>Two tabs of one browser share its cookies: what was filled in as oneself in one must not be done as the delegate of the other, nor the other way round.</summary>
    [Fact]
    public async Task Form_OfTheOtherSideOfActing_IsOutOfDate()
    {
        var (visitor, superAdmin) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var (own, tenant) = (await service.Seed.AddAccesskeyAsync(superAdmin.CustomerId), await service.Seed.AddTenantAsync());
        var (ownPath, path) = ($"/console/accesskeys/{own.Accesskey.Id}/delete", $"/console/accesskeys/{tenant.AccesskeyId}/delete");
        var ownForm = await visitor.GetAsync(ownPath);
        await visitor.SubmitAsync($"/console/customers/{tenant.CustomerId}/act", ("reason", Deputy.Reason));
        var form = await visitor.GetAsync(path);

        var sentWhileActing = new[] { await visitor.SubmitAsync(ownForm, ownPath), await visitor.SubmitAsync(ownForm, path) };
        visitor.Cookies.Remove(Visitor.DelegateCookie);
        var sentAsOneself = new[] { await visitor.SubmitAsync(form, path), await visitor.SubmitAsync(form, ownPath) };

        Assert.All(sentWhileActing.Concat(sentAsOneself), response => Assert.EndsWith("?done=form-out-of-date", response.Header("Location"), StringComparison.Ordinal));
        Assert.Equal("200 200", await service.StatusesOfAsync(own.Text, tenant.Accesskey));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ActForTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ActForTests(service);
}
