using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Authentication;

/// <summary>What every kind of credential must do, so that a client need not know which one it holds.</summary>
public abstract class SchemeContractTests(AuthService service)
{
    private const string Route = "/v1.0/accesskeys";

    /// <summary>The query parameter and the cookie of this kind.</summary>
    protected abstract string Name { get; }

    private string OtherName => Name == "token" ? "accesskey" : "token";

    [Fact]
    public async Task Request_GoodCredential_IsAnsweredFromEveryCarrier()
    {
        var credential = CredentialOf(await service.Seed.AddTenantAsync());

        var statuses = (await PresentAsync("GET", credential)).Select(response => response.Status);

        Assert.Equal([200, 200, 200], statuses);
    }

    [Fact]
    public async Task Request_UnknownCredential_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();

        await AssertRefusedAsync(UnknownLike(CredentialOf(tenant)), 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Request_CredentialOfAnotherKindOnThisCarrier_IsRefused()
    {
        var credential = CredentialOf(await service.Seed.AddTenantAsync());

        var query = await service.CallAsync("GET", $"{Route}?{OtherName}={credential}");
        var cookie = await service.CallAsync("GET", Route, headers: $"Cookie: {OtherName}={credential}");

        Refusal.Is(query, 401, "INVALID_CREDENTIALS");
        Refusal.Is(cookie, 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Request_AtTheInstantOfExpiry_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var credential = CredentialOf(tenant);
        var expiry = await ExpiryAsync(tenant);

        using (service.Clock.HoldAt(expiry.AddMicroseconds(-1)))
        {
            Assert.Equal(200, await service.StatusOfAsync(credential));
        }

        using (service.Clock.HoldAt(expiry))
        {
            await AssertRefusedAsync(credential, 401, "INVALID_CREDENTIALS");
        }
    }

    [Fact]
    public async Task Request_OneSecondAfterExpiry_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var credential = CredentialOf(tenant);

        using var hold = service.Clock.HoldAt((await ExpiryAsync(tenant)).AddSeconds(1));

        await AssertRefusedAsync(credential, 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Request_CredentialRevokedAMomentAgo_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var credential = CredentialOf(tenant);
        Assert.Equal(200, await service.StatusOfAsync(credential));

        var revocation = await RevokeAsync(tenant);

        Assert.Equal(200, revocation.Status);
        await AssertRefusedAsync(credential, 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Request_FrozenCustomer_IsToldSoUntilRecovered()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var credential = CredentialOf(tenant);
        await service.Seed.FreezeAsync(tenant.CustomerId);

        var details = await AssertRefusedAsync(credential, 403, "ACCOUNT_FROZEN");
        await service.Seed.UnfreezeAsync(tenant.CustomerId);

        Assert.All(details, detail => Assert.Equal(["deletion_scheduled_at", "deletion_effective_at", "recovery_endpoint"], detail));
        Assert.Equal(200, await service.StatusOfAsync(credential));
    }

    [Fact]
    public async Task Request_DeletedCustomer_IsRefused()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var credential = CredentialOf(tenant);
        await service.Seed.DeleteCustomerAsync(tenant.CustomerId);

        await AssertRefusedAsync(credential, 401, "INVALID_CREDENTIALS");
    }

    private protected abstract string CredentialOf(Tenant tenant);

    private protected abstract Task<DateTimeOffset> ExpiryAsync(Tenant tenant);

    /// <summary>Revokes the credential by the API, with itself.</summary>
    private protected abstract Task<RawResponse> RevokeAsync(Tenant tenant);

    /// <summary>A credential of the same form that nobody was given.</summary>
    protected abstract string UnknownLike(string credential);

    /// <summary>Presents a credential by header, query and cookie to a route that would change something.</summary>
    private async Task<IReadOnlyList<RawResponse>> PresentAsync(string method, string credential) =>
    [
        await service.CallAsync(method, Route, credential, "{}"),
        await service.CallAsync(method, $"{Route}?{Name}={credential}", body: "{}"),
        await service.CallAsync(method, Route, body: "{}", headers: $"Cookie: {Name}={credential}"),
    ];

    private async Task<IEnumerable<IEnumerable<string>>> AssertRefusedAsync(string credential, int status, string reason)
    {
        var before = await service.Seed.SnapshotAsync();

        var responses = await PresentAsync("POST", credential);

        var details = responses.Select(response => Refusal.Is(response, status, reason)).ToArray();
        Assert.All(responses, response => Assert.DoesNotContain(credential, response.Text, StringComparison.Ordinal));
        Assert.Empty(service.Log.LinesWith(credential));
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        return details.Select(detail => detail.ValueKind == System.Text.Json.JsonValueKind.Array ? detail[0].Members() : []);
    }
}
