using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

public abstract class VerificationMetricsTests(AuthService service)
{
    [Fact]
    public async Task Request_GoodCredential_IsCountedAndTimedByItsScheme()
    {
        var tenant = await service.Seed.AddTenantAsync();
        using var measured = new Measurements(service);

        Assert.Equal("200 200 200", await service.StatusesOfAsync(tenant.Token, tenant.Accesskey, tenant.Accesskey));

        Assert.Equal(1, measured.Sum(VerificationMetrics.Verifications, "scheme=Token outcome=Accepted"));
        Assert.Equal(2, measured.Sum(VerificationMetrics.Verifications, "scheme=Accesskey outcome=Accepted"));
        Assert.Equal(2, measured.Heard.Count(name => name.StartsWith(VerificationMetrics.Verifications, StringComparison.Ordinal)));
        Assert.InRange(measured.Sum(VerificationMetrics.Duration, "scheme=Token"), 1e-9, 60);
        Assert.InRange(measured.Sum(VerificationMetrics.Duration, "scheme=Accesskey"), 1e-9, 60);
    }

    [Theory]
    [InlineData("unknown accesskey", "scheme=Accesskey outcome=Unknown")]
    [InlineData("revoked accesskey", "scheme=Accesskey outcome=Revoked")]
    [InlineData("malformed token", "scheme=Token outcome=Malformed")]
    [InlineData("forged token", "scheme=Token outcome=Invalid")]
    [InlineData("logged out token", "scheme=Token outcome=Revoked")]
    [InlineData("older token", "scheme=Token outcome=Ended")]
    [InlineData("token of a frozen customer", "scheme=Token outcome=Frozen")]
    [InlineData("accesskey of a frozen customer", "scheme=Accesskey outcome=Frozen")]
    public async Task Request_CredentialThatIsNotGood_IsCountedOnceByItsCause(string which, string tags)
    {
        var credential = await MakeAsync(which);
        using var measured = new Measurements(service);

        var response = await service.CallAsync("GET", "/v1.0/accesskeys", credential);

        Assert.Contains(response.Status, (int[])[401, 403]);
        Assert.Equal(1, measured.Sum(VerificationMetrics.Verifications, tags));
        Assert.Single(measured.Heard, name => name.StartsWith(VerificationMetrics.Verifications, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?token=a&token=b", "Multiple")]
    [InlineData("?Token=a", "Parameter")]
    public async Task Request_BadlyPresented_IsCountedWithoutAScheme(string query, string cause)
    {
        using var measured = new Measurements(service);

        Assert.Equal(400, (await service.CallAsync("GET", $"/v1.0/accesskeys{query}")).Status);

        Assert.Equal(1, measured.Sum(VerificationMetrics.Verifications, $"scheme=Credential outcome={cause}"));
    }

    [Fact]
    public async Task Request_WithoutACredential_IsNotCounted()
    {
        using var measured = new Measurements(service);

        Assert.Equal(401, (await service.CallAsync("GET", "/v1.0/accesskeys")).Status);
        Assert.Equal(200, (await service.CallAsync("GET", "/ping")).Status);

        Assert.DoesNotContain(measured.Heard, name => name.StartsWith("voipbin.auth.verification", StringComparison.Ordinal));
    }

    private async Task<string> MakeAsync(string which)
    {
        var tenant = await service.Seed.AddTenantAsync();
        switch (which)
        {
            case "unknown accesskey":
                return "vb_nobodys";
            case "revoked accesskey":
                await service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Accesskey);
                return tenant.Accesskey;
            case "malformed token":
                return "eyJ.not.ours";
            case "forged token":
                return new JwtForge(new byte[32]).Sign(JwtForge.PayloadOf(tenant.Token));
            case "logged out token":
                await service.CallAsync("POST", "/auth/logout", tenant.Token);
                return tenant.Token;
            case "older token":
                await service.Seed.RaiseGenerationAsync(tenant.Admin.Id);
                return tenant.Token;
            default:
                await service.Seed.FreezeAsync(tenant.CustomerId);
                return which.StartsWith("token", StringComparison.Ordinal) ? tenant.Token : tenant.Accesskey;
        }
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : VerificationMetricsTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : VerificationMetricsTests(service);
}
