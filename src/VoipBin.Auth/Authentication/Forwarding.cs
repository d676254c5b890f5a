namespace VoipBin.Auth.Authentication;

/// <summary>Whether a request came through a proxy, believed or not.</summary>
internal static class Forwarding
{
    /// <summary>Headers by which a proxy shows itself; the framework renames those it believes.</summary>
    private static readonly string[] Headers =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Original-For", "X-Original-Proto", "X-Original-Host"];

    public static bool IsForwarded(HttpRequest request) => Array.Exists(Headers, request.Headers.ContainsKey);
}
