using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages on which agents are found, named and removed.</summary>
public abstract partial class AgentPageTests(AuthService service)
{
    private const string Table = "/console/agents";

    [Theory]
    [InlineData("", "Ämilie, Bob 100%, Zoe")]
    [InlineData("?q=BOB", "Bob 100%")]
    [InlineData("?q=%C3%84mi", "Ämilie")]
    [InlineData("?q=%25", "Bob 100%")]
    [InlineData("?q=_", "")]
    [InlineData("?q=AGENT", "Ämilie, Bob 100%, Zoe")]
    [InlineData("?q=%00&page=-3", "Ämilie, Bob 100%, Zoe")]
    [InlineData("?page=99", "Ämilie, Bob 100%, Zoe")]
    public async Task List_Searched_ShowsThoseByUsername(string query, string names)
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        await NameAsync(admin, "Ämilie");
        await NameAsync(await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerManager), "Bob 100%");
        await NameAsync(await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent), "Zoe");
        await service.Seed.AddTenantAsync();

        var response = await visitor.GetAsync(Table + query);
        response = response.Status == 302 ? await visitor.GetAsync(response.Header("Location")) : response;

        Assert.Equal((200, names), (response.Status, string.Join(", ", NamesOf(response))));
    }

    [Fact]
    public async Task List_MoreThanAPage_ShowsEachAgentOnce()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        for (var number = 0; number < AgentSearch.PageSize + 1; number++)
        {
            await NameAsync(await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent), string.Create(CultureInfo.InvariantCulture, $"agent {number:00}"));
        }

        var first = await visitor.GetAsync($"{Table}?q=agent+");
        var second = await visitor.GetAsync($"{Table}?q=agent+&page=2");

        Assert.Contains("Page 1 of 2", first.Body, StringComparison.Ordinal);
        Assert.Equal(AgentSearch.PageSize + 2, NamesOf(first).Concat(NamesOf(second)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task List_OfEachKind_SaysWhatTheyMayAndWhoHasNoPassword()
    {
        var (visitor, admin) = await Visitor.AddAsync(service, password: Visitor.Password);
        await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent | Permission.CustomerManager);

        var body = (await visitor.GetAsync(Table)).Body;

        Assert.Contains("<span>Admin</span>", body, StringComparison.Ordinal);
        Assert.Contains("<span>Manager and Agent</span>", body, StringComparison.Ordinal);
        Assert.Equal(1, body.Split("Invited, not set yet").Length - 1);
        Assert.Equal(1, body.Split("(you)").Length - 1);
    }

    [Fact]
    public async Task Save_GoodForm_RenamesAndShowsHtmlAsText()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAgent);

        var saved = await visitor.SubmitAsync($"{Table}/{agent.Id}", ("name", "<i>Jane</i>"), ("detail", "why"));
        var shown = await visitor.GetAsync(saved.Header("Location"));

        Assert.Equal((303, $"{Table}/{agent.Id}?done=saved"), (saved.Status, saved.Header("Location")));
        Assert.Equal(("<i>Jane</i>", "<i>Jane</i>"), (PageAnswer.Heading(shown), Visitor.ValueOf(shown, "name")));
        Assert.DoesNotContain("<i>", shown.Body + (await visitor.GetAsync(Table)).Body, StringComparison.Ordinal);
        Assert.Equal("agent.updated", (await service.Seed.AuditedAsync(saved)).Type);
    }

    [Fact]
    public async Task Save_TooLong_ShowsTheFormAgainWithWhatWasTyped()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var typed = new string('x', 256);

        var response = await visitor.SubmitAsync($"{Table}/{admin.Id}", ("name", typed));

        Assert.Equal((400, typed), (response.Status, Visitor.ValueOf(response, "name")));
        Assert.Contains("id=\"name-fault\"", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_Twice_EndsTheAgentOnce()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var agent = await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerManager);
        var (path, token) = ($"{Table}/{agent.Id}/delete", service.Seed.IssueToken(agent));
        var asked = await visitor.GetAsync(path);
        var before = await MeAsync(token);

        var removed = await visitor.SubmitAsync(asked, path);
        var twice = await visitor.SubmitAsync(asked, path);

        Assert.Equal((200, 200, 401), (asked.Status, before, await MeAsync(token)));
        Assert.Equal((303, $"{Table}?done=agent-removed"), (removed.Status, removed.Header("Location")));
        Assert.Equal("agent.deleted", (await service.Seed.AuditedAsync(removed)).Type);
        Assert.Equal((303, $"{Table}?done=agent-gone"), (twice.Status, twice.Header("Location")));
    }

    [Fact]
    public async Task Remove_TheLastAdmin_IsRefusedKindly()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        var before = await service.Seed.SnapshotAsync(admin.CustomerId);

        var response = await visitor.SubmitAsync($"{Table}/{admin.Id}/delete");

        Assert.Equal((409, "Remove yourself?"), (response.Status, PageAnswer.Heading(response)));
        Assert.Contains("Appoint another one first.", PageAnswer.Alert(response), StringComparison.Ordinal);
        Assert.Equal(before, await service.Seed.SnapshotAsync(admin.CustomerId));
    }

    [Fact]
    public async Task Remove_Oneself_SignsOut()
    {
        var (visitor, admin) = await Visitor.AddAsync(service);
        await service.Seed.AddAgentAsync(admin.CustomerId, Permission.CustomerAdmin);

        var response = await visitor.SubmitAsync($"{Table}/{admin.Id}/delete");

        Assert.Equal((303, "/console/sign-in?done=agent-removed"), (response.Status, response.Header("Location")));
        Assert.False(visitor.Cookies.ContainsKey(Visitor.SessionCookie));
    }

    /// <summary>What a manager may not do to an admin is neither shown nor done; himself he may name.</summary>
    [Fact]
    public async Task Page_ForAManager_OffersWhatHeMayDo()
    {
        var (visitor, manager) = await Visitor.AddAsync(service, Permission.CustomerManager);
        var admin = await service.Seed.AddAgentAsync(manager.CustomerId, Permission.CustomerAdmin);
        var agent = await service.Seed.AddAgentAsync(manager.CustomerId, Permission.CustomerAgent);

        Assert.Equal("", await OffersAsync(visitor, admin));
        Assert.Equal("delete password-link", await OffersAsync(visitor, agent));
        Assert.Equal("username sessions/password", await OffersAsync(visitor, manager));
        var form = await visitor.GetAsync($"{Table}/{agent.Id}/delete");
        var before = await service.Seed.SnapshotAsync(manager.CustomerId);
        foreach (var page in new[] { "", "/delete", "/username", "/permission", "/password", "/password-link" })
        {
            Assert.Equal(page.Length == 0 ? 200 : 403, (await visitor.GetAsync($"{Table}/{admin.Id}{page}")).Status);
            Assert.Equal(403, (await visitor.SubmitAsync(form, $"{Table}/{admin.Id}{page}", ("name", "x"), ("username", "x@example.net"), ("password", Visitor.Password))).Status);
        }

        Assert.Equal(before, await service.Seed.SnapshotAsync(manager.CustomerId));
    }

    [Theory]
    [InlineData(Permission.CustomerAdmin)]
    [InlineData(Permission.ProjectSuperAdmin)]
    internal async Task Page_OfAnotherCustomersAgent_IsNotThere(Permission permission)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, agent) = await Visitor.AddAsync(service, permission);
        var colleague = await service.Seed.AddAgentAsync(agent.CustomerId, Permission.CustomerAgent);
        var form = await visitor.GetAsync($"{Table}/{colleague.Id}/password-link");
        var before = await service.Seed.SnapshotAsync(tenant.CustomerId);

        foreach (var page in new[] { "", "/delete", "/username", "/permission", "/password", "/password-link" })
        {
            var path = $"{Table}/{tenant.Admin.Id}{page}";
            PageAnswer.Is(await visitor.GetAsync(path), 404, "There is nothing here");
            var sent = await visitor.SubmitAsync(form, path, ("name", "x"), ("username", "x@example.net"), ("password", Visitor.Password));
            Assert.Equal(page == "/delete" ? 303 : 404, sent.Status);
            Assert.False(await service.Seed.IsAuditedAsync(sent));
        }

        Assert.Equal(before, await service.Seed.SnapshotAsync(tenant.CustomerId));
    }

    /// <summary>Where the page of an agent leads, from the path of that agent.</summary>
    private static async Task<string> OffersAsync(Visitor visitor, Agent agent)
    {
        var body = (await visitor.GetAsync($"{Table}/{agent.Id}")).Body;
        var links = LinkPattern().Matches(body[body.IndexOf("<main", StringComparison.Ordinal)..]).Select(match => match.Groups["path"].Value);
        return string.Join(' ', links.Where(link => link != "agents").Select(link => link.Replace($"agents/{agent.Id}/", "", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> NamesOf(RawResponse response) => NamePattern().Matches(response.Body).Select(match => WebUtility.HtmlDecode(match.Groups["name"].Value));

    private async Task<int> MeAsync(string token) => (await service.CallAsync("GET", "/v1.0/me", token)).Status;

    private Task NameAsync(Agent agent, string name) => service.Seed.SqlAsync($"UPDATE agents SET name = {name} WHERE id = {agent.Id}");

    [GeneratedRegex("class=\"title\">\\s*<a href=\"[^\"]+\"><bdi>(?<name>[^<]*)</bdi>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("<a [^>]*href=\"/console/(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AgentPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AgentPageTests(service);
}
