namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Requests as most tests send them.</summary>
internal static class Call
{
    /// <summary>Sends one request; <paramref name="bearer"/> is a token or an accesskey.</summary>
    public static Task<RawResponse> CallAsync(this AuthService service, string method, string target, string? bearer = null, string? body = null, params string[] headers) =>
        service.CreateRawClient().SendAsync(method, target, bearer is null ? headers : [$"Authorization: Bearer {bearer}", .. headers], body);

    public static Task<RawResponse> LoginAsync(this AuthService service, string username, string password, params string[] headers) =>
        service.CallAsync("POST", "/auth/login", bearer: null, JsonText.Write(new { username, password }), headers);

    /// <summary>Header lines as a theory writes them: one a line, none when empty.</summary>
    public static string[] Lines(string headers) => headers.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a credential is good now.</summary>
    public static async Task<int> StatusOfAsync(this AuthService service, string credential) => (await service.CallAsync("GET", "/v1.0/accesskeys", credential)).Status;

    /// <summary>The same for several: <c>200 401</c>.</summary>
    public static async Task<string> StatusesOfAsync(this AuthService service, params string[] credentials) =>
        string.Join(' ', await Task.WhenAll(credentials.Select(service.StatusOfAsync)));
}
