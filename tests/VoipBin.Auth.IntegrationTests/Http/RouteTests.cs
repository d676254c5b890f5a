using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Http;

/// <summary>Methods and paths; nothing here asks the database more than any request does, so one database is enough.</summary>
[Collection(SqliteTests.Name)]
public sealed class RouteTests(SqliteService service)
{
    private const string SomeKey = "/v1.0/accesskeys/01890000-0000-7000-8000-000000000000";

    [Fact]
    public void Endpoints_All_NameAPolicyOrArePublic()
    {
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        var undecided = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);

        Assert.True(endpoints.Count > 8, "The walk sees the endpoints.");
        Assert.Empty(undecided.Select(endpoint => endpoint.DisplayName));
    }

    [Fact]
    public void Endpoints_UnderThePlatformsPath_AreNeverPublic()
    {
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

        var platform = endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("v1.0", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(platform);
        Assert.DoesNotContain(platform, endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
    }

    [Theory]
    [InlineData("DELETE", "/v1.0/accesskeys", "GET, HEAD, OPTIONS, POST")]
    [InlineData("PATCH", "/v1.0/accesskeys", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", SomeKey, "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("PATCH", SomeKey, "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("GET", "/auth/login", "OPTIONS, POST")]
    [InlineData("HEAD", "/auth/login", "OPTIONS, POST")]
    [InlineData("PUT", "/auth/logout", "OPTIONS, POST")]
    [InlineData("GET", "/auth/password-forgot", "OPTIONS, POST")]
    [InlineData("PUT", "/auth/password-reset", "GET, HEAD, OPTIONS, POST")]
    [InlineData("GET", "/auth/password-reset/form", "OPTIONS, POST")]
    [InlineData("POST", "/ping", "GET, HEAD, OPTIONS")]
    [InlineData("TRACE", "/ping", "GET, HEAD, OPTIONS")]
    [InlineData("PROPFIND", "/health/ready", "GET, HEAD, OPTIONS")]
    [InlineData("DELETE", "/", "GET, HEAD, OPTIONS")]
    public async Task Request_WrongMethod_IsToldTheRightOnes(string method, string path, string allow)
    {
        var response = await service.CallAsync(method, path, headers: "Authorization: Bearer not-even-looked-at");

        if (method != "HEAD")
        {
            Refusal.Is(response, 405, "METHOD_NOT_ALLOWED");
        }

        Assert.Equal((405, allow), (response.Status, Allow(response)));
    }

    [Theory]
    [InlineData("/v1.0/accesskeys", "GET, HEAD, OPTIONS, POST")]
    [InlineData(SomeKey, "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("/auth/login", "OPTIONS, POST")]
    [InlineData("/auth/logout", "OPTIONS, POST")]
    [InlineData("/auth/password-reset", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/auth/password-reset/form", "OPTIONS, POST")]
    [InlineData("/ping", "GET, HEAD, OPTIONS")]
    [InlineData("/health/live", "GET, HEAD, OPTIONS")]
    public async Task Options_WithoutCors_AnswersTheMethods(string path, string allow)
    {
        var response = await service.CallAsync("OPTIONS", path);

        Assert.Equal((204, allow, ""), (response.Status, Allow(response), response.Body));
    }

    [Theory]
    [InlineData("/ping")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/")]
    [InlineData("/v1.0/accesskeys")]
    [InlineData("/v1.0/accesskeys/{id}")]
    public async Task Head_OnEveryGetRoute_AnswersAsGetWithoutABody(string path)
    {
        var tenant = await service.Seed.AddTenantAsync();
        path = path.Replace("{id}", tenant.AccesskeyId.ToString(), StringComparison.Ordinal);

        var get = await service.CallAsync("GET", path, tenant.Token);
        var head = await service.CallAsync("HEAD", path, tenant.Token);

        Assert.Equal((get.Status, get.Header("Content-Type"), ""), (head.Status, head.Header("Content-Type"), head.Body));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/auth")]
    [InlineData("/auth/nowhere")]
    [InlineData("/v1.0x")]
    [InlineData("/v1/accesskeys")]
    [InlineData("/pong")]
    [InlineData("/health")]
    [InlineData("/swagger/nowhere")]
    [InlineData("/.env")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("//ping")]
    [InlineData("/ping/x")]
    public async Task Request_UnknownRoute_IsNotFound(string path)
    {
        var response = await service.CallAsync("GET", path + "?x=1", headers: "Cookie: token=stale");

        Refusal.Is(response, 404, "ROUTE_NOT_FOUND");
        Assert.False(response.Headers.Contains("Location"));
    }

    [Theory]
    [InlineData("GET", "/v1.0")]
    [InlineData("GET", "/v1.0/")]
    [InlineData("GET", "/v1.0/nowhere")]
    [InlineData("POST", "/v1.0/calls")]
    [InlineData("DELETE", "/v1.0/accesskeys/01890000-0000-7000-8000-000000000000/x")]
    public async Task Request_UnknownRouteOfThePlatform_AsksForACredentialFirst(string method, string path)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var without = await service.CallAsync(method, path);
        var bad = await service.CallAsync(method, path, "bad");
        var good = await service.CallAsync(method, path, tenant.Accesskey);

        Refusal.Is(without, 401, "AUTHENTICATION_REQUIRED");
        Refusal.Is(bad, 401, "INVALID_CREDENTIALS");
        Refusal.Is(good, 404, "ROUTE_NOT_FOUND");
    }

    [Theory]
    [InlineData("/ping/")]
    [InlineData("/v1.0/accesskeys/")]
    [InlineData("/PING")]
    public async Task Request_TrailingSlashOrOtherCase_DoesNotRedirect(string path)
    {
        var tenant = await service.Seed.AddTenantAsync();

        var response = await service.CallAsync("GET", path + "?page_size=1", tenant.Token);

        Assert.Equal(200, response.Status);
        Assert.False(response.Headers.Contains("Location"));
    }

    [Theory]
    [InlineData("/", "/console")]
    [InlineData("/?token=secret&x=1", "/console")]
    [InlineData("/console?token=secret", "/console/sign-in")]
    [InlineData("/swagger?token=secret", null)]
    [InlineData("/swagger/?token=secret", null)]
    public async Task Request_FrontDoor_NeverRedirectsWithTheQuery(string target, string? location)
    {
        var response = await service.CallAsync("GET", target);

        Assert.Contains(response.Status, (int[])[301, 302]);
        Assert.DoesNotContain("?", response.Header("Location"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", response.Text, StringComparison.Ordinal);
        if (location is not null)
        {
            Assert.Equal(location, response.Header("Location"));
        }
    }

    [Fact]
    public async Task Ping_Always_AnswersPong()
    {
        var response = await service.CallAsync("GET", "/ping");

        Assert.Equal((200, """{"message":"pong"}"""), (response.Status, response.Body));
    }

    [Theory]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET /ping HTTP/3.7\r\nHost: x\r\n\r\n", 505)]
    [InlineData("nonsense\r\n\r\n", 400)]
    public async Task Message_ThatIsNoRequest_IsRefusedByTheServer(string message, int status)
    {
        var response = await service.CreateRawClient().SendBytesAsync(System.Text.Encoding.ASCII.GetBytes(message));

        Assert.Equal((status, ""), (response.Status, response.Body));
    }

    /// <summary>The methods in order: no rule says which comes first, but each comes once.</summary>
    private static string Allow(RawResponse response) => string.Join(", ", response.Header("Allow").Split(", ").Order(StringComparer.Ordinal));
}
