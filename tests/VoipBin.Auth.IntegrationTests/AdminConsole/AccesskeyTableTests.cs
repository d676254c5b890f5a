using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The table of accesskeys: which keys it shows, in which order, and what it says of them.</summary>
public abstract partial class AccesskeyTableTests(AuthService service)
{
    private const string Table = "/console/accesskeys";

    [Theory]
    [InlineData("", "Zeta, alpha, Beta 100%")]
    [InlineData("?sort=created&dir=asc", "Beta 100%, alpha, Zeta")]
    [InlineData("?sort=name", "alpha, Beta 100%, Zeta")]
    [InlineData("?sort=name&dir=desc", "Zeta, Beta 100%, alpha")]
    [InlineData("?sort=expires", "alpha, Zeta, Beta 100%")]
    [InlineData("?sort=expires&dir=desc", "Beta 100%, Zeta, alpha")]
    [InlineData("?sort=used", "Zeta, Beta 100%, alpha")]
    [InlineData("?sort=used&dir=asc", "Beta 100%, Zeta, alpha")]
    [InlineData("?sort=nonsense&dir=up&page=-1", "Zeta, alpha, Beta 100%")]
    [InlineData("?q=ALPHA", "alpha")]
    [InlineData("?q=the+detail+of", "alpha, Beta 100%")]
    [InlineData("?q=%25", "Beta 100%")]
    [InlineData("?q=_", "Zeta, alpha, Beta 100%")]
    [InlineData("?q=%5C", "")]
    [InlineData("?q=%00", "Zeta, alpha, Beta 100%")]
    [InlineData("?q=nothing", "")]
    [InlineData("?page=99", "Zeta, alpha, Beta 100%")]
    public async Task List_SearchedAndSorted_ShowsThose(string query, string names)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        var beta = await AddAsync(agent.CustomerId, "Beta 100%", "the detail of beta", days: 90);
        await AddAsync(agent.CustomerId, "alpha", "The Detail of alpha", days: 2);
        var zeta = await AddAsync(agent.CustomerId, "Zeta", "", days: 30);
        await UseAsync(beta);
        await UseAsync(zeta);
        await service.Seed.AddTenantAsync();

        var response = await visitor.GetAsync(Table + query);
        response = response.Status == 302 ? await visitor.GetAsync(response.Header("Location")) : response;

        Assert.Equal((200, names), (response.Status, string.Join(", ", NamesOf(response))));
    }

    [Theory]
    [InlineData("?q=")]
    [InlineData("?q=vb_")]
    public async Task List_MoreThanAPage_ShowsEachKeyOnce(string query)
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        for (var number = 0; number < AccesskeySearch.PageSize + 2; number++)
        {
            await AddAsync(agent.CustomerId, string.Create(CultureInfo.InvariantCulture, $"key {number:00}"), "", days: 30);
        }

        var first = await visitor.GetAsync($"{Table}{query}&sort=name");
        var second = await visitor.GetAsync(Assert.Single(NextPattern().Matches(first.Body)).Groups["href"].Value.Replace("&amp;", "&", StringComparison.Ordinal));

        Assert.Contains("Page 2 of 2", second.Body, StringComparison.Ordinal);
        Assert.Equal([AccesskeySearch.PageSize, 2], new[] { first, second }.Select(page => NamesOf(page).Count()));
        Assert.Equal(Enumerable.Range(0, AccesskeySearch.PageSize + 2).Select(number => string.Create(CultureInfo.InvariantCulture, $"key {number:00}")), NamesOf(first).Concat(NamesOf(second)));
    }

    [Fact]
    public async Task List_KeysOfAllKinds_SaysHowTheyAre()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        await UseAsync(await AddAsync(agent.CustomerId, "<script>alert(1)</script>", "", days: 30));
        await AddAsync(agent.CustomerId, "", "", days: 10);
        await AddAsync(agent.CustomerId, "past", "", days: 1);
        service.Clock.Advance(TimeSpan.FromDays(1));

        var body = (await visitor.GetAsync(Table)).Body;

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", body, StringComparison.Ordinal);
        Assert.Equal(1, body.Split(">Expired<").Length - 1);
        Assert.Matches(">[89] days left<", body);
        Assert.Contains("from <bdi>127.0.0.1</bdi>", body, StringComparison.Ordinal);
        Assert.Matches("aria-label=\"Used 1 time in the last 30 days, most on [^\"]+: 1\"", body);
        Assert.Equal(2, body.Split("Not used in the last 30 days").Length - 1);
    }

    [Fact]
    public async Task List_WithoutKeys_SaysWhatToDo()
    {
        var (visitor, _) = await Visitor.AddAsync(service);

        var body = (await visitor.GetAsync(Table)).Body;

        Assert.Contains("No accesskeys yet", body, StringComparison.Ordinal);
        Assert.Contains("href=\"/console/accesskeys/new\"", body, StringComparison.Ordinal);
    }

    private static IEnumerable<string> NamesOf(RawResponse page) => NamePattern().Matches(page.Body).Select(match => WebUtility.HtmlDecode(match.Groups["name"].Value));

    private async Task<(Accesskey Accesskey, string Text)> AddAsync(Guid customerId, string name, string detail, int days)
    {
        var (accesskey, text) = await service.Seed.AddAccesskeyAsync(customerId, TimeSpan.FromDays(days));
        await service.Seed.SqlAsync($"UPDATE accesskeys SET name = {name}, detail = {detail} WHERE id = {accesskey.Id}");
        return (accesskey, text);
    }

    private async Task UseAsync((Accesskey Accesskey, string Text) key)
    {
        Assert.Equal(200, await service.StatusOfAsync(key.Text));
        await service.WriteUsesAsync();
    }

    [GeneratedRegex("<td role=\"cell\" class=\"title\">\\s*<a href=\"[^\"]+\"><bdi>(?<name>[^<]*)</bdi>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("<a rel=\"next\" href=\"(?<href>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextPattern();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AccesskeyTableTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AccesskeyTableTests(service);
}
