using VoipBin.Auth.IntegrationTests.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

public abstract class TokenSchemeTests(AuthService service) : SchemeContractTests(service)
{
    private readonly AuthService service = service;

    protected override string Name => "token";

    private protected override string CredentialOf(Tenant tenant) => tenant.Token;

    private protected override Task<DateTimeOffset> ExpiryAsync(Tenant tenant) =>
        Task.FromResult(DateTimeOffset.FromUnixTimeSeconds((long)JwtForge.PayloadOf(tenant.Token)["exp"]!));

    private protected override Task<RawResponse> RevokeAsync(Tenant tenant) => service.CallAsync("POST", "/auth/logout", tenant.Token);

    protected override string UnknownLike(string credential) => new JwtForge([.. Enumerable.Repeat((byte)1, 32)]).Sign(JwtForge.PayloadOf(credential));

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : TokenSchemeTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : TokenSchemeTests(service);
}
