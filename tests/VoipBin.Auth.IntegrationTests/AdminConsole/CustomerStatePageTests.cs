using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Pages;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>The pages on which an operator stops, recovers and ends a customer: each asks first, and does what it says once.</summary>
public abstract class CustomerStatePageTests(AuthService service)
{
    [Fact]
    public async Task Freeze_AndRecover_ActAtOnceAndOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var path = $"/console/customers/{tenant.CustomerId}";

        var asked = await visitor.GetAsync($"{path}/freeze");
        var untouched = await service.StatusOfAsync(tenant.Accesskey);
        var frozen = await visitor.SubmitAsync(asked, $"{path}/freeze");
        var twice = await visitor.SubmitAsync(asked, $"{path}/freeze");
        var refused = await service.StatusesOfAsync(tenant.Token, tenant.Accesskey);
        var shown = await visitor.GetAsync(frozen.Header("Location"));
        var recovered = await visitor.SubmitAsync($"{path}/recover");

        Assert.Equal((200, "Freeze this customer?"), (asked.Status, PageAnswer.Heading(asked)));
        Assert.Equal((200, 303, $"{path}?done=customer-frozen"), (untouched, frozen.Status, frozen.Header("Location")));
        Assert.Equal((303, $"{path}?done=customer-unchanged"), (twice.Status, twice.Header("Location")));
        Assert.Equal(("403 403", "customer.frozen"), (refused, (await service.Seed.AuditedAsync(frozen)).Type));
        Assert.Contains("Frozen by operator", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"{path}/act", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"{path}/freeze", shown.Body, StringComparison.Ordinal);
        Assert.Equal((303, $"{path}?done=customer-recovered"), (recovered.Status, recovered.Header("Location")));
        Assert.Equal(("200 200", "customer.recovered"), (await service.StatusesOfAsync(tenant.Token, tenant.Accesskey), (await service.Seed.AuditedAsync(recovered)).Type));
        Assert.DoesNotContain($"{path}/recover", (await visitor.GetAsync(path)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_OfOneThatUnregistered_SaysThatTheDeletionIsOff()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var path = $"/console/customers/{tenant.CustomerId}";
        Assert.Equal(200, (await service.CallAsync("POST", "/auth/unregister", tenant.Token, """{"confirmation_phrase":"DELETE"}""")).Status);

        var shown = await visitor.GetAsync(path);
        var freeze = await visitor.GetAsync($"{path}/freeze");
        var asked = await visitor.GetAsync($"{path}/recover");
        await visitor.SubmitAsync(asked, $"{path}/recover");

        Assert.Contains("Deletion <time", shown.Body, StringComparison.Ordinal);
        Assert.Contains("It asked to be deleted", freeze.Body, StringComparison.Ordinal);
        Assert.Contains("it will not be deleted", asked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Deletion <time", (await visitor.GetAsync(path)).Body, StringComparison.Ordinal);
        Assert.Equal(200, await service.StatusOfAsync(tenant.Token));
    }

    [Fact]
    public async Task Delete_WithTheAddressTyped_EndsItForGood()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (visitor, _) = await Visitor.AddAsync(service, Permission.ProjectSuperAdmin);
        var (path, email) = ($"/console/customers/{tenant.CustomerId}/delete", (await service.CallAsync("GET", "/v1.0/customer", tenant.Token)).Json.Text("email"));

        var asked = await visitor.GetAsync(path);
        var mistyped = await visitor.SubmitAsync(asked, path, ("confirmation", "another@example.net"));
        var untouched = await service.StatusOfAsync(tenant.Accesskey);
        var deleted = await visitor.SubmitAsync(asked, path, ("confirmation", $" {email.ToUpperInvariant()} "));
        var twice = await visitor.SubmitAsync(asked, path, ("confirmation", email));

        Assert.Contains($"<bdi>{email}</bdi>", asked.Body, StringComparison.Ordinal);
        Assert.Equal((400, "Delete this customer?"), (mistyped.Status, PageAnswer.Heading(mistyped)));
        Assert.Equal(("another@example.net", 200), (Visitor.ValueOf(mistyped, "confirmation"), untouched));
        Assert.Equal((303, "/console/customers?done=customer-deleted"), (deleted.Status, deleted.Header("Location")));
        Assert.Equal("401 401", await service.StatusesOfAsync(tenant.Token, tenant.Accesskey));
        Assert.Equal((303, "/console/customers?done=customer-gone"), (twice.Status, twice.Header("Location")));
        PageAnswer.Is(await visitor.GetAsync($"/console/customers/{tenant.CustomerId}"), 404, "There is nothing here");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CustomerStatePageTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CustomerStatePageTests(service);
}
