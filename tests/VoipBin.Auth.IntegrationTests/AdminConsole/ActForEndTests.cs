using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>However an operator's acting ends, it ends at once: he is told, and what he sends then is done to nobody.</summary>
public abstract class ActForEndTests(AuthService service)
{
    private const string Ended = "/console?done=delegation-ended";

    [Fact]
    public async Task Stop_Pressed_RevokesTheTokenAndLeadsBackToTheCustomer()
    {
        var deputy = await Deputy.BeginAsync(service);
        var page = await deputy.Visitor.GetAsync("/console");

        var response = await deputy.Visitor.PressAsync(page, Deputy.Stop);
        var shown = await deputy.Visitor.GetAsync(response.Header("Location"));

        Assert.Equal((303, $"{deputy.Page}?done=acting-stopped"), (response.Status, response.Header("Location")));
        Assert.Equal("401 200", await service.StatusesOfAsync(deputy.Token, deputy.Visitor.Cookies[Visitor.SessionCookie]));
        Assert.False(deputy.Visitor.Cookies.ContainsKey(Visitor.DelegateCookie));
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.delegation_ended", deputy.Target.CustomerId, (Guid?)deputy.Operator.Id), (audited.Type, audited.CustomerId, audited.AgentId));
        Assert.Contains("You no longer act for this customer.", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("You act for", shown.Body, StringComparison.Ordinal);

        // From another tab, which still shows the banner.
        Assert.Equal(403, (await deputy.Visitor.PressAsync(page, Deputy.Stop)).Status);
        Assert.Equal(200, (await deputy.Visitor.GetAsync("/console")).Status);
    }

    [Fact]
    public async Task Stop_WhenTheCustomerWasFrozen_RevokesTheTokenToo()
    {
        var deputy = await Deputy.BeginAsync(service);
        var page = await deputy.Visitor.GetAsync("/console");
        await service.Seed.FreezeAsync(deputy.Target.CustomerId);

        Assert.Equal($"{deputy.Page}?done=acting-stopped", (await deputy.Visitor.PressAsync(page, Deputy.Stop)).Header("Location"));
        Assert.Equal(401, await service.StatusOfAsync(deputy.Token));
    }

    [Fact]
    public async Task SignOut_WhileActing_EndsBothTokens()
    {
        var deputy = await Deputy.BeginAsync(service);
        var own = deputy.Visitor.Cookies[Visitor.SessionCookie];

        var response = await deputy.Visitor.PressAsync(await deputy.Visitor.GetAsync("/console/accesskeys"), "/console/sign-out");

        Assert.Equal((303, "/console/sign-in?done=signed-out"), (response.Status, response.Header("Location")));
        Assert.Equal("401 401", await service.StatusesOfAsync(deputy.Token, own));
        Assert.Equal(["voipbin_form"], deputy.Visitor.Cookies.Keys);
        Assert.Equal(deputy.Operator.CustomerId, (await service.Seed.AuditedAsync(response)).CustomerId);
    }

    /// <summary>The last column is the status of the page to which one is led, as oneself.</summary>
    [Theory]
    [InlineData("revoked", Ended, 200)]
    [InlineData("signed out elsewhere", Ended, 302)]
    [InlineData("password changed", Ended, 302)]
    [InlineData("bit lost", Ended, 200)]
    [InlineData("operator frozen", Ended, 403)]
    [InlineData("customer frozen", "{page}?done=delegation-ended", 200)]
    [InlineData("customer deleted", Ended, 200)]
    public async Task Page_AndForm_AfterTheEnd_LeadBackAndDoNothing(string how, string location, int status)
    {
        var deputy = await Deputy.BeginAsync(service);
        var (visitor, path) = (deputy.Visitor, $"/console/accesskeys/{deputy.Target.AccesskeyId}/delete");
        var form = await visitor.GetAsync(path);
        Assert.Equal(200, form.Status);
        await EndAsync(how, deputy);
        var before = await service.Seed.SnapshotAsync();
        location = location.Replace("{page}", deputy.Page, StringComparison.Ordinal);

        var sent = await visitor.SubmitAsync(form, path);
        var isCleared = !visitor.Cookies.Remove(Visitor.DelegateCookie);
        visitor.Cookies[Visitor.DelegateCookie] = deputy.Token;
        var shown = await visitor.GetAsync("/console/accesskeys");

        Assert.Equal((303, location, true), (sent.Status, sent.Header("Location"), isCleared));
        Assert.Equal((302, location), (shown.Status, shown.Header("Location")));
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        var afterwards = await visitor.GetAsync(location);
        Assert.Equal(status, afterwards.Status);
        Assert.DoesNotContain("You act for", afterwards.Body, StringComparison.Ordinal);
    }

    /// <summary>The cookie is older than the token, so that the browser still sends it, and the operator is told.</summary>
    [Fact]
    public async Task Page_AfterEightHours_IsOnesOwnAgain()
    {
        var deputy = await Deputy.BeginAsync(service);
        var form = await deputy.Visitor.GetAsync($"/console/accesskeys/{deputy.Target.AccesskeyId}/delete");

        int before;
        using (service.Clock.HoldAt(deputy.Ends.AddTicks(-10)))
        {
            before = (await deputy.Visitor.GetAsync("/console")).Status;
        }

        using var hold = service.Clock.HoldAt(deputy.Ends);
        var sent = await deputy.Visitor.SubmitAsync(form, $"/console/accesskeys/{deputy.Target.AccesskeyId}/delete");
        var shown = await deputy.Visitor.GetAsync(sent.Header("Location"));

        Assert.Equal((200, 303, Ended), (before, sent.Status, sent.Header("Location")));
        Assert.Equal(200, shown.Status);
        Assert.Contains("You no longer act for the customer.", shown.Body, StringComparison.Ordinal);
        Assert.Equal(200, await service.StatusOfAsync(deputy.Target.Accesskey));
    }

    private async Task EndAsync(string how, Deputy deputy)
    {
        switch (how)
        {
            case "revoked":
                await service.CallAsync("POST", "/auth/logout", deputy.Token, "{}");
                break;
            case "signed out elsewhere":
                await service.CallAsync("POST", "/auth/logout", deputy.Visitor.Cookies[Visitor.SessionCookie], "{}");
                break;
            case "password changed":
                await service.Seed.RaiseGenerationAsync(deputy.Operator.Id);
                break;
            case "bit lost":
                await service.Seed.SetPermissionAsync(deputy.Operator.Id, Permission.CustomerAdmin);
                break;
            case "operator frozen":
                await service.Seed.FreezeAsync(deputy.Operator.CustomerId);
                break;
            case "customer frozen":
                await service.Seed.FreezeAsync(deputy.Target.CustomerId);
                break;
            default:
                await service.Seed.DeleteCustomerAsync(deputy.Target.CustomerId);
                break;
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ActForEndTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ActForEndTests(service);
}
