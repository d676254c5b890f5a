using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

public abstract class AccesskeySchemeTests(AuthService service) : SchemeContractTests(service)
{
    private readonly AuthService service = service;

    protected override string Name => "accesskey";

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("an.older-key_with~every.allowed.sign")]
    public async Task Request_KeyOfOlderOrigin_IsAnswered(string text)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var key = $"{text}{tenant.AccesskeyId:N}";
        await service.Seed.ImportAccesskeyAsync(tenant.CustomerId, key);

        var bearer = await service.CallAsync("GET", "/v1.0/accesskeys", key);
        var query = await service.CallAsync("GET", $"/v1.0/accesskeys?accesskey={key}");

        Assert.Equal([200, 200], [bearer.Status, query.Status]);
    }

    private protected override string CredentialOf(Tenant tenant) => tenant.Accesskey;

    private protected override Task<DateTimeOffset> ExpiryAsync(Tenant tenant) => service.Seed.InDatabaseAsync(database =>
        database.Set<Accesskey>().Where(row => row.Id == tenant.AccesskeyId).Select(row => row.TmExpire).SingleAsync());

    private protected override Task<RawResponse> RevokeAsync(Tenant tenant) => service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Accesskey);

    protected override string UnknownLike(string credential) => AccesskeyToken.Generate().Reveal();

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : AccesskeySchemeTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : AccesskeySchemeTests(service);
}
