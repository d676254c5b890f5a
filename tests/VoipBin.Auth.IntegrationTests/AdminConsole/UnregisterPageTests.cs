using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Unregister;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages on which a customer leaves, and thinks again.</summary>
public abstract class UnregisterPageTests(AuthService service)
{
    private const string Unregister = "/console/customer/unregister";
    private const string Recover = "/console/customer/recover";

    [Fact]
    public async Task Unregister_InThirtyDays_FreezesAndIsTakenBack()
    {
        var (leaver, name) = await AddAsync();
        var visitor = Visitor.With(service, leaver.Token);

        var left = await visitor.SubmitAsync(Unregister, Form(name));
        var frozen = await service.StatusOfAsync(leaver.Accesskey);
        var shown = await visitor.GetAsync(left.Header("Location"));
        var recovered = await visitor.SubmitAsync(shown, Recover);
        var twice = await visitor.SubmitAsync(shown, Recover);

        Assert.Equal((303, $"{Recover}?done=account-unregistered", 403), (left.Status, left.Header("Location"), frozen));
        Assert.Equal((200, "This account is frozen"), (shown.Status, PageAnswer.Heading(shown)));
        Assert.Contains($"datetime=\"{(await service.Seed.AuditedAsync(left)).TmCreate.AddDays(30):yyyy-MM-ddTHH:mm:ssZ}\"", shown.Body, StringComparison.Ordinal);
        Assert.All([recovered, twice], response => Assert.Equal((303, "/console/customer?done=account-recovered"), (response.Status, response.Header("Location"))));
        Assert.Equal((200, "customer.recovered"), (await service.StatusOfAsync(leaver.Accesskey), (await service.Seed.AuditedAsync(recovered)).Type));
    }

    [Fact]
    public async Task Unregister_AtOnce_DeletesAndSignsOut()
    {
        var (leaver, name) = await AddAsync();
        var visitor = Visitor.With(service, leaver.Token);

        var left = await visitor.SubmitAsync(Unregister, Form(name, when: "now"));

        Assert.Equal((303, "/console/sign-in?done=account-deleted"), (left.Status, left.Header("Location")));
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
        Assert.Equal(401, await service.StatusOfAsync(leaver.Accesskey));
    }

    [Theory]
    [InlineData("", Leaver.Password, "confirmation")]
    [InlineData("somebody else", Leaver.Password, "confirmation")]
    [InlineData("{name}", "wrong", "password")]
    [InlineData("{name}", "", "password")]
    public async Task Unregister_NotConfirmed_DoesNothing(string confirmation, string password, string fault)
    {
        var (leaver, name) = await AddAsync();
        var before = await service.Seed.SnapshotAsync(leaver.CustomerId);

        var response = await Visitor.With(service, leaver.Token).SubmitAsync(
            Unregister, ("when", "now"), ("confirmation", confirmation.Replace("{name}", name, StringComparison.Ordinal)), ("password", password));

        Assert.Equal((400, "Unregister?"), (response.Status, PageAnswer.Heading(response)));
        Assert.Contains($"id=\"{fault}-fault\"", response.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"now\" required checked", response.Body, StringComparison.Ordinal);
        Assert.Equal(before, await service.Seed.SnapshotAsync(leaver.CustomerId));
    }

    [Fact]
    public async Task Page_WhileTheDeletionIsPlanned_LeadsTheAdminToTheWayBackAndNobodyElse()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);
        var (admin, manager) = (Visitor.With(service, leaver.Token), Visitor.With(service, leaver.ManagerToken));

        var (ofAdmin, ofManager) = (await admin.GetAsync("/console/customer"), await manager.GetAsync("/console/customer"));

        PageAnswer.Is(ofAdmin, 403, "This account is frozen");
        Assert.Contains($"href=\"{Recover}\"", ofAdmin.Body, StringComparison.Ordinal);
        PageAnswer.Is(ofManager, 403, "This account is frozen");
        Assert.DoesNotContain(Recover, ofManager.Body, StringComparison.Ordinal);
        PageAnswer.Is(await manager.GetAsync(Recover), 403, "This page is not for you");
        Assert.Equal(403, (await manager.SubmitAsync(await manager.GetAsync("/console/sessions"), Recover)).Status);
        Assert.Equal((200, 200), ((await admin.GetAsync(Recover)).Status, (await admin.GetAsync("/console/sessions")).Status));
        PageAnswer.Is(await admin.GetAsync("/console/sessions/password"), 403, "This account is frozen");
    }

    [Fact]
    public async Task Recover_OfACustomerThatAnOperatorFroze_IsNotOffered()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        await service.Seed.FreezeAsync(agent.CustomerId);

        var shown = await visitor.GetAsync(Recover);
        var sent = await visitor.SubmitAsync(await visitor.GetAsync("/console/sessions"), Recover);

        Assert.Equal((200, 409), (shown.Status, sent.Status));
        Assert.DoesNotContain("Recover the account", shown.Body, StringComparison.Ordinal);
        Assert.Contains("operator", PageAnswer.Alert(sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_NotFrozen_LeadsToTheCustomer()
    {
        var (visitor, _) = await Visitor.AddAsync(service);

        var response = await visitor.GetAsync(Recover);

        Assert.Equal((302, "/console/customer"), (response.Status, response.Header("Location")));
    }

    /// <summary>A frozen customer cannot sign in: the page that says so leads to the way back.</summary>
    [Fact]
    public async Task Recover_SignedOut_NeedsNameAndPasswordOfAnAdmin()
    {
        var (leaver, _) = await Leaver.AddGoneAsync(service);
        var visitor = new Visitor(service);
        var refused = await visitor.SubmitAsync("/console/sign-in", ("username", leaver.Admin.Username), ("password", Leaver.Password));

        var wrong = await visitor.SubmitAsync("/console/recover", ("username", leaver.Admin.Username), ("password", "wrong"));
        var manager = await visitor.SubmitAsync("/console/recover", ("username", leaver.Manager.Username), ("password", Leaver.ManagerPassword));
        var empty = await visitor.SubmitAsync("/console/recover", ("username", ""), ("password", ""));
        var stillFrozen = await service.StatusOfAsync(leaver.Accesskey);
        var recovered = await visitor.SubmitAsync("/console/recover", ("username", leaver.Admin.Username), ("password", Leaver.Password));

        PageAnswer.Is(refused, 403, "This account is frozen");
        Assert.Contains("href=\"/console/recover\"", refused.Body, StringComparison.Ordinal);
        Assert.Equal(PageAnswer.Alert(wrong), PageAnswer.Alert(manager));
        Assert.Equal((400, 400, 400, 403), (wrong.Status, manager.Status, empty.Status, stillFrozen));
        Assert.Equal((303, "/console/sign-in?done=account-recovered"), (recovered.Status, recovered.Header("Location")));
        Assert.Equal(200, await service.StatusOfAsync(leaver.Accesskey));
    }

    private static (string Name, string Value)[] Form(string name, string when = "later") => [("when", when), ("confirmation", $" {name}  "), ("password", Leaver.Password)];

    private async Task<(Leaver Leaver, string Name)> AddAsync()
    {
        var leaver = await Leaver.AddAsync(service);
        return (leaver, (await service.CallAsync("GET", "/v1.0/customer", leaver.Token)).Json.Text("name")!);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : UnregisterPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : UnregisterPageTests(service);
}
