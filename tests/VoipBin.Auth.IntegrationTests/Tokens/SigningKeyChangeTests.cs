using System.Security.Cryptography;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

public abstract class SigningKeyChangeTests(AuthService service)
{
    [Fact]
    public async Task Request_SignedWithTheOlderKey_IsAnswered()
    {
        var payload = JwtForge.PayloadOf((await service.Seed.AddTenantAsync()).Token);

        var old = await service.CallAsync("GET", "/v1.0/accesskeys", new JwtForge(HardenedSettings.OldSigningKey).Sign(payload));
        var unknown = await service.CallAsync("GET", "/v1.0/accesskeys", new JwtForge(RandomNumberGenerator.GetBytes(32)).Sign(payload));

        Assert.Equal(200, old.Status);
        Refusal.Is(unknown, 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Login_TwoKeys_SignsWithTheFirst()
    {
        var token = (await service.LoginAsync(AuthService.Username, AuthService.Password)).Json.Text("token");

        Assert.Equal(JwtForge.WithKeyOf(service).Sign(Payload(token)), token);
        Assert.NotEqual(new JwtForge(HardenedSettings.OldSigningKey).Sign(Payload(token)), token);
    }

    private static string Payload(string token) => System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));

    [Collection(HardenedSqliteTests.Name)]
    public sealed class OnSqlite(HardenedSqliteService service) : SigningKeyChangeTests(service);

    [Collection(HardenedPostgresTests.Name)]
    public sealed class OnPostgres(HardenedPostgresService service) : SigningKeyChangeTests(service);
}
