using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Introspection;

/// <summary>Questions about credentials.</summary>
internal static class IntrospectionCalls
{
    public const string Route = "/auth/introspect";

    /// <summary>The whole answer about whatever is worth nothing to who asks.</summary>
    public const string Inactive = """{"active":false}""";

    private const string ContentType = "Content-Type: application/x-www-form-urlencoded";

    /// <summary>Asks about a credential.</summary>
    public static Task<RawResponse> IntrospectAsync(this AuthService service, string? asking, string credential) =>
        service.IntrospectFormAsync(asking, $"token={Uri.EscapeDataString(credential)}");

    /// <summary>Sends a form as it is.</summary>
    public static Task<RawResponse> IntrospectFormAsync(this AuthService service, string? asking, string form, params string[] headers) =>
        service.CallAsync("POST", Route, asking, form, headers.Length == 0 ? [ContentType] : headers);
}
