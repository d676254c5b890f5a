using System.Globalization;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Tokens;

/// <summary>Who gets a delegate token, for whom, and for how long.</summary>
public abstract class DelegateTests(AuthService service)
{
    [Fact]
    public async Task Delegate_SuperAdmin_GetsATokenOfEightHours()
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();
        var now = DateTimeOffset.FromUnixTimeSeconds(service.Clock.GetUtcNow().ToUnixTimeSeconds() + 1);
        using var hold = service.Clock.HoldAt(now);

        var response = await Delegation.AskAsync(service, token, target.CustomerId);

        Assert.Equal(200, response.Status);
        Assert.Equal(["token", "customer_id", "expire"], response.Json.Members());
        Assert.Equal(target.CustomerId.ToString(), response.Json.Text("customer_id"));
        Assert.Equal(now.AddHours(8).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), response.Json.Text("expire"));
        var payload = JwtForge.PayloadOf(response.Json.Text("token"));
        Assert.Equal(now.AddHours(8).ToUnixTimeSeconds(), (long)payload["exp"]!);
        Assert.Equal(("delegate", target.CustomerId.ToString()), ((string?)payload["type"], (string?)payload["customer_id"]));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Delegate_OwnTokenEndsSooner_EndsWithIt()
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();
        var end = (long)JwtForge.PayloadOf(token)["exp"]!;
        using var hold = service.Clock.HoldAt(DateTimeOffset.FromUnixTimeSeconds(end).AddHours(-1));
        var other = await service.Seed.AddTenantAsync();

        var response = await Delegation.AskAsync(service, token, target.CustomerId);

        Assert.Equal(200, response.Status);
        Assert.Equal(end, (long)JwtForge.PayloadOf(response.Json.Text("token"))["exp"]!);
        Assert.Equal(200, await service.StatusOfAsync(other.Token));
    }

    [Fact]
    public async Task Delegate_Issued_IsAuditedOnTheTargetWithItsReason()
    {
        var (superAdmin, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();

        var response = await Delegation.AskAsync(service, token, target.CustomerId);

        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("customer.delegated", target.CustomerId, superAdmin.Id), (audited.Type, audited.CustomerId, audited.AgentId));
        Assert.Contains(Delegation.Reason, audited.Data, StringComparison.Ordinal);
        Assert.DoesNotContain(response.Json.Text("token"), audited.Data, StringComparison.Ordinal);
        var shown = await service.CallAsync("GET", "/v1.0/audit?type=customer.delegated", target.Token);
        Assert.Equal(Delegation.Reason, Assert.Single(shown.Json.GetProperty("result").EnumerateArray()).GetProperty("data").Text("reason"));
    }

    [Theory]
    [InlineData("accesskey", "AGENT_AUTH_REQUIRED")]
    [InlineData("admin", "PERMISSION_DENIED")]
    [InlineData("manager", "PERMISSION_DENIED")]
    [InlineData("delegate", "PERMISSION_DENIED")]
    public async Task Delegate_AnotherCaller_IsRefused(string who, string reason)
    {
        var delegation = await Delegation.BeginAsync(service);
        var other = await service.Seed.AddTenantAsync();
        var credential = who switch
        {
            "accesskey" => other.Accesskey,
            "admin" => other.Token,
            "manager" => service.Seed.IssueToken(await service.Seed.AddAgentAsync(other.CustomerId, Permission.CustomerManager)),
            _ => delegation.Token,
        };
        var victim = await service.Seed.AddTenantAsync();

        var response = await Delegation.AskAsync(service, credential, victim.CustomerId);

        Refusal.Is(response, 403, reason);
        Assert.Equal(0, await service.Seed.CountAuditedAsync(victim.CustomerId));
    }

    [Fact]
    public async Task Delegate_AccesskeyOfTheOperatorsCustomer_IsRefused()
    {
        var (superAdmin, _) = await Delegation.AddOperatorAsync(service);
        var (_, key) = await service.Seed.AddAccesskeyAsync(superAdmin.CustomerId);
        var victim = await service.Seed.AddTenantAsync();

        Refusal.Is(await Delegation.AskAsync(service, key, victim.CustomerId), 403, "AGENT_AUTH_REQUIRED");
    }

    [Fact]
    public async Task Delegate_WithoutCredential_IsRefused() =>
        Refusal.Is(await service.CallAsync("POST", "/auth/delegate", body: "{}"), 401, "AUTHENTICATION_REQUIRED");

    [Fact]
    public async Task Delegate_UnknownDeletedOrOwnCustomer_IsRefused()
    {
        var (superAdmin, token) = await Delegation.AddOperatorAsync(service);
        var deleted = await service.Seed.AddCustomerAsync();
        await service.Seed.DeleteCustomerAsync(deleted.Id);

        Refusal.Is(await Delegation.AskAsync(service, token, Guid.CreateVersion7()), 404, "CUSTOMER_NOT_FOUND");
        Refusal.Is(await Delegation.AskAsync(service, token, deleted.Id), 404, "CUSTOMER_NOT_FOUND");
        Refusal.Is(await Delegation.AskAsync(service, token, superAdmin.CustomerId), 409, "STATE_INVALID");

        Assert.Equal((0, 0), (await service.Seed.CountAuditedAsync(deleted.Id), await service.Seed.CountAuditedAsync(superAdmin.CustomerId)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public async Task Delegate_ReasonOfALength_IsStoredWithoutTheSpacesAroundIt(int length)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();
        var reason = "r r" + new string('é', length - 3);

        var response = await Delegation.AskAsync(service, token, target.CustomerId, $"  {reason}\t\n ");

        Assert.Equal(200, response.Status);
        var shown = await service.CallAsync("GET", "/v1.0/audit?type=customer.delegated", target.Token);
        Assert.Equal(reason, Assert.Single(shown.Json.GetProperty("result").EnumerateArray()).GetProperty("data").Text("reason"));
    }

    [Theory]
    [InlineData("null", "length")]
    [InlineData("\"\"", "length")]
    [InlineData("\"          \"", "length")]
    [InlineData("\"\\u00a0\\u3000\\u2003\\t\\r\\n\\u2028       \"", "length")]
    [InlineData("\"ninechars\"", "length")]
    [InlineData("\"  ninechars  \"", "length")]
    [InlineData("7", "type")]
    [InlineData("\"a long \\ud800 reason\"", "type")]
    [InlineData("\"a long \\u0000 reason\"", "characters")]
    [InlineData("\"a long \\u0007 reason\"", "characters")]
    [InlineData("\"a long \\r\\n reason\"", "characters")]
    [InlineData("\"a long \\t reason\"", "characters")]
    [InlineData("\"a long \\u001b[2J reason\"", "characters")]
    [InlineData("\"a long \\u007f reason\"", "characters")]
    [InlineData("\"a long \\u0085 reason\"", "characters")]
    [InlineData("\"a long \\u00ad reason\"", "characters")]
    [InlineData("\"a long \\u200b reason\"", "characters")]
    [InlineData("\"\\u200b\\u200b\\u200b\\u200b\\u200b\\u200b\\u200b\\u200b\\u200b\\u200b\"", "characters")]
    [InlineData("\"a long \\u202e reason\"", "characters")]
    [InlineData("\"\\ufeffa long reason\"", "characters")]
    [InlineData("\"a long \\udb40\\udc41 reason\"", "characters")]
    [InlineData("\"a long \\u2028 reason\"", "characters")]
    [InlineData("\"a long \\u2029 reason\"", "characters")]
    [InlineData("\"a long \\u0378 reason\"", "characters")]
    public async Task Delegate_ReasonThatNobodyCouldRead_IsRefused(string written, string rule)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/auth/delegate", token, $$"""{"customer_id":"{{target.CustomerId}}","reason":{{written}}}""");

        var detail = Assert.Single(Refusal.Is(response, 400, "INVALID_ARGUMENT").EnumerateArray());
        Assert.Equal(("reason", rule), (detail.Text("field"), detail.Text("rule")));
        Assert.Equal(0, await service.Seed.CountAuditedAsync(target.CustomerId));
    }

    [Fact]
    public async Task Delegate_ReasonThatIsTooLong_IsRefused()
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();

        var response = await Delegation.AskAsync(service, token, target.CustomerId, new string('r', 201));

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), "reason", "length");
        Assert.Equal(0, await service.Seed.CountAuditedAsync(target.CustomerId));
    }

    [Theory]
    [InlineData("null", "customer_id")]
    [InlineData("\"\"", "customer_id")]
    [InlineData("\"me\"", "customer_id")]
    [InlineData("\"01890000000070008000000000000000\"", "customer_id")]
    [InlineData("\"{01890000-0000-7000-8000-000000000000}\"", "customer_id")]
    [InlineData("7", "customer_id")]
    public async Task Delegate_CustomerIdThatIsNoUuid_IsRefused(string written, string field)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);

        var response = await service.CallAsync("POST", "/auth/delegate", token, $$"""{"customer_id":{{written}},"reason":"a long enough reason"}""");

        var details = Refusal.Is(response, 400, "INVALID_ARGUMENT");
        Assert.Contains(field, details.EnumerateArray().Select(detail => detail.Text("field")));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : DelegateTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : DelegateTests(service);
}
