using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>What every refusal must be, whatever refused: the contract's table of errors, its body, and its challenges.</summary>
internal static class Refusal
{
    /// <summary>The <c>details</c> of a refusal that is exactly this one.</summary>
    public static JsonElement Is(RawResponse response, int status, string reason)
    {
        Assert.Equal($"{status} {reason}", $"{response.Status} {response.Reason}");
        Assert.Equal("application/json; charset=utf-8", response.Header("Content-Type"));
        Assert.Equal(["error"], response.Json.Members());
        string[] members = response.Error.TryGetProperty("details", out var details) ? ["status", "reason", "message", "request_id", "details"] : ["status", "reason", "message", "request_id"];
        Assert.Equal(members, response.Error.Members());
        Assert.Equal(StatusOf(status, reason), response.Error.Text("status"));
        Assert.Equal(response.Header("X-Request-Id"), response.Error.Text("request_id"));
        Assert.EndsWith(".", response.Error.Text("message"), StringComparison.Ordinal);
        Assert.True(details.ValueKind == JsonValueKind.Undefined || details.GetArrayLength() > 0, "Empty details say nothing.");
        Assert.Equal(ChallengeOf(reason), response.Header("WWW-Authenticate"));
        Assert.Equal(status is 503 || reason is "RATE_LIMIT_EXCEEDED", response.Headers.Contains("Retry-After"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        return details;
    }

    /// <summary>A failed login: a 401 that says nothing about a token, since none was presented.</summary>
    public static void IsFailedLogin(RawResponse response)
    {
        Assert.Equal("401 INVALID_CREDENTIALS", $"{response.Status} {response.Reason}");
        Assert.Equal("Bearer realm=\"voipbin\"", response.Header("WWW-Authenticate"));
        Assert.Equal(["status", "reason", "message", "request_id"], response.Error.Members());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    /// <summary>One detail names this field and this rule.</summary>
    public static void Names(JsonElement details, string field, string rule) =>
        Assert.Contains((field, rule), details.EnumerateArray().Select(detail => (detail.Text("field"), detail.Text("rule"))));

    private static string StatusOf(int status, string reason) => (status, reason) switch
    {
        (400 or 405 or 408 or 413, _) => "INVALID_ARGUMENT",
        (401, _) => "UNAUTHENTICATED",
        (403, _) => "PERMISSION_DENIED",
        (404, _) => "NOT_FOUND",
        (409, "STATE_INVALID") => "FAILED_PRECONDITION",
        (409, _) => "ALREADY_EXISTS",
        (429, _) => "RESOURCE_EXHAUSTED",
        (500, _) => "INTERNAL",
        (503, _) => "UNAVAILABLE",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such row in the contract's table."),
    };

    private static string ChallengeOf(string reason) => reason switch
    {
        "AUTHENTICATION_REQUIRED" => "Bearer realm=\"voipbin\"",
        "INVALID_CREDENTIALS" => "Bearer realm=\"voipbin\", error=\"invalid_token\"",
        "MULTIPLE_CREDENTIALS" => "Bearer realm=\"voipbin\", error=\"invalid_request\"",
        "PERMISSION_DENIED" => "Bearer realm=\"voipbin\", error=\"insufficient_scope\"",
        _ => "",
    };
}
