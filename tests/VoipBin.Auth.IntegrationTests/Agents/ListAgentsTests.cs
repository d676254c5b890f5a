using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.IntegrationTests.Agents;

public abstract class ListAgentsTests(AuthService service)
{
    [Fact]
    public async Task List_OfACustomer_HasItsLivingAgentsNewestFirst()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());
        var living = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        await service.Seed.DeleteAgentAsync((await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent)).Id);
        var super = service.Seed.IssueToken(await service.Seed.AddAgentAsync(other.CustomerId, Permission.ProjectSuperAdmin));

        var response = await ListAsync(tenant.Token);

        Assert.Equal(200, response.Status);
        Assert.Equal(["result", "next_page_token"], response.Json.Members());
        Assert.Equal([living.Id.ToString(), tenant.Admin.Id.ToString()], Ids(response));
        Assert.Equal("", response.Json.Text("next_page_token"));
        Assert.Equal((await service.CallAsync("GET", $"/v1.0/agents/{living.Id}", tenant.Token)).Body, response.Json.GetProperty("result")[0].GetRawText());
        Assert.DoesNotContain(living.Id.ToString(), Ids(await ListAsync(super)));
    }

    [Fact]
    public async Task List_InPages_MissesNobodyAndRepeatsNobody()
    {
        var tenant = await service.Seed.AddTenantAsync();
        using (service.Clock.HoldAt(service.Clock.GetTimestampNow()))
        {
            for (var number = 0; number < 6; number++)
            {
                await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
            }
        }

        var expected = Ids(await ListAsync(tenant.Token));
        var first = await ListAsync(tenant.Token, "?page_size=3");
        await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent);
        await service.Seed.DeleteAgentAsync(Guid.Parse(Ids(first)[2]));
        var second = await ListAsync(tenant.Token, $"?page_size=3&page_token={first.Json.Text("next_page_token")}");
        var third = await ListAsync(tenant.Token, $"?page_size=3&page_token={second.Json.Text("next_page_token")}");

        Assert.Equal([3, 3, 1], new[] { first, second, third }.Select(page => Ids(page).Length));
        Assert.Equal(expected, new[] { first, second, third }.SelectMany(Ids));
        Assert.Equal("", third.Json.Text("next_page_token"));
    }

    [Theory]
    [InlineData("?page_size=0", 200)]
    [InlineData("?page_size=101", 200)]
    [InlineData("?page_size=-1", 200)]
    [InlineData("?page_size=", 200)]
    [InlineData("?page_token=", 200)]
    [InlineData("?page_size=x", 400)]
    [InlineData("?page_size=1.5", 400)]
    [InlineData("?page_token=nonsense", 400)]
    [InlineData("?page_token=2026-11-22T00:00:00.000000Z", 400)]
    public async Task List_Parameters_AreChecked(string query, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await ListAsync(tenant.Token, query);

        Assert.Equal((status, status == 200 ? "" : "INVALID_REQUEST_PARAMETER"), (response.Status, response.Reason));
    }

    private static string[] Ids(RawResponse response) => [.. response.Json.GetProperty("result").EnumerateArray().Select(agent => agent.Text("id"))];

    private Task<RawResponse> ListAsync(string token, string query = "") => service.CallAsync("GET", "/v1.0/agents" + query, token);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ListAgentsTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ListAgentsTests(service);
}
