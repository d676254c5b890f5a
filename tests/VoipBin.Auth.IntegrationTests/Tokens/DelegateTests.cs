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
    [InlineData(10, 200)]
    [InlineData(200, 200)]
    [InlineData(0, 400)]
    [InlineData(9, 400)]
    [InlineData(201, 400)]
    public async Task Delegate_ReasonOfALength_IsJudged(int length, int status)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();

        var response = await Delegation.AskAsync(service, token, target.CustomerId, new string('r', length));

        Assert.Equal(status, response.Status);
        Assert.Equal(status == 200 ? 1 : 0, await service.Seed.CountAuditedAsync(target.CustomerId));
        if (status != 200)
        {
            Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), "reason", "length");
        }
    }

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\u0007")]
    [InlineData("\\r\\n")]
    [InlineData("\\t")]
    [InlineData("\\u001b[2J")]
    [InlineData("\\u007f")]
    [InlineData("\\u0085")]
    [InlineData("\\ud800")]
    public async Task Delegate_ReasonThatIsNotPrintable_IsRefused(string written)
    {
        var (_, token) = await Delegation.AddOperatorAsync(service);
        var target = await service.Seed.AddTenantAsync();
        var body = $$"""{"customer_id":"{{target.CustomerId}}","reason":"a long {{written}} reason"}""";

        var response = await service.CallAsync("POST", "/auth/delegate", token, body);

        Assert.Equal((400, "INVALID_ARGUMENT"), (response.Status, response.Error.Text("status")));
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
