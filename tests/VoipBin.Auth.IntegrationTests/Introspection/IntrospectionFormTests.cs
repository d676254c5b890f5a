using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Introspection;

/// <summary>The form of a question.</summary>
public abstract class IntrospectionFormTests(AuthService service)
{
    private const int Limit = 64 * 1024;

    [Theory]
    [InlineData("token={0}")]
    [InlineData("token_type_hint=refresh_token&token={0}")]
    [InlineData("token={0}&token_type_hint=access_token&token_type_hint=x")]
    [InlineData("&other=%01&token={0}&")]
    [InlineData("%74oken={0}")]
    public async Task Introspect_FormWithOneToken_IsAnswered(string form)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.IntrospectFormAsync(tenant.Accesskey, string.Format(null, form, tenant.Token));

        Assert.Equal((200, true), (response.Status, response.Json.GetProperty("active").GetBoolean()));
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("token", "required")]
    [InlineData("token=", "required")]
    [InlineData("accesskey={0}", "required")]
    [InlineData("{0}", "required")]
    [InlineData("tokens={0}", "required")]
    [InlineData("""{{"token":"{0}"}}""", "required")]
    [InlineData("token={0}&token={0}", "once")]
    [InlineData("token={0}&token=", "once")]
    [InlineData("token=&token=", "once")]
    [InlineData("token={0}&%74oken={0}", "once")]
    public async Task Introspect_TokenThatIsNotThereOnce_IsRefused(string form, string rule)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.IntrospectFormAsync(tenant.Accesskey, string.Format(null, form, tenant.Token));

        Refusal.Names(Refusal.Is(response, 400, "INVALID_ARGUMENT"), "token", rule);
        AssertNotTold(response, tenant.Token);
    }

    [Theory]
    [InlineData("X: no content type")]
    [InlineData("Content-Type: application/json")]
    [InlineData("Content-Type: text/plain")]
    [InlineData("Content-Type: multipart/form-data; boundary=x")]
    [InlineData("Content-Type: application/x-www-form-urlencodedx")]
    [InlineData("Content-Type: ;")]
    public async Task Introspect_AnotherContentType_IsRefused(string header)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.IntrospectFormAsync(tenant.Accesskey, $"token={tenant.Token}", header);

        Refusal.Is(response, 400, "INVALID_ARGUMENT");
        Assert.Contains("application/x-www-form-urlencoded", response.Error.Text("message"), StringComparison.Ordinal);
        AssertNotTold(response, tenant.Token);
    }

    [Theory]
    [InlineData("Content-Type: application/x-www-form-urlencoded; charset=UTF-8")]
    [InlineData("Content-Type: APPLICATION/X-WWW-Form-Urlencoded")]
    public async Task Introspect_ContentTypeWrittenUnusually_IsAnswered(string header)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.IntrospectFormAsync(tenant.Accesskey, $"token={tenant.Token}", header);

        Assert.True(response.Json.GetProperty("active").GetBoolean());
    }

    [Theory]
    [InlineData(Limit, false, 200)]
    [InlineData(Limit, true, 200)]
    [InlineData(Limit + 1, false, 413)]
    [InlineData(Limit + 1, true, 413)]
    [InlineData(20 * Limit, true, 413)]
    public async Task Introspect_BySize_IsReadUpTo64KiB(int size, bool chunked, int status)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var form = $"token={tenant.Token}&padding=".PadRight(size, 'x');
        var body = chunked ? string.Concat(form.Chunk(10_000).Select(chunk => $"{chunk.Length:x}\r\n{new string(chunk)}\r\n")) + "0\r\n\r\n" : form;

        var response = await service.IntrospectFormAsync(
            tenant.Accesskey, body, ["Content-Type: application/x-www-form-urlencoded", .. chunked ? ["Transfer-Encoding: chunked"] : (string[])[]]);

        Assert.Equal(status, response.Status);
        if (status == 413)
        {
            Refusal.Is(response, 413, "BODY_TOO_LARGE");
        }
    }

    [Theory]
    [InlineData("x\r\ntoken=x")]
    [InlineData("fffffffffffffffff\r\ntoken=x\r\n0\r\n\r\n")]
    public async Task Introspect_BrokenChunks_IsRefused(string body)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.IntrospectFormAsync(tenant.Accesskey, body, "Content-Type: application/x-www-form-urlencoded", "Transfer-Encoding: chunked");

        Refusal.Is(response, 400, "INVALID_ARGUMENT");
    }

    [Theory]
    [InlineData("&x=1", 2000)]
    [InlineData("&x=%00", 1)]
    [InlineData("x", 3000)]
    public async Task Introspect_WhatIsInNoForm_IsRefused(string part, int times)
    {
        var tenant = await service.Seed.AddTenantAsync();
        var form = $"token={tenant.Token}&{string.Concat(Enumerable.Repeat(part, times))}=1";

        var response = await service.IntrospectFormAsync(tenant.Accesskey, form);

        Refusal.Is(response, 400, "INVALID_ARGUMENT");
        AssertNotTold(response, tenant.Token);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Introspect_AnotherMethod_IsNotAllowed(string method)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync(method, IntrospectionCalls.Route, tenant.Accesskey);

        Assert.Equal((405, "POST, OPTIONS", "no-store"), (response.Status, response.Header("Allow"), response.Header("Cache-Control")));
    }

    /// <summary>Permission is told before the form is looked at: see the order of checks.</summary>
    [Fact]
    public async Task Introspect_BadFormWithoutPermission_IsToldAboutThePermission()
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.IntrospectFormAsync(tenant.Token, "", "Content-Type: application/json");

        Refusal.Is(response, 403, "PERMISSION_DENIED");
    }

    private void AssertNotTold(RawResponse response, string secret)
    {
        Assert.DoesNotContain(secret, response.Text, StringComparison.Ordinal);
        Assert.Empty(service.Log.LinesWith(secret));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : IntrospectionFormTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : IntrospectionFormTests(service);
}
