using VoipBin.Auth.Client;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ForwardAuth;

/// <summary>Asks for decisions as proxies do.</summary>
internal static class Ask
{
    public const string Host = "api.example.com";

    /// <summary>The names of the dialects, for theories.</summary>
    public static TheoryData<string> Dialects { get; } = new("auth-request", "forward-auth", "ext-authz");

    /// <summary>Every header of a decision about a caller but the query.</summary>
    public static IReadOnlyList<string> CallerHeaders { get; } =
        [AuthHeaders.Type, AuthHeaders.CustomerId, AuthHeaders.AgentId, AuthHeaders.Username, AuthHeaders.Permission, AuthHeaders.AccesskeyId, AuthHeaders.Identity];

    /// <summary>Asks whether a request may pass: one that a client sent with this method, target and headers.</summary>
    public static Task<RawResponse> DecideAsync(this AuthService service, string dialect, string method, string target, params string[] headers) =>
        service.CreateRawClient().DecideAsync(dialect, method, target, headers);

    public static Task<RawResponse> DecideAsync(this RawClient client, string dialect, string method, string target, params string[] headers) => dialect switch
    {
        "auth-request" => client.SendAsync("GET", "/authz/auth-request", [$"X-Original-Method: {method}", $"X-Original-URI: {target}", $"X-Original-Host: {Host}", .. headers]),
        "forward-auth" => client.SendAsync("GET", "/authz/forward-auth", [$"X-Forwarded-Method: {method}", $"X-Forwarded-Uri: {target}", $"X-Forwarded-Host: {Host}", .. headers]),
        "ext-authz" => client.SendAsync(method, "/authz/ext-authz" + target, [$"Host: {Host}", .. headers]),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect)),
    };

    /// <summary>An answer that lets a request through has all headers, each once.</summary>
    public static IReadOnlyDictionary<string, string> Allowed(RawResponse response)
    {
        Assert.Equal((200, ""), (response.Status, response.Body));
        Assert.All([.. CallerHeaders, AuthHeaders.Query], name => Assert.Single(response.Headers[name]));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        return CallerHeaders.Append(AuthHeaders.Query).ToDictionary(name => name, response.Header);
    }

    /// <summary>A refusal in our shape, which tells nothing of a caller.</summary>
    public static System.Text.Json.JsonElement Refused(RawResponse response, int status, string reason)
    {
        var details = Refusal.Is(response, status, reason);
        Assert.All([.. CallerHeaders, AuthHeaders.Query], name => Assert.Empty(response.Headers[name]));
        return details;
    }
}
