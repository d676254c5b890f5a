using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>The console of somebody who may do less.</summary>
public abstract class ManagerTests(RunningService service) : BrowserTest(service)
{
    private const int Agent = 16;
    private const int Manager = 64;

    [Theory]
    [InlineData(Agent)]
    [InlineData(Manager)]
    public async Task Accesskeys_OfSomebodyWhoIsNoAdmin_AreNeitherShownNorReachable(int permission)
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(await tenant.AddPersonAsync(permission));

        var links = await page.GetByRole(AriaRole.Link, new() { Name = "Accesskeys" }).CountAsync();

        Assert.Equal(0, links);
        foreach (var path in (string[])["/console/accesskeys", "/console/accesskeys/new"])
        {
            var response = await page.GotoAsync(new Uri(Service.Address, path).ToString());
            Assert.Equal(403, response!.Status);
            await page.ExpectTitleAsync("This page is not for you");
        }
    }

    [Fact]
    public async Task Accesskeys_OfAnAdmin_AreShown()
    {
        var tenant = await Service.AddTenantAsync();
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);

        await page.GoToAsync("Accesskeys");

        await page.ExpectTitleAsync("Accesskeys");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ManagerTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ManagerTests(service);
}
