using System.Text;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>A body is one JSON object, or the request is refused and nothing happens.</summary>
public abstract class BodyTests(AuthService service)
{
    private const int Limit = 64 * 1024;

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{]")]
    [InlineData("""{"name":}""")]
    [InlineData("""{"name":"x",}""")]
    [InlineData("""{"name":"x}""")]
    [InlineData("""{name:"x"}""")]
    [InlineData("""{'name':'x'}""")]
    [InlineData("""{"name":"x"} x""")]
    [InlineData("""{"name":"x"}{"name":"y"}""")]
    [InlineData("""{"name":"x"},""")]
    [InlineData("""{"name":"x"}/* why */""")]
    [InlineData("""// why""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"name":"a","NAME":"b"}""")]
    [InlineData("""{"name":"a","\u006eame":"b"}""")]
    [InlineData("""{"unknown":1,"unknown":2}""")]
    [InlineData("""{"unknown":{"a":1,"a":2}}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"name":"\x"}""")]
    [InlineData("""{"name":"\u12"}""")]
    [InlineData("{\"name\":\"a\nb\"}")]
    [InlineData("""{"expire":NaN}""")]
    [InlineData("""{"expire":+86400}""")]
    [InlineData("""{"expire":086400}""")]
    [InlineData("""{"expire":0x15180}""")]
    [InlineData("[]")]
    [InlineData("""[{"name":"x"}]""")]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("\"{}\"")]
    [InlineData("nul")]
    [InlineData("name=x&expire=86400")]
    [InlineData("<accesskey/>")]
    [InlineData("\0")]
    [InlineData("{}\0")]
    [InlineData("\uFEFF\uFEFF{}")]
    [InlineData("\u00A0{}")]
    public async Task Change_BodyThatIsNotOneObject_IsRefused(string body) => await AssertRefusedAsync(Encoding.UTF8.GetBytes(body));

    [Theory]
    [InlineData("7B22FF223A317D")]
    [InlineData("7B226E616D65223A22FF227D")]
    [InlineData("7B226E616D65223A22C3227D")]
    [InlineData("7B226E616D65223A22C0AF227D")]
    [InlineData("7B226E616D65223A22EDA080227D")]
    [InlineData("7B226E616D65223A22F4908080227D")]
    [InlineData("FFFE7B007D00")]
    [InlineData("FEFF007B007D")]
    [InlineData("EFBB7B7D")]
    public async Task Change_InvalidUtf8_IsRefused(string hexadecimal) => await AssertRefusedAsync(Convert.FromHexString(hexadecimal));

    [Fact]
    public async Task Change_DeeplyNestedBody_IsRefused() =>
        await AssertRefusedAsync(Encoding.UTF8.GetBytes($$"""{"unknown":{{new string('[', 5000)}}{{new string(']', 5000)}}}"""));

    [Theory]
    [InlineData("\uFEFF{\"name\":\"x\"}")]
    [InlineData(" \t\r\n{\"name\":\"x\"} \t\r\n")]
    [InlineData("""{"name":"\u0078"}""")]
    [InlineData("""{"unknown":[[[[[[[[1]]]]]]]],"name":"x"}""")]
    public async Task Create_ObjectWrittenUnusually_IsRead(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, body);

        Assert.Equal((200, "x"), (response.Status, response.Json.Text("name")));
    }

    [Theory]
    [InlineData(Limit, false, 200)]
    [InlineData(Limit, true, 200)]
    [InlineData(Limit + 1, false, 413)]
    [InlineData(Limit + 1, true, 413)]
    [InlineData(20 * Limit, false, 413)]
    [InlineData(20 * Limit, true, 413)]
    public async Task Create_BySize_IsReadUpTo64KiB(int size, bool chunked, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();
        var body = Padded(size);

        var response = await service.CreateRawClient().SendAsync(
            "POST",
            "/v1.0/accesskeys",
            chunked ? [$"Authorization: Bearer {tenant.Token}", "Transfer-Encoding: chunked"] : [$"Authorization: Bearer {tenant.Token}"],
            chunked ? Chunk(body) : body);

        Assert.Equal(status, response.Status);
        if (status == 413)
        {
            Refusal.Is(response, 413, "BODY_TOO_LARGE");
            Assert.Equal(before, await service.Seed.SnapshotAsync());
        }
    }

    [Fact]
    public async Task Create_LargestBodyInTheSmallestChunks_IsRead()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CreateRawClient().SendAsync(
            "POST", "/v1.0/accesskeys", [$"Authorization: Bearer {tenant.Token}", "Transfer-Encoding: chunked"], Chunk(Padded(Limit), size: 1));

        Assert.Equal(200, response.Status);
    }

    [Fact]
    public async Task Create_SizeThatIsOnlyClaimed_IsRefusedWithoutReading()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, "{}", "Content-Length: 999999999999");

        Refusal.Is(response, 413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task Login_LargeBody_IsRefused()
    {
        var response = await service.CallAsync("POST", "/auth/login", body: Encoding.ASCII.GetString(Padded(Limit + 1)));

        Refusal.Is(response, 413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task Create_LargeBodyWithoutCredential_IsRefusedForTheCredential()
    {
        var response = await service.CallAsync("POST", "/v1.0/accesskeys", body: Encoding.ASCII.GetString(Padded(Limit + 1)));

        Refusal.Is(response, 401, "AUTHENTICATION_REQUIRED");
    }

    [Theory]
    [InlineData("Content-Length: 50", """{"name":"x"}""")]
    [InlineData("Transfer-Encoding: chunked", "c\r\n{\"name\":\"x\"}")]
    [InlineData("Transfer-Encoding: chunked", "ff\r\n{\"name\":\"x\"}")]
    public async Task Create_TruncatedBody_ChangesNothing(string header, string body)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();
        service.Log.Clear();
        var request = $"POST /v1.0/accesskeys HTTP/1.1\r\nHost: {service.Address.Authority}\r\nAuthorization: Bearer {tenant.Token}\r\n{header}\r\n\r\n{body}";

        var response = await service.CreateRawClient().SendBytesAsync(Encoding.ASCII.GetBytes(request), thenEnd: true);

        Assert.Contains(response.Status, (int[])[0, 400]);
        Assert.Equal(before, await service.Seed.SnapshotAsync());
        Assert.DoesNotContain(service.Log.Lines, line => line.Level >= LogLevel.Error && line.Text.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x\r\n{}")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}x\r\n0\r\n\r\n")]
    [InlineData("fffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    public async Task Create_BrokenChunks_IsRefused(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();

        var response = await service.CallAsync("POST", "/v1.0/accesskeys", tenant.Token, body, "Transfer-Encoding: chunked");

        Refusal.Is(response, 400, "INVALID_JSON_BODY");
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    private static byte[] Padded(int size) => Encoding.ASCII.GetBytes("{\"name\":\"x\",\"unknown\":\"".PadRight(size - 2, 'x') + "\"}");

    private static byte[] Chunk(byte[] body, int size = 10_000) =>
        [.. body.Chunk(size).SelectMany(chunk => Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n").Concat(chunk).Concat("\r\n"u8.ToArray())), .. "0\r\n\r\n"u8];

    private async Task AssertRefusedAsync(byte[] body)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var before = await service.Seed.SnapshotAsync();
        string[] headers = [$"Authorization: Bearer {tenant.Token}"];

        var create = await service.CreateRawClient().SendAsync("POST", "/v1.0/accesskeys", headers, body);
        var update = await service.CreateRawClient().SendAsync("PUT", $"/v1.0/accesskeys/{tenant.AccesskeyId}", headers, body);
        var login = await service.CreateRawClient().SendAsync("POST", "/auth/login", [], body);

        Assert.All([create, update, login], response => Refusal.Is(response, 400, "INVALID_JSON_BODY"));
        Assert.Equal(before, await service.Seed.SnapshotAsync());
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : BodyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : BodyTests(service);
}
