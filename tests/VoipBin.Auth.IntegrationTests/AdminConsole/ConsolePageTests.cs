using System.Text.RegularExpressions;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>What every page of the console is, and what pages load.</summary>
public abstract partial class ConsolePageTests(AuthService service)
{
    [Theory]
    [InlineData("/console", "Overview")]
    [InlineData("/console/accesskeys", "Accesskeys")]
    [InlineData("/console/accesskeys/new", "New accesskey")]
    [InlineData("/console/accesskeys/{id}", "key")]
    [InlineData("/console/accesskeys/{id}/delete", "Delete this accesskey?")]
    [InlineData("/console/activity", "Activity")]
    [InlineData("/console/agents", "Agents")]
    [InlineData("/console/agents/new", "Invite an agent")]
    [InlineData("/console/agents/{agent}", "Agent")]
    [InlineData("/console/agents/{agent}/permission", "Change the permission")]
    [InlineData("/console/agents/{agent}/username", "Change the username")]
    [InlineData("/console/agents/{agent}/password", "Set a password")]
    [InlineData("/console/agents/{agent}/password-link", "Mail a password link?")]
    [InlineData("/console/agents/{agent}/delete", "Remove this agent?")]
    [InlineData("/console/customer", "Customer")]
    [InlineData("/console/customer/email", "Change or verify the address")]
    [InlineData("/console/customer/unregister", "Unregister?")]
    [InlineData("/console/sessions", "Sessions")]
    [InlineData("/console/sessions/password", "Change your password")]
    [InlineData("/console/recover", "Recover an account")]
    [InlineData("/console/customers", "Customers")]
    [InlineData("/console/customers/new", "New customer")]
    [InlineData("/console/customers/{customer}", "customer")]
    [InlineData("/console/customers/{customer}/email", "Change the e-mail address")]
    [InlineData("/console/customers/{customer}/freeze", "Freeze this customer?")]
    [InlineData("/console/customers/{customer}/delete", "Delete this customer?")]
    [InlineData("/console/customers/{customer}/act", "Act for this customer?")]
    [InlineData("/console/sign-in", "Sign in")]
    [InlineData("/console/sign-up", "Sign up")]
    [InlineData("/console/verify", "Check your mail")]
    [InlineData("/console/forgot-password", "Forgot your password?")]
    public async Task Page_Any_LoadsFilesOfOursAndRunsNothingOfItsOwn(string path, string heading)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);

        var (visitor, _) = path.StartsWith("/console/customers", StringComparison.Ordinal) ? await Visitor.AddAsync(service, Permission.ProjectSuperAdmin) : (Visitor.With(service, tenant.Token), null);
        await service.Seed.SqlAsync($"UPDATE customers SET name = {"customer"} WHERE id = {tenant.CustomerId}");

        var response = await visitor.GetAsync(path
            .Replace("{id}", $"{tenant.AccesskeyId}", StringComparison.Ordinal)
            .Replace("{agent}", $"{agent.Id}", StringComparison.Ordinal)
            .Replace("{customer}", $"{tenant.CustomerId}", StringComparison.Ordinal));

        Assert.Equal((200, heading), (response.Status, PageAnswer.Heading(response)));
        Assert.Equal(("text/html; charset=utf-8", "no-store", "no-referrer", "nosniff"), (response.Header("Content-Type"), response.Header("Cache-Control"), response.Header("Referrer-Policy"), response.Header("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", response.Header("Content-Security-Policy"));
        Assert.DoesNotMatch("(?i)<style|<img|<iframe|<object|<base|\\bon[a-z]+=\"|\\bstyle=|url\\(|javascript:|https?:", response.Body);
        Assert.DoesNotMatch("(?i)(src|href|action)=\"(?!/console|/assets/console-|/swagger/index.html|#content)", response.Body);
        Assert.Single(Regex.Matches(response.Body, "<script", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains($"<title>{heading} &#x2013; VoipBin</title>".Replace("&#x2013;", "–", StringComparison.Ordinal), response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_ThatAPageLoads_AreKeptForEver()
    {
        var page = await service.CallAsync("GET", "/console/sign-in");
        var paths = AssetPattern().Matches(page.Body).Select(match => match.Value).ToArray();

        Assert.Equal(["css", "js", "svg"], paths.Select(path => path.Split('.')[^1]).Order(StringComparer.Ordinal));
        foreach (var path in paths)
        {
            var asset = await service.CallAsync("GET", path);
            var again = await service.CallAsync("GET", path, headers: $"If-None-Match: {asset.Header("ETag")}");

            Assert.Equal((200, "public, max-age=31536000, immutable", "nosniff"), (asset.Status, asset.Header("Cache-Control"), asset.Header("X-Content-Type-Options")));
            Assert.Equal(path[^3..] switch { "css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", _ => "image/svg+xml" }, asset.Header("Content-Type"));
            Assert.Equal((304, ""), (again.Status, again.Body));
        }
    }

    [Theory]
    [InlineData("/assets/console.css")]
    [InlineData("/assets/console-0000000000000000.css")]
    [InlineData("/assets/..%2fappsettings.json")]
    public async Task Assets_OfNoName_AreNotThere(string path) => Refusal.Is(await service.CallAsync("GET", path), 404, "ROUTE_NOT_FOUND");

    [Theory]
    [InlineData("GET", "/console/nowhere", 404, "There is no such page")]
    [InlineData("GET", "/console/accesskeys/not-an-id", 404, "There is no such page")]
    [InlineData("DELETE", "/console/sign-in", 405, "There is no such page")]
    [InlineData("GET", "/console/sign-out", 405, "There is no such page")]
    public async Task Refusal_Any_IsAPage(string method, string path, int status, string heading) =>
        PageAnswer.Is(await service.CallAsync(method, path), status, heading);

    [Fact]
    public async Task Note_OfAWordThatIsNotOurs_SaysNothing()
    {
        var known = await service.CallAsync("GET", "/console/sign-in?done=signed-out");
        var unknown = await service.CallAsync("GET", "/console/sign-in?done=You+have+won");

        Assert.Contains("You are signed out.", known.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("won", unknown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"status\"", unknown.Body, StringComparison.Ordinal);
    }

    [GeneratedRegex("/assets/console-[0-9a-f]{16}\\.[a-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AssetPattern();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ConsolePageTests(service);
}
