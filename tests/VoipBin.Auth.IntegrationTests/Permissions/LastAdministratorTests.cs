using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Permissions;

/// <summary>A customer keeps an admin, and the platform a super admin. A host of its own: who operates the platform is the same for all tests of one.</summary>
public abstract class LastAdministratorTests(AuthService service)
{
    private const int Rounds = 20;

    /// <summary>What ends somebody's being an admin.</summary>
    public static TheoryData<string> Ways => ["DELETE", "PUT 0", "PUT 16", "PUT 64"];

    private static readonly (string Way, string OtherWay)[] Races = [("DELETE", "DELETE"), ("PUT 16", "PUT 64"), ("DELETE", "PUT 0")];

    private static readonly (string Way, string OtherWay)[] FreezeRaces = [("freeze", "freeze"), ("freeze", "DELETE"), ("freeze", "PUT 0")];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_OfTheOnlyAdmin_IsRefused(string way)
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager);
        await service.Seed.DeleteAgentAsync((await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin)).Id);
        await service.Seed.AddTenantAsync();
        var (super, _) = await AddSuperAdminAsync();
        var before = await service.Seed.SnapshotAsync();

        var byHimself = await EndAsync(way, tenant.Admin, tenant.Token);
        var byTheOperator = await EndAsync(way, tenant.Admin, service.Seed.IssueToken(super));

        Refusal.Is(byHimself, 409, "STATE_INVALID");
        Refusal.Is(byTheOperator, 409, "STATE_INVALID");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(200, await service.StatusOfAsync(tenant.Token));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_OfAnAdminWhileThereIsAnother_IsDone(string way)
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin | Permission.CustomerManager);

        var response = await EndAsync(way, tenant.Admin, tenant.Token);

        Assert.Equal(200, response.Status);
        Assert.Equal(1, await CountAsync(tenant.CustomerId, Permission.CustomerAdmin));
    }

    [Theory]
    [InlineData("PUT 32")]
    [InlineData("PUT 96")]
    public async Task SetPermission_OfTheOnlyAdminToOneThatKeepsTheBit_IsDone(string way)
    {
        var tenant = await service.Seed.AddTenantAsync();

        Assert.Equal(200, (await EndAsync(way, tenant.Admin, tenant.Token)).Status);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_OfTheOnlySuperAdmin_IsRefused(string way)
    {
        await RemoveSuperAdminsAsync();
        var (super, token) = await AddSuperAdminAsync();
        var (frozen, _) = await AddSuperAdminAsync();
        await service.Seed.FreezeAsync(frozen.CustomerId);
        var (gone, _) = await AddSuperAdminAsync();
        await service.Seed.DeleteCustomerAsync(gone.CustomerId);
        var (deleted, _) = await AddSuperAdminAsync();
        await service.Seed.DeleteAgentAsync(deleted.Id);
        var before = await service.Seed.SnapshotAsync();

        var response = await EndAsync(way, super, token);

        Refusal.Is(response, 409, "STATE_INVALID");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_OfASuperAdminWhileThereIsAnother_IsDone(string way)
    {
        await RemoveSuperAdminsAsync();
        var (super, token) = await AddSuperAdminAsync();
        await AddSuperAdminAsync();

        var response = await EndAsync(way, super, token);

        Assert.Equal(200, response.Status);
        Assert.Equal(1, await CountAsync(customerId: null, Permission.ProjectSuperAdmin));
    }

    [Theory]
    [InlineData("DELETE", "DELETE")]
    [InlineData("PUT 16", "PUT 64")]
    [InlineData("DELETE", "PUT 0")]
    public async Task End_OfTheLastTwoAdminsByEachOther_LeavesOne(string way, string otherWay)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var tenant = await service.Seed.AddTenantAsync();
            var other = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
            var otherToken = service.Seed.IssueToken(other);

            var responses = await Task.WhenAll(EndAsync(way, other, tenant.Token), EndAsync(otherWay, tenant.Admin, otherToken));

            AssertOneWon(responses);
            Assert.Equal(1, await CountAsync(tenant.CustomerId, Permission.CustomerAdmin));
        }
    }

    [Fact]
    public async Task End_OfTheLastTwoAdminsByThemselves_LeavesOne()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (way, otherWay) = Races[round % Races.Length];
            var tenant = await service.Seed.AddTenantAsync();
            var other = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAdmin);
            var otherToken = service.Seed.IssueToken(other);

            var responses = await Task.WhenAll(EndAsync(way, tenant.Admin, tenant.Token), EndAsync(otherWay, other, otherToken));

            Assert.Equal([200, 409], responses.Select(response => response.Status).Order());
            Assert.Equal(1, await CountAsync(tenant.CustomerId, Permission.CustomerAdmin));
        }
    }

    [Fact]
    public Task End_OfTheLastTwoSuperAdminsByEachOther_LeavesOne() => RaceSuperAdminsAsync(Races);

    [Fact]
    public Task Freeze_OfTheLastTwoSuperAdminsCustomersByEachOther_LeavesOne() => RaceSuperAdminsAsync(FreezeRaces);

    private async Task RaceSuperAdminsAsync((string Way, string OtherWay)[] races)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (way, otherWay) = races[round % races.Length];
            await RemoveSuperAdminsAsync();
            var ((one, token), (other, otherToken)) = (await AddSuperAdminAsync(), await AddSuperAdminAsync());

            var responses = await Task.WhenAll(EndAsync(way, other, token), EndAsync(otherWay, one, otherToken));

            AssertOneWon(responses);
            Assert.Equal(1, await CountAsync(customerId: null, Permission.ProjectSuperAdmin));
        }
    }

    /// <summary>The other one came too late: it was the last by then, or lost its own right on the way.</summary>
    private static void AssertOneWon(RawResponse[] responses)
    {
        var statuses = responses.Select(response => response.Status).Order().ToArray();
        Assert.Equal(200, statuses[0]);
        Assert.Contains(statuses[1], (int[])[401, 403, 409]);
    }

    private Task<RawResponse> EndAsync(string way, Agent agent, string credential) => way switch
    {
        "DELETE" => service.CallAsync("DELETE", $"/v1.0/agents/{agent.Id}", credential),
        "freeze" => service.CallAsync("POST", $"/v1.0/customers/{agent.CustomerId}/freeze", credential),
        _ => service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/permission", credential, $$"""{"permission":{{way.Split(' ')[1]}}}"""),
    };

    /// <summary>A super admin of a customer of his own, which keeps an ordinary admin.</summary>
    private async Task<(Agent Agent, string Token)> AddSuperAdminAsync()
    {
        var agent = await service.Seed.AddAgentAsync((await service.Seed.AddTenantAsync()).CustomerId, Permission.ProjectSuperAdmin);
        return (agent, service.Seed.IssueToken(agent));
    }

    private Task RemoveSuperAdminsAsync() => service.Seed.InDatabaseAsync(database => database.Set<Agent>()
        .Where(agent => (agent.Permission & Permission.ProjectSuperAdmin) != Permission.None)
        .ExecuteUpdateAsync(update => update.SetProperty(agent => agent.Permission, Permission.CustomerAdmin)));

    /// <summary>Living agents with the bit, of customers that are in use.</summary>
    private Task<int> CountAsync(Guid? customerId, Permission bit) => service.Seed.InDatabaseAsync(database => database.Set<Agent>()
        .Where(agent => agent.TmDelete == null && (agent.Permission & bit) != Permission.None && (customerId == null || agent.CustomerId == customerId))
        .Join(database.Set<Customer>(), agent => agent.CustomerId, customer => customer.Id, (agent, customer) => customer)
        .CountAsync(customer => customer.Status == CustomerStatus.Active));

    public sealed class OnSqlite(SqliteService service) : LastAdministratorTests(service), IClassFixture<SqliteService>;

    public sealed class OnPostgres(PostgresService service) : LastAdministratorTests(service), IClassFixture<PostgresService>;
}
