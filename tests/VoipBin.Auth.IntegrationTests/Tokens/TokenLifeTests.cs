using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>What ends a token before its time, and what it may do until then.</summary>
public abstract class TokenLifeTests(AuthService service)
{
    [Fact]
    public async Task Request_AgentHasANewGeneration_EndsEveryOlderToken()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await service.Seed.RaiseGenerationAsync(tenant.Admin.Id);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token), 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Request_DeletedAgent_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await service.Seed.DeleteAgentAsync(tenant.Admin.Id);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token), 401, "INVALID_CREDENTIALS");
        Assert.Equal(200, await service.StatusOfAsync(tenant.Accesskey));
    }

    [Fact]
    public async Task Request_PermissionChanged_CountsWhatTheAgentHasNow()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await service.Seed.SetPermissionAsync(tenant.Admin.Id, Permission.CustomerAgent);
        var without = await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token);
        await service.Seed.SetPermissionAsync(tenant.Admin.Id, Permission.CustomerAdmin);
        var with = await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token);

        Refusal.Is(without, 403, "PERMISSION_DENIED");
        Assert.Equal(200, with.Status);
    }

    [Fact]
    public async Task Token_OfALogin_HasExactlyTheContractsClaims()
    {
        var response = await service.LoginAsync(AuthService.Username, AuthService.Password);

        var payload = JwtForge.PayloadOf(response.Json.Text("token"));
        var (issued, expires) = ((long)payload["iat"]!, (long)payload["exp"]!);
        Assert.Equal(
            ["agent", "customer_id", "exp", "expire", "gen", "iat", "iss", "jti", "sub", "type"],
            payload.Select(claim => claim.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["id", "customer_id", "username", "name", "permission"], payload["agent"]!.AsObject().Select(claim => claim.Key));
        Assert.Equal(7 * 24 * 3600, expires - issued);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(expires).ToString("yyyy-MM-dd'T'HH:mm:ss'.000000Z'", System.Globalization.CultureInfo.InvariantCulture), (string)payload["expire"]!);
        Assert.Equal(("agent", "voipbin", 33), ((string)payload["type"]!, (string)payload["iss"]!, (int)payload["agent"]!["permission"]!));
        Assert.Equal((string)payload["sub"]!, (string)payload["agent"]!["id"]!);
        Assert.Equal(7, Guid.Parse((string)payload["jti"]!).Version);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : TokenLifeTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : TokenLifeTests(service);
}
