using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

public abstract class DeleteAccesskeyTests(AuthService service)
{
    [Fact]
    public async Task Delete_LivingKey_AnswersItWithTheTimeOfItsEnd()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var path = $"/v1.0/accesskeys/{tenant.AccesskeyId}";
        var before = (await service.CallAsync("GET", path, tenant.Token)).Json;

        var deleted = await service.CallAsync("DELETE", path, tenant.Token);

        Assert.Equal(200, deleted.Status);
        Assert.Equal(before.Members(), deleted.Json.Members());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", deleted.Json.Text("tm_delete"));
        Assert.Equal((before.Text("name"), before.Text("tm_create"), before.Text("tm_expire")), (deleted.Json.Text("name"), deleted.Json.Text("tm_create"), deleted.Json.Text("tm_expire")));
        Assert.Equal("accesskey.deleted", (await service.Seed.AuditedAsync(deleted)).Type);
        Assert.Empty((await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token)).Json.GetProperty("result").EnumerateArray());
    }

    [Fact]
    public async Task Delete_Twice_IsNotFoundTheSecondTime()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var path = $"/v1.0/accesskeys/{tenant.AccesskeyId}";
        await service.CallAsync("DELETE", path, tenant.Token);
        var (snapshot, audited) = (await service.Seed.SnapshotAsync(), await service.Seed.CountAuditedAsync(tenant.CustomerId));

        var response = await service.CallAsync("DELETE", path, tenant.Token);

        Refusal.Is(response, 404, "ACCESSKEY_NOT_FOUND");
        Assert.Equal((snapshot, audited), (await service.Seed.SnapshotAsync(), await service.Seed.CountAuditedAsync(tenant.CustomerId)));
    }

    [Fact]
    public async Task Delete_ManyAtOnce_SucceedsExactlyOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => service.CallAsync("DELETE", $"/v1.0/accesskeys/{tenant.AccesskeyId}", tenant.Token)));

        Assert.Single(responses, response => response.Status == 200);
        Assert.All(responses.Where(response => response.Status != 200), response => Refusal.Is(response, 404, "ACCESSKEY_NOT_FOUND"));
        Assert.Equal(1, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Fact]
    public async Task Delete_ByTheKeyItself_EndsItAtOnce()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var path = $"/v1.0/accesskeys/{tenant.AccesskeyId}";

        var first = await service.CallAsync("DELETE", path, tenant.Accesskey);
        var second = await service.CallAsync("DELETE", path, tenant.Accesskey);

        Assert.Equal(200, first.Status);
        Assert.Equal(tenant.AccesskeyId, (await service.Seed.AuditedAsync(first)).AccesskeyId);
        Refusal.Is(second, 401, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Delete_ExpiredKey_IsAnswered()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var (expired, text) = await service.Seed.AddAccesskeyAsync(tenant.CustomerId, TimeSpan.FromSeconds(10));
        service.Clock.Advance(TimeSpan.FromSeconds(11));

        var listed = await service.CallAsync("GET", "/v1.0/accesskeys", tenant.Token);
        var deleted = await service.CallAsync("DELETE", $"/v1.0/accesskeys/{expired.Id}", tenant.Token);

        Assert.Contains(expired.Id.ToString(), listed.Body, StringComparison.Ordinal);
        Assert.Equal((200, 401), (deleted.Status, await service.StatusOfAsync(text)));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : DeleteAccesskeyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : DeleteAccesskeyTests(service);
}
