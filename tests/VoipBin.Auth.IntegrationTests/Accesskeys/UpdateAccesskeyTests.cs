using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

public abstract class UpdateAccesskeyTests(AuthService service)
{
    [Theory]
    [InlineData("""{"name":"new"}""", "new", "what it is for")]
    [InlineData("""{"detail":"new"}""", "key", "new")]
    [InlineData("""{"name":"new","detail":"newer"}""", "new", "newer")]
    [InlineData("""{"name":""}""", "", "what it is for")]
    [InlineData("""{"NAME":"","Detail":""}""", "", "")]
    [InlineData("""{"name":null,"detail":"new"}""", "key", "new")]
    public async Task Update_SomeMembers_ChangesThoseOnly(string body, string name, string detail)
    {
        var (tenant, path) = await AddAsync();
        var before = (await service.CallAsync("GET", path, tenant.Token)).Json;
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        var response = await service.CallAsync("PUT", path, tenant.Token, body);

        var after = (await service.CallAsync("GET", path, tenant.Token)).Json;
        Assert.Equal((200, name, detail), (response.Status, after.Text("name"), after.Text("detail")));
        Assert.Equal(after.GetRawText(), response.Body);
        Assert.Equal((before.Text("tm_create"), before.Text("tm_expire"), before.Text("token_prefix")), (after.Text("tm_create"), after.Text("tm_expire"), after.Text("token_prefix")));
        Assert.True(string.CompareOrdinal(before.Text("tm_update"), after.Text("tm_update")) < 0, "tm_update rises.");
        var audited = await service.Seed.AuditedAsync(response);
        Assert.Equal(("accesskey.updated", tenant.Admin.Id), (audited.Type, audited.AgentId));
        Assert.Contains("\"old_name\":\"key\"", audited.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":null,"detail":null}""")]
    [InlineData("""{"name":"key"}""")]
    [InlineData("""{"name":"key","detail":"what it is for"}""")]
    [InlineData("""{"expire":1,"tm_expire":"2099-01-01T00:00:00.000000Z","token":"vb_mine","customer_id":"x","tm_delete":null}""")]
    public async Task Update_ThatChangesNothing_WritesNothing(string body)
    {
        var (tenant, path) = await AddAsync();
        var (before, audited) = ((await service.CallAsync("GET", path, tenant.Token)).Body, await service.Seed.CountAuditedAsync(tenant.CustomerId));
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        var response = await service.CallAsync("PUT", path, tenant.Token, body);

        Assert.Equal((200, before), (response.Status, response.Body));
        Assert.Equal(before, (await service.CallAsync("GET", path, tenant.Token)).Body);
        Assert.Equal(audited, await service.Seed.CountAuditedAsync(tenant.CustomerId));
    }

    [Theory]
    [InlineData("""{"name":7}""", "name", "type")]
    [InlineData("""{"name":"\u0000"}""", "name", "characters")]
    [InlineData("""{"detail":"\ud800"}""", "detail", "type")]
    public async Task Update_BadMember_ChangesNothing(string body, string field, string rule)
    {
        var (tenant, path) = await AddAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("PUT", path, tenant.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Theory]
    [InlineData("name", 256)]
    [InlineData("detail", 4097)]
    public async Task Update_TooLongMember_ChangesNothing(string field, int length)
    {
        var (tenant, path) = await AddAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("PUT", path, tenant.Token, $$"""{"{{field}}":"{{new string('x', length)}}"}""");

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, "max_length");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Fact]
    public async Task Update_RacingADelete_NeverRevivesTheKey()
    {
        for (var round = 0; round < 5; round++)
        {
            var (tenant, path) = await AddAsync();

            var responses = await Task.WhenAll(
                service.CallAsync("DELETE", path, tenant.Token),
                service.CallAsync("PUT", path, tenant.Token, """{"name":"renamed"}"""),
                service.CallAsync("PUT", path, tenant.Token, """{"name":"renamed again"}"""));

            Assert.Equal(200, responses[0].Status);
            Assert.All(responses[1..], response => Assert.Contains(response.Status, (int[])[200, 404]));
            Refusal.Is(await service.CallAsync("GET", path, tenant.Token), 404, "ACCESSKEY_NOT_FOUND");
        }
    }

    private async Task<(Tenant Tenant, string Path)> AddAsync()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var created = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, """{"name":"key","detail":"what it is for"}""");
        return (tenant, $"/v1.0/accesskeys/{created.Json.Text("id")}");
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : UpdateAccesskeyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : UpdateAccesskeyTests(service);
}
