using System.Text;
using System.Text.Json.Nodes;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>Tokens that the service did not make, or not like this; each is signed with the service's own key unless its test says otherwise.</summary>
public abstract class ForgedTokenTests(AuthService service)
{
    private readonly JwtForge forge = JwtForge.WithKeyOf(service);

    [Fact]
    public async Task Request_SamePayloadSignedAgain_IsAnswered()
    {
        var payload = await PayloadAsync();

        Assert.Equal(200, await service.StatusOfAsync(forge.Sign(payload)));
    }

    [Theory]
    [InlineData("""{"typ":"JWT","alg":"HS256"}""", "HS256")]
    [InlineData("""{"alg":"HS256", "typ":"JWT"}""", "HS256")]
    [InlineData("""{"alg":"HS256","typ":"jwt"}""", "HS256")]
    [InlineData("""{"alg":"HS256"}""", "HS256")]
    [InlineData("""{"alg":"HS256","typ":"JWT","kid":"1"}""", "HS256")]
    [InlineData("""{"alg":"HS256","typ":"JWT","crit":["exp"]}""", "HS256")]
    [InlineData("""{"alg":"HS256","typ":"JWT","crit":["b64"],"b64":false}""", "HS256")]
    [InlineData("""{"alg":"HS256","typ":"JWT","jwk":{"kty":"oct","k":"AQEB"}}""", "HS256")]
    [InlineData("""{"alg":"HS256","typ":"JWT","x5u":"https://evil.example/key"}""", "HS256")]
    [InlineData("""{"alg":"HS384","typ":"JWT"}""", "HS384")]
    [InlineData("""{"alg":"HS512","typ":"JWT"}""", "HS512")]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""", "HS384")]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""", "HS512")]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""", "none")]
    [InlineData("""{"alg":"none","typ":"JWT"}""", "none")]
    [InlineData("""{"alg":"None","typ":"JWT"}""", "HS256")]
    [InlineData("""{"alg":"RS256","typ":"JWT"}""", "HS256")]
    public async Task Request_AnotherHeaderOrAlgorithm_IsRefused(string header, string algorithm)
    {
        var payload = await PayloadAsync();

        await AssertRefusedAsync(forge.Sign(payload.ToJsonString(), header, algorithm));
    }

    [Theory]
    [InlineData("iss", null)]
    [InlineData("iss", "\"another\"")]
    [InlineData("iss", "\"VoipBin\"")]
    [InlineData("iss", "[\"voipbin\"]")]
    [InlineData("iss", "7")]
    [InlineData("type", null)]
    [InlineData("type", "\"accesskey\"")]
    [InlineData("type", "\"Agent\"")]
    [InlineData("type", "[\"agent\"]")]
    [InlineData("type", "1")]
    [InlineData("sub", null)]
    [InlineData("sub", "\"\"")]
    [InlineData("sub", "\"not-a-uuid\"")]
    [InlineData("sub", "\"01890000-0000-7000-8000-000000000000\"")]
    [InlineData("sub", "7")]
    [InlineData("sub", "null")]
    [InlineData("jti", null)]
    [InlineData("jti", "\"not-a-uuid\"")]
    [InlineData("jti", "7")]
    [InlineData("jti", "{}")]
    [InlineData("gen", null)]
    [InlineData("gen", "\"0\"")]
    [InlineData("gen", "0.5")]
    [InlineData("gen", "-1")]
    [InlineData("gen", "1")]
    [InlineData("gen", "4294967296")]
    [InlineData("gen", "null")]
    [InlineData("gen", "[0]")]
    [InlineData("exp", null)]
    [InlineData("exp", "null")]
    [InlineData("exp", "\"\"")]
    [InlineData("exp", "\"tomorrow\"")]
    [InlineData("exp", "0")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "true")]
    [InlineData("exp", "{}")]
    [InlineData("exp", "[4102444800]")]
    public async Task Request_AnotherClaim_IsRefused(string claim, string? json)
    {
        var payload = await PayloadAsync();
        payload.Remove(claim);
        if (json is not null)
        {
            payload[claim] = JsonNode.Parse(json);
        }

        await AssertRefusedAsync(forge.Sign(payload));
    }

    [Theory]
    [InlineData("iat", 86400)]
    [InlineData("nbf", 86400)]
    public async Task Request_MadeOnAReplicaWhoseClockIsAhead_IsAnswered(string claim, int secondsAhead)
    {
        var payload = await PayloadAsync();
        payload[claim] = service.Clock.GetUtcNow().ToUnixTimeSeconds() + secondsAhead;

        Assert.Equal(200, await service.StatusOfAsync(forge.Sign(payload)));
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(0, 401)]
    [InlineData(-1, 401)]
    public async Task Request_BySecondsUntilExpiry_IsAnsweredOnlyBeforeIt(int seconds, int status)
    {
        var payload = await PayloadAsync();
        var now = DateTimeOffset.FromUnixTimeSeconds(service.Clock.GetUtcNow().ToUnixTimeSeconds());
        payload["exp"] = now.ToUnixTimeSeconds() + seconds;

        using var hold = service.Clock.HoldAt(now);

        Assert.Equal(status, await service.StatusOfAsync(forge.Sign(payload)));
    }

    [Theory]
    [InlineData(3011, 4096, 200)]
    [InlineData(3012, 4097, 401)]
    public async Task Request_ByLength_IsAnsweredUpTo4KiB(int payloadBytes, int length, int status)
    {
        var payload = await PayloadAsync();
        payload["padding"] = "";
        payload["padding"] = new string('x', payloadBytes - Encoding.UTF8.GetByteCount(payload.ToJsonString()));

        var token = forge.Sign(payload);

        Assert.Equal((length, status), (token.Length, await service.StatusOfAsync(token)));
    }

    [Theory]
    [InlineData("{0}.{1}")]
    [InlineData("{0}.{1}.")]
    [InlineData("{0}..{2}")]
    [InlineData(".{1}.{2}")]
    [InlineData("{0}..")]
    [InlineData("{0}.{1}.{2}.")]
    [InlineData("{0}.{1}.{2}.{2}.{2}")]
    [InlineData("{0}.{1}.{2}=")]
    [InlineData("{0}.{1}=.{2}")]
    [InlineData("{0}=.{1}.{2}")]
    [InlineData("{0}.{1}.{2}A")]
    [InlineData("{0}.{1}A.{2}")]
    [InlineData("{0}.{1}.{1}")]
    [InlineData("{0}.{2}.{2}")]
    [InlineData("{0}.{1}.+{2}")]
    [InlineData("{0}.{1}./{2}")]
    [InlineData("{0}.%{1}.{2}")]
    [InlineData("eyJ.{1}.{2}")]
    [InlineData("{0}.bm90IGpzb24.{2}")]
    public async Task Request_AnotherForm_IsRefused(string form)
    {
        var parts = forge.Sign(await PayloadAsync()).Split('.');

        await AssertRefusedAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, parts[0], parts[1], parts[2]));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"exp":4102444800""")]
    [InlineData("\uFEFF{}")]
    public async Task Request_SignedPayloadThatIsNoneOfOurs_IsRefused(string payload) => await AssertRefusedAsync(forge.Sign(payload));

    [Fact]
    public async Task Request_AlteredPayload_IsRefused()
    {
        var victim = await service.Seed.AddTenantAsync();
        var parts = (await service.Seed.AddTenantAsync()).Token.Split('.');

        await AssertRefusedAsync($"{parts[0]}.{victim.Token.Split('.')[1]}.{parts[2]}");
    }

    [Fact]
    public async Task Request_SignedWithAnotherKey_IsRefused()
    {
        var payload = await PayloadAsync();

        await AssertRefusedAsync(new JwtForge([.. Enumerable.Repeat((byte)1, 32)]).Sign(payload));
        await AssertRefusedAsync(new JwtForge([]).Sign(payload));
    }

    [Fact]
    public async Task Request_ClaimsOfAnotherCustomerAndPermission_CountForNothing()
    {
        var other = await service.Seed.AddTenantAsync();
        var payload = await PayloadAsync();
        payload["customer_id"] = other.CustomerId.ToString();
        payload["permission"] = 1;
        payload["agent"] = JsonNode.Parse($$"""{"customer_id":"{{other.CustomerId}}","permission":1}""");

        var response = await service.CallAsync("GET", $"/v1.0/accesskeys/{other.AccesskeyId}", forge.Sign(payload));

        Refusal.Is(response, 403, "PERMISSION_DENIED");
    }

    private async Task<JsonObject> PayloadAsync() => JwtForge.PayloadOf((await service.Seed.AddTenantAsync()).Token);

    private async Task AssertRefusedAsync(string token)
    {
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("POST", "/v1.0/accesskeys", token, "{}");

        Refusal.Is(response, 401, "INVALID_CREDENTIALS");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.Empty(service.Log.LinesWith(token));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ForgedTokenTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : ForgedTokenTests(service);
}
