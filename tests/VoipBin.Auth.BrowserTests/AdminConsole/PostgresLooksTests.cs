using System.Text.Json;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>What an admin sees, with what PostgreSQL finds. The forms and faults of each page are looked at on the other database.</summary>
[Collection(PostgresTests.Name)]
public sealed class PostgresLooksTests(PostgresService service) : BrowserTest(service)
{
    [Fact]
    public async Task Page_OfAnAdmin_LooksGood()
    {
        var tenant = await Service.AddTenantAsync();
        await tenant.AddPersonAsync(permission: 64);
        var page = await (await VisitAsync()).SignInAsync(tenant.Admin);
        await Service.Process.VerifyAsync(await page.CreateKeyAsync("usual"));
        await page.AssertGoodAsync();
        await Eventually.IsTrueAsync(async () => (await tenant.AccesskeysAsync())[0].GetProperty("tm_last_used").ValueKind != JsonValueKind.Null, "there is a use for the chart to show");

        var seen = await page.LookAtAllAsync("/console", static page => page.AssertGoodAsync(isBrief: true));

        Assert.Superset(new HashSet<string>(["/console/accesskeys/{id}", "/console/activity", "/console/agents/{id}", "/console/customer", "/console/sessions"], StringComparer.Ordinal), seen);
    }
}
