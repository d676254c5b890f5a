using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The table of customers: which it shows, and what it says of them.</summary>
public abstract partial class CustomerTableTests(AuthService service)
{
    private const string Table = "/console/customers";

    [Theory]
    [InlineData("{tag}", "Second 100%, First")]
    [InlineData("FIRST {tag}", "First")]
    [InlineData("{tag}@MAIL.example", "Second 100%, First")]
    [InlineData("100% {tag}", "Second 100%")]
    [InlineData("1_0% {tag}", "")]
    [InlineData("  {first}  ", "First")]
    [InlineData("{deleted}", "")]
    public async Task List_Searched_ShowsThoseNewestFirst(string text, string names)
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var tag = $"{Guid.CreateVersion7():N}";
        var first = await AddAsync($"First {tag}", $"{tag}@mail.example");
        await AddAsync($"Second 100% {tag}", $"two.{tag}@mail.example");
        var deleted = await AddAsync($"Deleted {tag}", $"three.{tag}@mail.example");
        await service.Seed.DeleteCustomerAsync(deleted);
        var query = text.Replace("{tag}", tag, StringComparison.Ordinal).Replace("{first}", $"{first}", StringComparison.Ordinal).Replace("{deleted}", $"{deleted}", StringComparison.Ordinal);

        var response = await visitor.GetAsync($"{Table}?q={Uri.EscapeDataString(query)}");

        Assert.Equal((200, names), (response.Status, string.Join(", ", NamesOf(response)).Replace($" {tag}", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task List_MoreThanAPage_ShowsEachOnceAndPagesThatAreThere()
    {
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var tag = $"{Guid.CreateVersion7():N}";
        var names = Enumerable.Range(0, CustomerSearch.PageSize + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"{tag} {number:00}")).ToArray();
        foreach (var name in names)
        {
            await AddAsync(name, $"{name.Replace(' ', '.')}@mail.example");
        }

        var first = await visitor.GetAsync($"{Table}?q={tag}");
        var second = await visitor.GetAsync($"{Table}?q={tag}&page=2");
        var beyond = await visitor.GetAsync($"{Table}?q={tag}&page=99");

        Assert.Equal(names.Reverse(), NamesOf(first).Concat(NamesOf(second)));
        Assert.Contains($"<a rel=\"next\" href=\"{Table}?q={tag}&amp;page=2\">", first.Body, StringComparison.Ordinal);
        Assert.Contains($"<a rel=\"prev\" href=\"{Table}?q={tag}\">", second.Body, StringComparison.Ordinal);
        Assert.Equal((302, $"{Table}?q={tag}&page=2"), (beyond.Status, beyond.Header("Location")));
    }

    [Fact]
    public async Task List_CustomersOfAllKinds_SaysHowTheyAre()
    {
        var (visitor, agent) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var tag = $"{Guid.CreateVersion7():N}";
        await AddAsync($"<b>{tag}</b>", $"one.{tag}@mail.example");
        var frozen = await AddAsync("", $"two.{tag}@mail.example");
        var leaving = await AddAsync("leaving", $"three.{tag}@mail.example");
        await service.CallAsync("POST", $"/v1.0/customers/{frozen}/freeze", visitor.Cookies[Visitor.SessionCookie]);
        var admin = await service.Seed.AddAgentAsync(leaving, Permission.CustomerAdmin);
        await service.CallAsync("POST", "/auth/unregister", service.Seed.IssueToken(admin), """{"confirmation_phrase":"DELETE"}""");

        var page = await visitor.GetAsync($"{Table}?q={tag}");
        var own = await visitor.GetAsync($"{Table}?q={agent.CustomerId}");

        Assert.Equal(["leaving", $"two.{tag}@mail.example", $"<b>{tag}</b>"], NamesOf(page));
        Assert.Equal(["Deletion", "Frozen by operator", "Active"], StatePattern().Matches(page.Body).Select(match => match.Groups["state"].Value));
        Assert.Contains($"Deletion <time datetime=\"{service.Clock.GetUtcNow().AddDays(30):yyyy-MM}", page.Body, StringComparison.Ordinal);
        Assert.Equal((0, 1), (page.Body.Split(">Yours<").Length - 1, own.Body.Split(">Yours<").Length - 1));
    }

    private static IEnumerable<string> NamesOf(RawResponse page) => NamePattern().Matches(page.Body).Select(match => WebUtility.HtmlDecode(match.Groups["name"].Value));

    private async Task<Guid> AddAsync(string name, string email)
    {
        var customer = await service.Seed.AddCustomerAsync();
        await service.Seed.SqlAsync($"UPDATE customers SET name = {name}, email = {email} WHERE id = {customer.Id}");
        return customer.Id;
    }

    [GeneratedRegex("<td role=\"cell\" class=\"title\">\\s*<a href=\"[^\"]+\"><bdi>(?<name>[^<]*)</bdi>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("data-label=\"Status\">\\s*<span[^>]*>(?<state>Deletion|[^<]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatePattern();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CustomerTableTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CustomerTableTests(service);
}
