using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Tokens;

namespace VoipBin.Auth.IntegrationTests.Introspection;

/// <summary>Whatever is not good is one answer, whatever the cause; the operator finds the cause by the request's id, and never the credential, however much is logged.</summary>
public abstract class InactiveCredentialTests(AuthService service)
{
    [Theory]
    [InlineData("unknown accesskey", "Accesskey", "Unknown")]
    [InlineData("empty word", "Accesskey", "Unknown")]
    [InlineData("long accesskey", "Accesskey", "Unknown")]
    [InlineData("revoked accesskey", "Accesskey", "Revoked")]
    [InlineData("malformed token", "Token", "Malformed")]
    [InlineData("long token", "Token", "Malformed")]
    [InlineData("identity", "Token", "Malformed")]
    [InlineData("forged token", "Token", "Invalid")]
    [InlineData("foreign token", "Token", "Foreign")]
    [InlineData("expired token", "Token", "Expired")]
    [InlineData("logged out token", "Token", "Revoked")]
    [InlineData("older token", "Token", "Ended")]
    [InlineData("token of a deleted agent", "Token", "AgentDeleted")]
    public async Task Introspect_CredentialThatIsNotGood_IsInactive(string which, string kind, string cause)
    {
        var (tenant, (_, operatorToken)) = (await service.Seed.AddTenantAsync(), await Delegation.AddOperatorAsync(service));
        var credential = await MakeAsync(which, tenant);

        await AssertInactiveAsync(tenant.Accesskey, credential, kind, cause);
        await AssertInactiveAsync(operatorToken, credential, kind, cause);
    }

    [Fact]
    public async Task Introspect_AtTheInstantOfExpiry_IsInactive()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (accesskey, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId, TimeSpan.FromDays(1));
        using (service.Clock.HoldAt(accesskey.TmExpire.AddMicroseconds(-1)))
        {
            Assert.True((await service.IntrospectAsync(tenant.Accesskey, text)).Json.GetProperty("active").GetBoolean());
        }

        using (service.Clock.HoldAt(accesskey.TmExpire))
        {
            await AssertInactiveAsync(tenant.Accesskey, text, "Accesskey", "Expired");
        }

        var expiry = DateTimeOffset.FromUnixTimeSeconds((long)JwtForge.PayloadOf(tenant.Token)["exp"]!);
        using (service.Clock.HoldAt(expiry.AddMicroseconds(-1)))
        {
            Assert.True((await service.IntrospectAsync(tenant.Accesskey, tenant.Token)).Json.GetProperty("active").GetBoolean());
        }

        using (service.Clock.HoldAt(expiry))
        {
            await AssertInactiveAsync(tenant.Accesskey, tenant.Token, "Token", "Expired");
        }
    }

    [Fact]
    public async Task Introspect_CustomerThatIsFrozenOrDeleted_IsInactiveAlsoToAnOperator()
    {
        var (frozen, deleted, (_, asking)) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync(), await Delegation.AddOperatorAsync(service));
        await service.Seed.FreezeAsync(frozen.CustomerId);
        await service.Seed.DeleteCustomerAsync(deleted.CustomerId);

        await AssertInactiveAsync(asking, frozen.Token, "Token", "Frozen");
        await AssertInactiveAsync(asking, frozen.Accesskey, "Accesskey", "Frozen");
        await AssertInactiveAsync(asking, deleted.Token, "Token", "CustomerDeleted");
        await AssertInactiveAsync(asking, deleted.Accesskey, "Accesskey", "CustomerDeleted");
    }

    [Fact]
    public async Task Introspect_AnotherCustomersCredential_IsInactiveForThatCause()
    {
        var (asking, other) = (await service.Seed.AddTenantAsync(), await service.Seed.AddTenantAsync());

        await AssertInactiveAsync(asking.Accesskey, other.Token, "Token", "OtherCustomer");
        await AssertInactiveAsync(asking.Accesskey, other.Accesskey, "Accesskey", "OtherCustomer");
    }

    /// <summary>Nor is a good one told to anybody but who asks.</summary>
    [Fact]
    public async Task Introspect_GoodCredential_IsNotLogged()
    {
        var tenant = await service.Seed.AddTenantAsync();
        service.Log.Clear();

        var token = await service.IntrospectAsync(tenant.Accesskey, tenant.Token);
        var accesskey = await service.IntrospectFormAsync(tenant.Accesskey, $"{tenant.Accesskey}&token={tenant.Accesskey}&{tenant.Token}={tenant.Token}");

        Assert.Equal((200, 200), (token.Status, accesskey.Status));
        Assert.True(accesskey.Json.GetProperty("active").GetBoolean());
        Assert.Contains(service.Log.Lines, line => line.Level <= LogLevel.Debug && line.Text.Contains(IntrospectionCalls.Route, StringComparison.Ordinal));
        Assert.All((string[])[tenant.Token, tenant.Token.Split('.')[2], tenant.Accesskey], secret => Assert.Empty(service.Log.LinesWith(secret)));
    }

    private async Task AssertInactiveAsync(string asking, string credential, string kind, string cause)
    {
        service.Log.Clear();

        var response = await service.IntrospectAsync(asking, credential);

        var logged = service.Log.Lines.Where(line => line.Text.Contains("is not active", StringComparison.Ordinal)).ToArray();
        Assert.Equal((200, IntrospectionCalls.Inactive), (response.Status, response.Body));
        Assert.Equal(LogLevel.Information, Assert.Single(logged).Level);
        Assert.Contains($"Told that a {kind} is not active: {cause}, request {response.Header("X-Request-Id")}", logged[0].Text, StringComparison.Ordinal);
        if (!string.IsNullOrWhiteSpace(credential))
        {
            Assert.Empty(service.Log.LinesWith(credential));
        }
    }

    private async Task<string> MakeAsync(string which, Tenant tenant)
    {
        var payload = JwtForge.PayloadOf(tenant.Token);
        switch (which)
        {
            case "unknown accesskey":
                return $"vb_unknown{Guid.CreateVersion7():N}";
            case "empty word":
                return " ";
            case "long accesskey":
                return new string('x', 60_000);
            case "revoked accesskey":
                var (accesskey, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId);
                Assert.Equal(200, (await service.CallAsync("DELETE", $"/v1.0/accesskeys/{accesskey.Id}", tenant.Token)).Status);
                return text;
            case "malformed token":
                return "eyJ.not.ours";
            case "long token":
                payload["agent"]!["name"] = new string('x', 4096);
                return JwtForge.WithKeyOf(service).Sign(payload);
            case "identity":
                return SignIdentity(payload.ToJsonString());
            case "forged token":
                return new JwtForge(new byte[32]).Sign(payload);
            case "foreign token":
                payload["type"] = "other";
                return JwtForge.WithKeyOf(service).Sign(payload);
            case "expired token":
                payload["exp"] = service.Clock.GetUtcNow().AddSeconds(-1).ToUnixTimeSeconds();
                return JwtForge.WithKeyOf(service).Sign(payload);
            case "logged out token":
                Assert.Equal(200, (await service.CallAsync("POST", "/auth/logout", tenant.Token)).Status);
                break;
            case "older token":
                await service.Seed.RaiseGenerationAsync(tenant.Admin.Id);
                break;
            default:
                await service.Seed.DeleteAgentAsync(tenant.Admin.Id);
                break;
        }

        return tenant.Token;
    }

    /// <summary>What services behind a proxy are told of a caller: signed, and no credential.</summary>
    private static string SignIdentity(string payload)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var head = $"{JwtForge.Encode("""{"alg":"ES256","typ":"voipbin-identity+jwt"}""")}.{JwtForge.Encode(payload)}";
        return $"{head}.{System.Buffers.Text.Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256))}";
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : InactiveCredentialTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : InactiveCredentialTests(service);
}
