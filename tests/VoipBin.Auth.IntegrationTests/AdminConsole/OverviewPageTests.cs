using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The first page: how the keys are used, which end, and who could not sign in.</summary>
public abstract class OverviewPageTests(AuthService service)
{
    private const string Overview = "/console";

    [Fact]
    public async Task Show_UsedKeys_SumsThemByDay()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var second = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
        await UseAsync(tenant.Accesskey, tenant.Accesskey, second.Text, other.Accesskey);
        await service.CallAsync("DELETE", $"/v1.0/accesskeys/{second.Accesskey.Id}", tenant.Token);
        var today = DateOnly.FromDateTime(service.Clock.GetUtcNow().UtcDateTime);
        await AddUsesAsync(tenant, today.AddDays(-29), 40);
        await AddUsesAsync(tenant, today.AddDays(-30), 500);

        var body = (await Visitor.With(service, tenant.Token).GetAsync(Overview)).Body;

        Assert.Matches("aria-label=\"Used 43 times in the last 30 days, most on [^\"]+: 40\"", body);
        Assert.Equal(30, body.Split("<th scope=\"row\">").Length - 1);
        var (first, last) = (body.IndexOf("<td>3</td>", StringComparison.Ordinal), body.IndexOf("<td>40</td>", StringComparison.Ordinal));
        Assert.InRange(body.IndexOf(">Today</span>", StringComparison.Ordinal), 0, first);
        Assert.InRange(first, 0, last);
        Assert.DoesNotContain("Welcome", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Keys_NamesThoseWhoseEndIsNear()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        await AddAsync(agent.CustomerId, "long past", 0.5);
        service.Clock.Advance(TimeSpan.FromDays(15));
        visitor = Visitor.With(service, service.Seed.IssueToken(agent));
        var past = await AddAsync(agent.CustomerId, "past <b>", 1);
        var soon = await AddAsync(agent.CustomerId, "soon", 14);
        await AddAsync(agent.CustomerId, "far", 16);
        service.Clock.Advance(TimeSpan.FromDays(1));

        var body = (await visitor.GetAsync(Overview)).Body;

        var (first, second) = (body.IndexOf($"<a href=\"/console/accesskeys/{soon.Id}\"><bdi>soon</bdi></a>", StringComparison.Ordinal), body.IndexOf($"<a href=\"/console/accesskeys/{past.Id}\"><bdi>past &lt;b&gt;</bdi></a>", StringComparison.Ordinal));
        Assert.InRange(first, 0, second);
        Assert.Equal(1, body.Split(">Expired<").Length - 1);
        Assert.Matches(">1[23] days left<", body);
        Assert.DoesNotContain("<bdi>far</bdi>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("long past", body, StringComparison.Ordinal);
        Assert.Contains("No accesskey was used in the last 30 days", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ManyKeysThatEnd_SaysHowManyMore()
    {
        var (visitor, agent) = await Visitor.AddAsync(service);
        for (var day = 1; day <= 7; day++)
        {
            await AddAsync(agent.CustomerId, $"key {day}", day + 0.5);
        }

        var body = (await visitor.GetAsync(Overview)).Body;

        Assert.Contains("<bdi>key 5</bdi>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<bdi>key 6</bdi>", body, StringComparison.Ordinal);
        Assert.Contains("href=\"/console/accesskeys?sort=expires&amp;dir=asc\">2 more", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_RefusedSignIns_SaysWhoseAndFromWhere()
    {
        var (visitor, admin) = await Visitor.AddAsync(service, password: Visitor.Password);
        var (_, stranger) = await Visitor.AddAsync(service, password: Visitor.Password);
        await service.LoginAsync(admin.Username, "a wrong password");
        await service.LoginAsync(stranger.Username, "a wrong password");

        var body = (await visitor.GetAsync(Overview)).Body;

        Assert.Contains("from <bdi>127.0.0.1</bdi>", body, StringComparison.Ordinal);
        Assert.Contains($"<a class=\"party\" href=\"/console/agents/{admin.Id}\"><bdi>{admin.Username}</bdi></a>", body, StringComparison.Ordinal);
        Assert.DoesNotContain(stranger.Username, body, StringComparison.Ordinal);
        Assert.Contains("href=\"/console/activity?kind=login.refused\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_NewCustomer_SaysHowToBegin()
    {
        var (visitor, _) = await Visitor.AddAsync(service);

        var body = (await visitor.GetAsync(Overview)).Body;

        Assert.Contains("href=\"/console/accesskeys/new\">Make your first accesskey</a>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg class=\"plot\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Permission.CustomerManager)]
    [InlineData(Permission.CustomerAgent)]
    internal async Task Show_ToWhomMayNotSeeKeys_ShowsNothingOfThem(Permission permission)
    {
        var tenant = await service.Seed.AddTenantAsync();
        await UseAsync(tenant.Accesskey);
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, permission, Visitor.Password);
        await service.LoginAsync(agent.Username, "a wrong password");

        var page = await Visitor.With(service, service.Seed.IssueToken(agent)).GetAsync(Overview);

        Assert.Equal(200, page.Status);
        Assert.Contains($"You are signed in as <strong><bdi>{agent.Username}</bdi></strong>", page.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)accesskey|sign-in|127\\.0\\.0\\.1|activity", page.Body[page.Body.IndexOf("<main", StringComparison.Ordinal)..]);
    }

    private async Task<Accesskey> AddAsync(Guid customerId, string name, double days)
    {
        var (accesskey, _) = await service.Seed.AddAccesskeyAsync(customerId, TimeSpan.FromDays(days));
        await service.Seed.SqlAsync($"UPDATE accesskeys SET name = {name} WHERE id = {accesskey.Id}");
        return accesskey;
    }

    private async Task UseAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            Assert.Equal(200, await service.StatusOfAsync(key));
        }

        await service.WriteUsesAsync();
    }

    private Task AddUsesAsync(Tenant tenant, DateOnly day, long uses) => service.Seed.InDatabaseAsync(async database =>
    {
        database.Add(AccesskeyUsage.Create(tenant.AccesskeyId, day, new(tenant.CustomerId, uses, new(day, TimeOnly.MinValue, TimeSpan.Zero), Address: null)));
        return await database.SaveChangesAsync();
    });

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : OverviewPageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : OverviewPageTests(service);
}
