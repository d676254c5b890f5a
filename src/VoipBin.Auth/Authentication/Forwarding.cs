using System.Net;

namespace VoipBin.Auth.Authentication;

/// <summary>Whether a request came through a proxy, believed or not.</summary>
internal static class Forwarding
{
    /// <summary>Headers by which a proxy shows itself; the framework renames those it believes.</summary>
    private static readonly string[] Headers =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Original-For", "X-Original-Proto", "X-Original-Host"];

    public static bool IsForwarded(HttpRequest request) => Array.Exists(Headers, request.Headers.ContainsKey);

    /// <summary>Whether a browser asks the service on its own machine by plain http: it would keep no Secure cookie, and nobody can listen there.</summary>
    public static bool IsLaptop(HttpRequest request) =>
        !request.IsHttps
        && (request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(request.Host.Host, out var address) && IPAddress.IsLoopback(address)))
        && !IsForwarded(request);
}
