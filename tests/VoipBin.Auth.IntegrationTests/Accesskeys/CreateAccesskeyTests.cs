using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Accesskeys;

public abstract class CreateAccesskeyTests(AuthService service)
{
    private const string Route = "/v1.0/accesskeys";

    private static readonly string[] Members = ["id", "customer_id", "name", "detail", "token_prefix", "tm_expire", "tm_create", "tm_update", "tm_delete", "tm_last_used"];

    [Fact]
    public async Task Create_GoodBody_AnswersTheObjectWithItsToken()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", Route, tenant.Token, """{"name":"CI","detail":"Für die Pipeline ✓","expire":86400}""");

        var key = response.Json;
        var token = key.Text("token");
        Assert.Equal((200, "application/json; charset=utf-8", "no-store"), (response.Status, response.Header("Content-Type"), response.Header("Cache-Control")));
        Assert.Equal([.. Members, "token"], key.Members());
        Assert.Equal(("CI", "Für die Pipeline ✓", tenant.CustomerId.ToString()), (key.Text("name"), key.Text("detail"), key.Text("customer_id")));
        Assert.Equal(7, key.GetProperty("id").GetGuid().Version);
        Assert.Matches("^vb_[0-9A-Za-z]{32}$", token);
        Assert.True(AccesskeyToken.HasOurForm(token), "The checksum is right.");
        Assert.Equal(token[..11], key.Text("token_prefix"));
        Assert.Equal((key.Text("tm_create"), null), (key.Text("tm_update"), key.Text("tm_delete")));
        Assert.Equal(200, await service.StatusOfAsync(token));
    }

    [Fact]
    public async Task Get_AfterCreate_ShowsTheSameObjectWithoutItsToken()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var created = await service.CallAsync("POST", Route, tenant.Token, """{"name":"CI"}""");
        var read = await service.CallAsync("GET", $"{Route}/{created.Json.Text("id")}", tenant.Token);
        var listed = await service.CallAsync("GET", Route, tenant.Token);

        Assert.Equal(Members, read.Json.Members());
        Assert.All(Members, member => Assert.Equal(created.Json.GetProperty(member).GetRawText(), read.Json.GetProperty(member).GetRawText()));
        Assert.Equal(read.Body, listed.Json.GetProperty("result")[0].GetRawText());
        Assert.DoesNotContain(created.Json.Text("token"), listed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 31536000)]
    [InlineData("null", 31536000)]
    [InlineData("{}", 31536000)]
    [InlineData("""{"expire":null}""", 31536000)]
    [InlineData("""{"expire":86400}""", 86400)]
    [InlineData("""{"EXPIRE":86401}""", 86401)]
    [InlineData("""{"expire":315360000}""", 315360000)]
    public async Task Create_ByExpire_EndsExactlySoLater(string body, long seconds)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", Route, tenant.Token, body);

        Assert.Equal(200, response.Status);
        Assert.Equal(Instant(response, "tm_create").AddSeconds(seconds), Instant(response, "tm_expire"));
    }

    [Theory]
    [InlineData("86399", "minimum")]
    [InlineData("0", "minimum")]
    [InlineData("-1", "minimum")]
    [InlineData("-86400", "minimum")]
    [InlineData("-9223372036854775808", "minimum")]
    [InlineData("315360001", "maximum")]
    [InlineData("2147483648", "maximum")]
    [InlineData("9223372036854775807", "maximum")]
    [InlineData("9223372036854775808", "type")]
    [InlineData("-9223372036854775809", "type")]
    [InlineData("1000000000000000000000000000000", "type")]
    [InlineData("1e30", "type")]
    [InlineData("1e999", "type")]
    [InlineData("86400.5", "type")]
    [InlineData("\"86400\"", "type")]
    [InlineData("\"\"", "type")]
    [InlineData("true", "type")]
    [InlineData("[86400]", "type")]
    [InlineData("{}", "type")]
    public async Task Create_BadExpire_IsNamed(string expire, string rule) => await AssertRefusedAsync($$"""{"expire":{{expire}}}""", "expire", rule);

    [Theory]
    [InlineData("name", "x", 255)]
    [InlineData("name", "é", 255)]
    [InlineData("name", "😀", 127)]
    [InlineData("detail", "x", 4096)]
    [InlineData("detail", "😀", 2048)]
    public async Task Create_LongestText_IsKept(string field, string unit, int count)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var text = string.Concat(Enumerable.Repeat(unit, count));

        var created = await service.CallAsync("POST", Route, tenant.Token, $$"""{"{{field}}":"{{text}}"}""");
        var read = await service.CallAsync("GET", $"{Route}/{created.Json.Text("id")}", tenant.Token);

        Assert.Equal((text, text), (created.Json.Text(field), read.Json.Text(field)));
    }

    [Theory]
    [InlineData("name", "x", 256, "max_length")]
    [InlineData("name", "é", 256, "max_length")]
    [InlineData("name", "😀", 128, "max_length")]
    [InlineData("detail", "x", 4097, "max_length")]
    [InlineData("detail", "😀", 2049, "max_length")]
    [InlineData("name", "\\u0000", 1, "characters")]
    [InlineData("detail", "a\\u0000b", 1, "characters")]
    [InlineData("name", "\\ud800", 1, "type")]
    [InlineData("name", "\\udc00\\ud800", 1, "type")]
    [InlineData("detail", "\\udfffx", 1, "type")]
    public async Task Create_BadText_IsNamed(string field, string unit, int count, string rule) =>
        await AssertRefusedAsync($$"""{"{{field}}":"{{string.Concat(Enumerable.Repeat(unit, count))}}"}""", field, rule);

    [Theory]
    [InlineData("name", "7")]
    [InlineData("name", "[\"x\"]")]
    [InlineData("name", "{\"x\":1}")]
    [InlineData("detail", "false")]
    public async Task Create_TextOfAnotherType_IsNamed(string field, string json) => await AssertRefusedAsync($$"""{"{{field}}":{{json}}}""", field, "type");

    [Fact]
    public async Task Create_SeveralFaults_NamesEach()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", Route, tenant.Token, $$"""{"name":"{{new string('x', 256)}}","detail":"\u0000","expire":1}""");

        var details = Refusal.Is(response, 400, "INVALID_ARGUMENT");
        Assert.Equal(["name", "detail", "expire"], details.EnumerateArray().Select(detail => detail.Text("field")));
    }

    [Fact]
    public async Task Create_MembersOfAnyCaseAndUnknownOnes_IsAnswered()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", Route, tenant.Token, """{"NAME":"a","Detail":"b","id":"x","customer_id":"y","token":"vb_mine","tm_delete":"z","unknown":{"deep":[1,{"a":null}]}}""");

        Assert.Equal((200, "a", "b", tenant.CustomerId.ToString()), (response.Status, response.Json.Text("name"), response.Json.Text("detail"), response.Json.Text("customer_id")));
        Assert.NotEqual("vb_mine", response.Json.Text("token"));
    }

    [Fact]
    public async Task Create_ByAgentOrKey_IsAuditedWithWhoDidIt()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var byAgent = await service.CallAsync("POST", Route, tenant.Token, """{"name":"CI"}""");
        var byKey = await service.CallAsync("POST", Route, tenant.Accesskey, "{}");

        var (first, second) = (await service.Seed.AuditedAsync(byAgent), await service.Seed.AuditedAsync(byKey));
        Assert.Equal(("accesskey.created", tenant.CustomerId, byAgent.Json.Text("id"), "127.0.0.1"), (first.Type, first.CustomerId, first.SubjectId?.ToString(), first.Address));
        Assert.Equal((tenant.Admin.Id, null, null, tenant.AccesskeyId), (first.AgentId, first.AccesskeyId, second.AgentId, second.AccesskeyId));
        Assert.Contains("\"name\":\"CI\"", first.Data, StringComparison.Ordinal);
        Assert.DoesNotContain(byAgent.Json.Text("token"), first.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Key_StoresItsHashAndNothingElseOfIt()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var token = (await service.CallAsync("POST", Route, tenant.Token, """{"name":"only hashed"}""")).Json.Text("token");

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        Assert.Equal("only hashed", await service.Seed.InDatabaseAsync(database => database.Set<Accesskey>().Where(row => row.TokenHash == hash).Select(row => row.Name).SingleAsync()));
        var everything = await service.DumpAsync();
        Assert.Contains("only hashed", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(token, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(token[11..], everything, StringComparison.Ordinal);
        Assert.Empty(service.Log.LinesWith(token));
    }

    private static DateTimeOffset Instant(RawResponse response, string member) =>
        DateTimeOffset.ParseExact(response.Json.Text(member), "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private async Task AssertRefusedAsync(string body, string field, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("POST", Route, tenant.Token, body);

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), field, rule);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : CreateAccesskeyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : CreateAccesskeyTests(service);
}
