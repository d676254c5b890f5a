using Microsoft.Extensions.Logging;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Authentication;

/// <summary>The client hears one sentence; the operator finds the cause by the request's id, and never the credential, however much is logged.</summary>
public abstract class RefusedCredentialLogTests(AuthService service)
{
    [Theory]
    [InlineData("unknown accesskey", "Refused Accesskey: Unknown")]
    [InlineData("revoked accesskey", "Refused Accesskey: Revoked")]
    [InlineData("expired accesskey", "Refused Accesskey: Expired")]
    [InlineData("accesskey of a deleted customer", "Refused Accesskey: CustomerDeleted")]
    [InlineData("malformed token", "Refused Token: Malformed")]
    [InlineData("forged token", "Refused Token: Invalid")]
    [InlineData("expired token", "Refused Token: Expired")]
    [InlineData("logged out token", "Refused Token: Revoked")]
    [InlineData("older token", "Refused Token: Ended")]
    [InlineData("token of a deleted agent", "Refused Token: AgentDeleted")]
    [InlineData("token of a deleted customer", "Refused Token: CustomerDeleted")]
    public async Task Request_RefusedCredential_IsLoggedOnceWithItsCause(string which, string line)
    {
        var credential = await MakeAsync(which);
        service.Log.Clear();

        var response = await service.CallAsync("GET", $"/v1.0/accesskeys?{(line.Contains("Token", StringComparison.Ordinal) ? "token" : "accesskey")}={credential}");

        var logged = service.Log.Lines.Where(entry => entry.Text.Contains("Refused ", StringComparison.Ordinal)).ToArray();
        Refusal.Is(response, 401, "INVALID_CREDENTIALS");
        Assert.Equal(LogLevel.Information, Assert.Single(logged).Level);
        Assert.Contains($"{line}, request {response.Header("X-Request-Id")}", logged[0].Text, StringComparison.Ordinal);
        Assert.Contains(service.Log.Lines, entry => entry.Level <= LogLevel.Debug && entry.Text.Contains("/v1.0/accesskeys", StringComparison.Ordinal));
        Assert.Empty(service.Log.LinesWith(credential));
    }

    private async Task<string> MakeAsync(string which)
    {
        var tenant = await service.Seed.AddTenantAsync();
        switch (which)
        {
            case "unknown accesskey":
                return "vb_unknown";
            case "revoked accesskey":
                await service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Accesskey);
                return tenant.Accesskey;
            case "expired accesskey":
                service.Clock.Advance(TimeSpan.FromDays(30));
                return tenant.Accesskey;
            case "accesskey of a deleted customer":
                await service.Seed.DeleteCustomerAsync(tenant.CustomerId);
                return tenant.Accesskey;
            case "malformed token":
                return "eyJ.not.ours";
            case "forged token":
                return new JwtForge(new byte[32]).Sign(JwtForge.PayloadOf(tenant.Token));
            case "expired token":
                service.Clock.Advance(TimeSpan.FromDays(7));
                break;
            case "logged out token":
                await service.CallAsync("POST", "/auth/logout", tenant.Token);
                break;
            case "older token":
                await service.Seed.RaiseGenerationAsync(tenant.Admin.Id);
                break;
            case "token of a deleted agent":
                await service.Seed.DeleteAgentAsync(tenant.Admin.Id);
                break;
            default:
                await service.Seed.DeleteCustomerAsync(tenant.CustomerId);
                break;
        }

        return tenant.Token;
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : RefusedCredentialLogTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : RefusedCredentialLogTests(service);
}
