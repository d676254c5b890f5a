using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>Behind a load balancer, the process that takes a form is not the one that made it.</summary>
[Collection(PostgresTests.Name)]
public sealed class ReplicaTests(PostgresService service) : BrowserTest(service)
{
    [Fact]
    public async Task Form_MadeByOneReplica_WorksOnAnother()
    {
        var tenant = await Service.AddTenantAsync();
        var second = await Service.Place.StartReadyAsync();
        using var balancer = new PortForwarder("127.0.0.1", Service.Address.Port);
        balancer.Open();
        var visitor = await VisitAsync(address: new Uri($"http://127.0.0.1:{balancer.Port}"));
        var page = await visitor.OpenAsync("/console/accesskeys/new");
        var before = await CountAsync(second, tenant);

        balancer.TurnTo(second.Address.Port);
        await page.SignInAsync(tenant.Admin.Username, tenant.Admin.Password);
        await page.ExpectTitleAsync("New accesskey");
        await page.GetByLabel("Name").FillAsync("of two replicas");
        balancer.TurnTo(Service.Address.Port);
        await page.PressAsync("Create accesskey");
        await page.ExpectTitleAsync("Your new accesskey");

        Assert.Equal((0, 1), (before, await CountAsync(second, tenant)));
    }

    private static async Task<int> CountAsync(ServiceProcess replica, Tenant tenant) =>
        (await new Api(replica.Client, await replica.LoginForTokenAsync(tenant.Admin.Username, tenant.Admin.Password)).SendAsync("GET", "/v1.0/accesskeys")).GetProperty("result").GetArrayLength();
}
