namespace VoipBin.Auth.Authentication;

/// <summary>Whether a browser made a request for a page of another site.</summary>
internal static class CrossSite
{
    /// <summary>Judges by <c>Sec-Fetch-Site</c> and <c>Origin</c>; clients that send neither are no browsers, and pass.</summary>
    /// <param name="request">The request, seen through trusted proxies.</param>
    /// <param name="publicUrl">The configured address of the service, which a proxy may hide from it.</param>
    public static bool IsFromElsewhere(HttpRequest request, Uri? publicUrl)
    {
        var headers = request.Headers;
        if (headers["Sec-Fetch-Site"] is { Count: > 0 } site && site is not ["same-origin"] and not ["none"])
        {
            return true;
        }

        return headers.Origin is { Count: > 0 } origin
            && (origin is not [{ } single] || !(IsOrigin(single, $"{request.Scheme}://{request.Host}") || IsOrigin(single, publicUrl?.GetLeftPart(UriPartial.Authority))));
    }

    /// <summary>Whether the request changes something, or opens a connection that could.</summary>
    public static bool IsHarmful(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Headers.Upgrade.Count > 0;

    private static bool IsOrigin(string origin, string? ours) => string.Equals(origin, ours, StringComparison.OrdinalIgnoreCase);
}
