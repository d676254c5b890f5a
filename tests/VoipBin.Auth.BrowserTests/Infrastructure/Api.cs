using System.Net.Http.Json;
using System.Text.Json;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>The service's API, with one credential or none. What it is asked to do must work.</summary>
internal sealed class Api(HttpClient client, string? credential)
{
    public async Task<JsonElement> SendAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = credential is null ? null : new("Bearer", credential);
        using var response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
