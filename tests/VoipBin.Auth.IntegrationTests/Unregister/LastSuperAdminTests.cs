using VoipBin.Auth.IntegrationTests.AdminConsole;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Unregister;

/// <summary>Somebody must be able to operate the platform: needs a service where nobody else can.</summary>
public abstract class LastSuperAdminTests(AuthService service)
{
    [Fact]
    public async Task Unregister_OnlySuperAdminsCustomer_IsRefused()
    {
        await service.Seed.SqlAsync($"UPDATE agents SET permission = 32 WHERE username <> {AuthService.Username}");
        var token = (await service.LoginAsync(AuthService.Username, AuthService.Password)).Json.Text("token");
        var before = await service.Seed.SnapshotAsync();

        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", token, """{"confirmation_phrase":"DELETE"}"""), 409, "STATE_INVALID");
        Refusal.Is(await service.CallAsync("POST", "/auth/unregister", token, JsonText.Write(new { password = AuthService.Password, immediate = true })), 409, "STATE_INVALID");
        var page = await Visitor.With(service, token).SubmitAsync("/console/customer/unregister", ("when", "later"), ("confirmation", await NameAsync(token)), ("password", AuthService.Password));

        Assert.Equal((409, "Unregister?"), (page.Status, PageAnswer.Heading(page)));
        Assert.Contains("Nobody could operate the platform", PageAnswer.Alert(page), StringComparison.Ordinal);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Equal(200, await service.StatusOfAsync(token));
    }

    [Fact]
    public async Task Unregister_TwoSuperAdminsAtOnce_LeavesOne()
    {
        var (first, firstToken) = await Delegation.AddOperatorAsync(service);
        var (second, secondToken) = await Delegation.AddOperatorAsync(service);
        await service.Seed.SqlAsync($"UPDATE agents SET permission = 32 WHERE id <> {first.Id} AND id <> {second.Id}");

        var responses = await Task.WhenAll(new[] { firstToken, secondToken }.Select(token => service.CallAsync("POST", "/auth/unregister", token, """{"confirmation_phrase":"DELETE"}""")));
        await service.Seed.SqlAsync($"UPDATE agents SET permission = 1 WHERE username = {AuthService.Username}");

        Assert.Equal([200, 409], responses.Select(response => response.Status).Order());
    }

    private async Task<string> NameAsync(string token) => (await service.CallAsync("GET", "/v1.0/customer", token)).Json.Text("name");

    public sealed class OnSqlite(SqliteService service) : LastSuperAdminTests(service), IClassFixture<SqliteService>;

    public sealed class OnPostgres(PostgresService service) : LastSuperAdminTests(service), IClassFixture<PostgresService>;
}
