using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>Credentials that are good, and such as the documents' troubleshooting is about.</summary>
internal sealed record ProxiedCredentials(
    string CustomerId, string AdminToken, string AgentToken, string Accesskey, string ExpiredToken, string ExpiredAccesskey, string DeletedAccesskey)
{
    private const string AgentUsername = "agent@example.net";
    private const string AgentPassword = "quiet marble harbour";

    /// <summary>Parts of them that nothing else holds; a proxy that shortens or encodes one is found by the rest.</summary>
    public IEnumerable<string> Markers =>
        [MarkerOf(AdminToken), MarkerOf(AgentToken), MarkerOf(ExpiredToken), MarkerOf(Accesskey), MarkerOf(ExpiredAccesskey), MarkerOf(DeletedAccesskey)];

    public static async Task<ProxiedCredentials> MakeAsync(ServiceProcess service)
    {
        var admin = await service.LoginForTokenAsync();
        var (_, expired, customerId) = await CreateKeyAsync(service, admin, new { name = "expires", expire = 1 });
        using var _0 = await SendAsync(service, HttpMethod.Post, "/v1.0/agents", admin, new { username = AgentUsername, password = AgentPassword, permission = 16 });
        var agent = await service.LoginForTokenAsync(AgentUsername, AgentPassword);
        var (_, good, _) = await CreateKeyAsync(service, admin, new { name = "good" });
        var (id, deleted, _) = await CreateKeyAsync(service, admin, new { name = "deleted" });
        using var _1 = await SendAsync(service, HttpMethod.Delete, $"/v1.0/accesskeys/{id}", admin, body: null);
        await Eventually.IsTrueAsync(async () => await service.VerifyAsync(expired) == 401, "the accesskey has expired");
        return new(customerId, admin, agent, good, Expire(agent), expired, deleted);
    }

    private static string MarkerOf(string credential) => credential.Contains('.', StringComparison.Ordinal) ? credential.Split('.')[2][..24] : credential[3..23];

    /// <summary>The same token as it will be in a week and a second.</summary>
    private static string Expire(string token)
    {
        var payload = JwtForge.PayloadOf(token);
        payload["iat"] = (long)payload["iat"]! - 604_801;
        payload["exp"] = (long)payload["exp"]! - 604_801 - 60;
        return new JwtForge(Workplace.SigningKey).Sign(payload);
    }

    private static async Task<(string Id, string Token, string CustomerId)> CreateKeyAsync(ServiceProcess service, string token, object body)
    {
        using var response = await SendAsync(service, HttpMethod.Post, "/v1.0/accesskeys", token, body);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (json.GetProperty("id").GetString()!, json.GetProperty("token").GetString()!, json.GetProperty("customer_id").GetString()!);
    }

    private static async Task<HttpResponseMessage> SendAsync(ServiceProcess service, HttpMethod method, string path, string token, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        var response = await service.Client.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{method} {path}: {await response.Content.ReadAsStringAsync()}");
        return response;
    }
}
