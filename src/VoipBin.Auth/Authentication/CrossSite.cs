namespace VoipBin.Auth.Authentication;

/// <summary>Whether a browser made a request for a page of another site.</summary>
internal static class CrossSite
{
    /// <summary>Judges by <c>Sec-Fetch-Site</c> and <c>Origin</c>; clients that send neither are no browsers, and pass.</summary>
    /// <param name="request">The request, seen through trusted proxies.</param>
    /// <param name="publicUrl">The configured address of the service, which a proxy may hide from it.</param>
    public static bool IsFromElsewhere(HttpRequest request, Uri? publicUrl) =>
        IsFromElsewhere(request.Headers, $"{request.Scheme}://{request.Host}", publicUrl?.GetLeftPart(UriPartial.Authority));

    /// <param name="headers">The headers of the request.</param>
    /// <param name="origin">The origin that the request was sent to.</param>
    /// <param name="publicOrigin">Another one that is ours too; null for none.</param>
    public static bool IsFromElsewhere(IHeaderDictionary headers, string origin, string? publicOrigin)
    {
        if (headers["Sec-Fetch-Site"] is { Count: > 0 } site && site is not ["same-origin"] and not ["none"])
        {
            return true;
        }

        return headers.Origin is { Count: > 0 } sender && (sender is not [{ } single] || !(IsOrigin(single, origin) || IsOrigin(single, publicOrigin)));
    }

    /// <summary>Whether the request changes something, or opens a connection that could.</summary>
    public static bool IsHarmful(HttpRequest request) => IsHarmful(request.Method, request.Headers);

    public static bool IsHarmful(string method, IHeaderDictionary headers) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) || headers.Upgrade.Count > 0;

    private static bool IsOrigin(string origin, string? ours) => string.Equals(origin, ours, StringComparison.OrdinalIgnoreCase);
}
