using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.AdminConsole.Activity;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The page of what happened: in which words, and which of it.</summary>
public abstract partial class ActivityPageTests(AuthService service)
{
    private const string Activity = "/console/activity";

    [Fact]
    public async Task List_AnEvent_SaysInWordsWhoDidWhatAndFromWhere()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.CallAsync("PUT", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Token, """{"name":"<i>billing</i>"}""");

        var body = (await Visitor.With(service, tenant.Token).GetAsync(Activity)).Body;

        Assert.Contains("<strong>An accesskey&#x27;s name or detail was changed</strong>", body, StringComparison.Ordinal);
        Assert.Contains($"href=\"/console/accesskeys/{tenant.AccesskeyId}\"><bdi>&lt;i&gt;billing&lt;/i&gt;</bdi></a>", body, StringComparison.Ordinal);
        Assert.Contains($"<a class=\"party\" href=\"/console/agents/{tenant.Admin.Id}\"><bdi>{tenant.Admin.Username}</bdi></a>", body, StringComparison.Ordinal);
        Assert.Contains("<bdi class=\"address\">127.0.0.1</bdi>", body, StringComparison.Ordinal);
        Assert.Matches("<dt>Name</dt>\\s*<dd>\\s*<del><bdi>[^<]*</bdi></del>\\s*<span[^>]*>→</span>\\s*<span[^>]*>changed to</span>\\s*<bdi>&lt;i&gt;billing&lt;/i&gt;</bdi>", body);
        Assert.DoesNotContain("<i>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_DoneByAKeyOrByAnOperatorOrByNobody_SaysSo()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (_, operatorAgent) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var deleted = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        await service.CallAsync("DELETE", $"/v1.0/accesskeys/{deleted.Accesskey.Id}", tenant.Accesskey);
        await service.CallAsync("POST", "/auth/delegate", service.Seed.IssueToken(operatorAgent), JsonText.Write(new { customer_id = tenant.CustomerId, reason = "looks after them" }));
        await AddAsync(tenant, "future.kind", service.Clock.GetUtcNow());

        var page = await Visitor.With(service, tenant.Token).GetAsync(Activity);

        Assert.Equal(["future.kind", "An operator began to act for the account", "An accesskey was deleted"], WhatOf(page));
        Assert.Contains($"href=\"/console/accesskeys/{tenant.AccesskeyId}\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"/console/accesskeys/{deleted.Accesskey.Id}", page.Body, StringComparison.Ordinal);
        Assert.Contains("Without signing in", page.Body, StringComparison.Ordinal);
        Assert.Contains("Somebody outside this account", page.Body, StringComparison.Ordinal);
        Assert.Contains("looks after them", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(operatorAgent.Username, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_DoneByAnAgentWhoIsRemoved_NamesHimAndLeadsNowhere()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var gone = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        await service.CallAsync("PUT", $"/v1.0/agents/{gone.Id}", tenant.Token, """{"detail":"soon to go"}""");
        await service.Seed.DeleteAgentAsync(gone.Id);

        var body = (await Visitor.With(service, tenant.Token).GetAsync(Activity)).Body;

        Assert.Contains($"<bdi class=\"party\">{gone.Username}</bdi>", body, StringComparison.Ordinal);
        Assert.DoesNotContain($"/console/agents/{gone.Id}", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("?kind=accesskey.created", 2)]
    [InlineData("?kind=accesskey.created&by=", 2)]
    [InlineData("?by={admin}", 3)]
    [InlineData("?by={admin}&kind=accesskey.created", 1)]
    [InlineData("?by={other}", 0)]
    [InlineData("?from={today}", 3)]
    [InlineData("?to={yesterday}", 2)]
    [InlineData("?from={yesterday}&to={yesterday}", 2)]
    [InlineData("?from={today}&to={yesterday}", 0)]
    [InlineData("?kind=nonsense&by=me&from=soon&to=9999-12-31&older=x&newer=x", 5)]
    [InlineData("?kind=accesskey.created&kind=accesskey.deleted&by=%00", 5)]
    public async Task List_Filtered_ShowsThose(string query, int count)
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        await AddAsync(other, "accesskey.created", service.Clock.GetUtcNow());
        var today = new DateTimeOffset(service.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        await AddAsync(tenant, "accesskey.created", today.AddMicroseconds(-1), isAdmins: true);
        await AddAsync(tenant, "accesskey.deleted", today.AddDays(-1), isAdmins: true);
        await AddAsync(tenant, "accesskey.created", today);
        await AddAsync(tenant, "login.refused", today);
        await AddAsync(tenant, "accesskey.updated", today, isAdmins: true);
        query = query
            .Replace("{admin}", $"{tenant.Admin.Id}", StringComparison.Ordinal).Replace("{other}", $"{other.Admin.Id}", StringComparison.Ordinal)
            .Replace("{today}", DayOf(today), StringComparison.Ordinal).Replace("{yesterday}", DayOf(today.AddDays(-1)), StringComparison.Ordinal);

        var page = await Visitor.With(service, tenant.Token).GetAsync(Activity + query);

        Assert.Equal((200, count), (page.Status, WhatOf(page).Count));
        Assert.DoesNotContain(other.Admin.Username, page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?kind=accesskey.updated")]
    public async Task List_MoreThanAPage_GoesToOlderOnesAndBack(string query)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var visitor = Visitor.With(service, tenant.Token);

        // Many at one instant: a place among them must be one place.
        var now = service.Clock.GetUtcNow();
        for (var number = 0; number < (2 * ActivityViews.PageSize) + 2; number++)
        {
            await AddAsync(tenant, "accesskey.updated", now.AddSeconds(-(number / 10)));
        }

        var first = await visitor.GetAsync(Activity + query);
        var second = await visitor.GetAsync(LinkOf(first, "next")!);
        var third = await visitor.GetAsync(LinkOf(second, "next")!);
        var secondAgain = await visitor.GetAsync(LinkOf(third, "prev")!);
        var firstAgain = await visitor.GetAsync(LinkOf(secondAgain, "prev")!);

        Assert.Equal([ActivityViews.PageSize, ActivityViews.PageSize, 2], new[] { first, second, third }.Select(page => RequestsOf(page).Count));
        Assert.Equal((2 * ActivityViews.PageSize) + 2, new[] { first, second, third }.SelectMany(RequestsOf).Distinct().Count());
        Assert.Equal(RequestsOf(second), RequestsOf(secondAgain));
        Assert.Equal(RequestsOf(first), RequestsOf(firstAgain));
        Assert.Equal((null, null, null), (LinkOf(first, "prev"), LinkOf(third, "next"), LinkOf(firstAgain, "prev")));
        Assert.Equal(LinkOf(first, "next"), LinkOf(firstAgain, "next"));
    }

    [Fact]
    public async Task List_AfterTheLastEvent_SaysSoAndLeadsBack()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var now = service.Clock.GetUtcNow();
        await AddAsync(tenant, "accesskey.updated", now);
        var visitor = Visitor.With(service, tenant.Token);

        var page = await visitor.GetAsync($"{Activity}?older={new PageCursor(now.AddDays(-1), Guid.Empty)}");

        Assert.Contains("Nothing older is kept.", page.Body, StringComparison.Ordinal);
        Assert.Equal(Activity, LinkOf(page, "prev"));
    }

    [Fact]
    public async Task List_NothingOrNothingLikeIt_SaysSo()
    {
        var (visitor, _) = await Visitor.AddAsync(service);

        Assert.Contains("Nothing has happened yet", (await visitor.GetAsync(Activity)).Body, StringComparison.Ordinal);
        var filtered = (await visitor.GetAsync(Activity + "?kind=login.refused")).Body;
        Assert.Contains("Nothing like this happened", filtered, StringComparison.Ordinal);
        Assert.Contains("<option value=\"login.refused\" selected", filtered, StringComparison.Ordinal);
    }

    private static string DayOf(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<string> WhatOf(RawResponse page) => [.. WhatPattern().Matches(page.Body).Select(match => WebUtility.HtmlDecode(match.Groups["what"].Value))];

    private static List<string> RequestsOf(RawResponse page) => [.. RequestPattern().Matches(page.Body).Select(match => match.Groups["id"].Value)];

    private static string? LinkOf(RawResponse page, string rel) =>
        LinkPattern().Matches(page.Body).FirstOrDefault(match => match.Groups["rel"].Value == rel)?.Groups["href"].Value.Replace("&amp;", "&", StringComparison.Ordinal);

    private async Task AddAsync(Tenant tenant, string type, DateTimeOffset at, bool isAdmins = false)
    {
        var caller = isAdmins ? new Caller(CredentialKind.Token, tenant.CustomerId, Guid.CreateVersion7(), at, Permission.CustomerAdmin) { AgentId = tenant.Admin.Id } : null;
        var audited = AuditEvent.Create(type, tenant.CustomerId, tenant.AccesskeyId, new RequestOrigin(Guid.CreateVersion7().ToString("N"), Address: null), at, caller);
        await service.Seed.InDatabaseAsync(database =>
        {
            database.Add(audited);
            return database.SaveChangesAsync();
        });
    }

    [GeneratedRegex("<td role=\"cell\" class=\"title\">\\s*<(strong|code)>(?<what>[^<]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhatPattern();

    [GeneratedRegex("<dt>Request</dt>\\s*<dd><code>(?<id>[^<]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestPattern();

    [GeneratedRegex("<a rel=\"(?<rel>prev|next)\" href=\"(?<href>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ActivityPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ActivityPageTests(service);
}
