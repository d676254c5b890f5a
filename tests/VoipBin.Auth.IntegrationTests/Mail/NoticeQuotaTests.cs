using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Signup;

namespace VoipBin.Auth.IntegrationTests.Mail;

/// <summary>An admin decides which addresses his agents have: what he does must not fill the mailbox of somebody else.</summary>
public abstract class NoticeQuotaTests(AuthService service)
{
    private const int ADay = 5;

    [Fact]
    public async Task PermissionChangedAgainAndAgain_IsToldFiveTimesADay()
    {
        var (tenant, agent) = await AddColleagueAsync();

        for (var number = 0; number < ADay + 2; number++)
        {
            await SetPermissionAsync(tenant, agent, number % 2 == 0 ? 64 : 16);
        }

        Assert.Equal(Enumerable.Repeat("Your permission was changed", ADay), await service.SubjectsToAsync(agent.Username));
        service.Clock.Advance(TimeSpan.FromDays(1));
        await SetPermissionAsync(tenant, agent, 16);
        Assert.Equal(ADay + 1, (await service.MailsToAsync(agent.Username)).Count);
    }

    /// <summary>Whoever has used up one kind hides nothing of another.</summary>
    [Fact]
    public async Task PasswordChanged_AfterManyChangedPermissions_IsTold()
    {
        var (tenant, agent) = await AddColleagueAsync();
        for (var number = 0; number < ADay + 1; number++)
        {
            await SetPermissionAsync(tenant, agent, number % 2 == 0 ? 64 : 16);
        }

        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/password", tenant.Token, """{"password":"a good new passphrase"}""")).Status);

        Assert.Equal("Your password was changed", (await service.SubjectsToAsync(agent.Username)).Last());
    }

    [Fact]
    public async Task PermissionThatStays_CountsForNothing()
    {
        var (tenant, agent) = await AddColleagueAsync();
        for (var number = 0; number < ADay + 1; number++)
        {
            await SetPermissionAsync(tenant, agent, 16);
        }

        await SetPermissionAsync(tenant, agent, 64);

        Assert.Single(await service.SubjectsToAsync(agent.Username));
    }

    [Fact]
    public async Task ManyAccesskeysAtOnce_AreAllMadeAndToldFiveTimesADay()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var email = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("email");

        var made = await Task.WhenAll(Enumerable.Range(0, ADay + 3).Select(_ => service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, "{}")));

        Assert.All(made, response => Assert.Equal(200, response.Status));
        Assert.Equal(Enumerable.Repeat("A new accesskey was made", ADay), await service.SubjectsToAsync(email));
    }

    /// <summary>Who reads the mail of that address is the customer: a sixth key may be the one that a thief made.</summary>
    [Fact]
    public async Task ManyAccesskeys_OfACustomerWhoseAddressIsVerified_AreAllTold()
    {
        var tenant = await service.Seed.AddTenantAsync();
        await service.Seed.InDatabaseAsync(database => database.Database.ExecuteSqlAsync($"UPDATE customers SET email_verified = true WHERE id = {tenant.CustomerId}"));
        var email = (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("email");

        for (var number = 0; number < ADay + 2; number++)
        {
            Assert.Equal(200, (await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, "{}")).Status);
        }

        Assert.Equal(ADay + 2, (await service.MailsToAsync(email)).Count);
    }

    private async Task<(Tenant Tenant, Agent Colleague)> AddColleagueAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        return (tenant, await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent));
    }

    private async Task SetPermissionAsync(Tenant tenant, Agent agent, int permission) =>
        Assert.Equal(200, (await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/permission", tenant.Token, JsonText.Write(new { permission }))).Status);

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : NoticeQuotaTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : NoticeQuotaTests(service);
}
