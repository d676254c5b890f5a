using VoipBin.Auth.IntegrationTests.AdminConsole;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

/// <summary><c>Accesskeys:MaximumPerCustomer</c>.</summary>
public abstract class AccesskeyLimitTests(AuthService service)
{
    [Fact]
    public async Task Create_AsManyAsAllowed_IsRefusedUntilOneIsDeleted()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await CreateAsync(tenant);
        var last = await CreateAsync(tenant);

        var refused = await CreateAsync(tenant);
        var page = await Visitor.With(service, tenant.Token).SubmitAsync("/console/accesskeys/new", ("name", "kept"), ("expiry", "30"));
        await service.CallAsync("DELETE", $"/v1.0/accesskeys/{last.Json.Text("id")}", tenant.Token);
        var again = await CreateAsync(tenant);

        var details = Refusal.Is(refused, 429, "RESOURCE_LIMIT_EXCEEDED");
        Assert.Equal(HardenedSettings.MaximumPerCustomer, details[0].GetProperty("maximum").GetInt32());
        Assert.Equal((429, "New accesskey", "kept"), (page.Status, PageAnswer.Heading(page), Visitor.ValueOf(page, "name")));
        Assert.Equal(200, again.Status);
    }

    [Fact]
    public async Task Create_TwentyAtOnce_MakesNoMoreThanAllowed()
    {
        var customer = await service.Seed.AddCustomerAsync();
        var token = service.Seed.IssueToken(await service.Seed.AddAgentAsync(customer.Id, Auth.Authentication.Permission.CustomerAdmin));

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.CallAsync("POST", "/v1.0/accesskeys", token, "{}")));

        var listed = await service.CallAsync("GET", "/v1.0/accesskeys", token);
        Assert.Equal(HardenedSettings.MaximumPerCustomer, responses.Count(response => response.Status == 200));
        Assert.All(responses.Where(response => response.Status != 200), response => Refusal.Is(response, 429, "RESOURCE_LIMIT_EXCEEDED"));
        Assert.Equal(HardenedSettings.MaximumPerCustomer, listed.Json.GetProperty("result").GetArrayLength());
        Assert.Equal(HardenedSettings.MaximumPerCustomer, await service.Seed.CountAuditedAsync(customer.Id));
    }

    private Task<RawResponse> CreateAsync(Tenant tenant) => service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, "{}");

    [Collection(HardenedSqliteTests.Name)]
    public sealed class OnSqlite(HardenedSqliteService service) : AccesskeyLimitTests(service);

    [Collection(HardenedPostgresTests.Name)]
    public sealed class OnPostgres(HardenedPostgresService service) : AccesskeyLimitTests(service);
}
