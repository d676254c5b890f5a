using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.ForwardAuth;

/// <summary>The signed identity of a caller, verified with the published keys as a service does.</summary>
public abstract class IdentityTests(AuthService service)
{
    [Fact]
    public async Task Identity_EachKindOfCaller_SaysWhoItIs()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var delegation = await Delegation.BeginAsync(service, tenant);

        var accesskey = await VerifyAsync(await IdentifyAsync(tenant.Accesskey));
        var token = await VerifyAsync(await IdentifyAsync(tenant.Token));
        var acting = await VerifyAsync(await IdentifyAsync(delegation.Token));

        Assert.Equal($"accesskey_id={tenant.AccesskeyId} customer_id={tenant.CustomerId} permission=32 sub={tenant.AccesskeyId} type=accesskey", Describe(accesskey));
        Assert.Equal($"agent_id={tenant.Admin.Id} customer_id={tenant.CustomerId} permission={(int)tenant.Admin.Permission} sub={tenant.Admin.Id} type=token username={tenant.Admin.Username}", Describe(token));
        Assert.Equal($"customer_id={tenant.CustomerId} delegator_id={delegation.Operator.Id} permission=32 sub={delegation.Operator.Id} type=delegate", Describe(acting));
    }

    [Fact]
    public async Task Identity_Lifetime_IsTwoMinutesAndNeverBeyondTheCredential()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (key, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);

        var usual = await VerifyAsync(await IdentifyAsync(text));
        using var hold = service.Clock.HoldAt(key.TmExpire.AddSeconds(-30));
        var last = new JsonWebToken(await IdentifyAsync(text));

        Assert.Equal(TimeSpan.FromMinutes(2), usual.ValidTo - usual.IssuedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(key.TmExpire.ToUnixTimeSeconds()).UtcDateTime, last.ValidTo);
    }

    [Fact]
    public async Task Identity_SameCallerAndHost_IsMadeOncePerMinute()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var first = await IdentifyAsync(tenant.Accesskey);
        service.Clock.Advance(TimeSpan.FromSeconds(50));
        var second = await IdentifyAsync(tenant.Accesskey);
        service.Clock.Advance(TimeSpan.FromSeconds(11));
        var third = await IdentifyAsync(tenant.Accesskey);

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
    }

    [Fact]
    public async Task Identity_RequestsThatComeTogether_HaveOne()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var identities = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => IdentifyAsync(tenant.Accesskey)));

        Assert.Single(identities.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Identity_AnotherHost_IsForThatHost()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", "/authz/forward-auth", tenant.Accesskey, headers: ["X-Forwarded-Method: GET", "X-Forwarded-Uri: /x", "X-Forwarded-Host: Other.Example.com.:8443"]);

        Assert.Equal(["other.example.com"], new JsonWebToken(response.Header(AuthHeaders.Identity)).Audiences);
    }

    /// <summary>What is remembered must not outlive what it says.</summary>
    [Fact]
    public async Task Identity_ChangedPermission_CountsAtOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var agent = await service.Seed.AddAgentAsync(tenant.CustomerId, Permission.CustomerManager);
        var token = service.Seed.IssueToken(agent);
        var before = new JsonWebToken(await IdentifyAsync(token));

        await service.CallAsync("PUT", $"/v1.0/agents/{agent.Id}/permission", tenant.Token, """{"permission":16}""");

        Assert.Equal((64, 16), (before.GetPayloadValue<int>("permission"), new JsonWebToken(await IdentifyAsync(token)).GetPayloadValue<int>("permission")));
    }

    [Fact]
    public async Task Identity_PresentedAsACredential_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var identity = await IdentifyAsync(tenant.Accesskey);

        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", identity), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", $"/v1.0/me?token={identity}"), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", $"/v1.0/me?accesskey={identity}"), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", headers: $"Cookie: token={identity}"), 401, "INVALID_CREDENTIALS");
        Refusal.Is(await service.CallAsync("GET", "/v1.0/me", headers: $"{AuthHeaders.Identity}: {identity}"), 401, "AUTHENTICATION_REQUIRED");
        Ask.Refused(await service.DecideAsync("ext-authz", "GET", "/x", $"Authorization: Bearer {identity}"), 401, "INVALID_CREDENTIALS");
    }

    /// <summary>A token of a login must not pass for an identity either.</summary>
    [Fact]
    public async Task Token_PresentedAsAnIdentity_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var result = await ValidateAsync(tenant.Token);

        Assert.False(result.IsValid);
    }

    [Fact]
    public async Task Keys_Anybody_GetsPublicOnesAndMayKeepThem()
    {
        var response = await service.CallAsync("GET", "/.well-known/jwks.json");

        Assert.Equal((200, "public, max-age=300"), (response.Status, response.Header("Cache-Control")));
        Assert.All(response.Json.GetProperty("keys").EnumerateArray(), key => Assert.Equal(["kty", "use", "alg", "kid", "crv", "x", "y"], key.Members()));
    }

    /// <summary>Every claim but those that say for whom and how long.</summary>
    private static string Describe(JsonWebToken identity) =>
        string.Join(' ', identity.Claims.Where(claim => claim.Type is not ("iss" or "aud" or "iat" or "exp")).Select(claim => $"{claim.Type}={claim.Value}").Order(StringComparer.Ordinal));

    private async Task<string> IdentifyAsync(string credential) =>
        Ask.Allowed(await service.DecideAsync("auth-request", "GET", "/x", $"Authorization: Bearer {credential}"))[AuthHeaders.Identity];

    private async Task<JsonWebToken> VerifyAsync(string identity)
    {
        var result = await ValidateAsync(identity);
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }

    private async Task<TokenValidationResult> ValidateAsync(string token)
    {
        var keys = new JsonWebKeySet((await service.CallAsync("GET", "/.well-known/jwks.json")).Body);
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "voipbin",
            ValidAudience = Ask.Host,
            ValidTypes = [IdentityClaims.TokenType],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.GetSigningKeys(),
            LifetimeValidator = (_, expires, _, _) => expires > service.Clock.GetUtcNow().UtcDateTime,
        });
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : IdentityTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : IdentityTests(service);
}
