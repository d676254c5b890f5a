using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>Of several faults the first in the contract's order is told: route and method, credential, account, permission, id and query, body, row, state.</summary>
public abstract class CheckOrderTests(AuthService service)
{
    private const string Unknown = "01890000-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("PATCH", "/v1.0/accesskeys", "bad", "[", 405, "METHOD_NOT_ALLOWED")]
    [InlineData("PUT", "/v1.0/accesskeys/x", "bad", "[", 401, "INVALID_CREDENTIALS")]
    [InlineData("PUT", "/v1.0/accesskeys/x", "", "[", 401, "AUTHENTICATION_REQUIRED")]
    [InlineData("PUT", "/v1.0/accesskeys/x", "frozen plain agent", "[", 403, "ACCOUNT_FROZEN")]
    [InlineData("PUT", "/v1.0/accesskeys/x", "plain agent", "[", 403, "PERMISSION_DENIED")]
    [InlineData("GET", "/v1.0/accesskeys?page_size=x", "plain agent", null, 403, "PERMISSION_DENIED")]
    [InlineData("PUT", "/v1.0/accesskeys/x", "admin", "[", 400, "INVALID_ID")]
    [InlineData("PUT", "/v1.0/accesskeys/" + Unknown, "admin", "[", 400, "INVALID_JSON_BODY")]
    [InlineData("PUT", "/v1.0/accesskeys/" + Unknown, "admin", """{"name":7}""", 400, "INVALID_ARGUMENT")]
    [InlineData("PUT", "/v1.0/accesskeys/" + Unknown, "admin", "{}", 404, "ACCESSKEY_NOT_FOUND")]
    [InlineData("POST", "/auth/logout", "accesskey", "[", 403, "AGENT_AUTH_REQUIRED")]
    public async Task Request_SeveralFaults_IsToldTheFirst(string method, string target, string who, string? body, int status, string reason)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var credential = who switch
        {
            "" => null,
            "bad" => "bad",
            "admin" => tenant.Token,
            "accesskey" => tenant.Accesskey,
            _ => service.Seed.IssueToken(await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerAgent)),
        };
        if (who.StartsWith("frozen", StringComparison.Ordinal))
        {
            await service.Seed.FreezeAsync(tenant.CustomerId);
        }

        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync(method, target, credential, body);

        Refusal.Is(response, status, reason);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task Update_AnothersKeyWithABadBody_IsToldAboutTheBody()
    {
        var (tenant, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());

        var response = await service.CallAsync("PUT", $"/v1.0/accesskeys/{other.AccesskeyId}", tenant.Token, "[");

        Refusal.Is(response, 400, "INVALID_JSON_BODY");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CheckOrderTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CheckOrderTests(service);
}
