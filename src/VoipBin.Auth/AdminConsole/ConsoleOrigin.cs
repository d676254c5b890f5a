using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole;

/// <summary>
/// Whether a browser sends a request for a page of ours. <c>SameSite=Strict</c> does not say so: to it all ports of a host,
/// and all hosts of a domain, are one site.
/// </summary>
internal static class ConsoleOrigin
{
    /// <summary>Whether the request must not be answered at all: it changes something and comes from elsewhere, or opens a connection, which no page of ours does.</summary>
    public static bool IsRefused(HttpRequest request, Uri? publicUrl) =>
        request.Headers.Upgrade.Count > 0 || (CrossSite.IsHarmful(request) && IsFromElsewhere(request, publicUrl));

    /// <summary>Whether the request's cookies must not count: a page of elsewhere fetches it. Somebody who follows a link from elsewhere does see the page.</summary>
    public static bool IsForeignFetch(HttpRequest request, Uri? publicUrl) =>
        request.Headers["Sec-Fetch-Mode"] is not ["navigate"] && IsFromElsewhere(request, publicUrl);

    /// <summary>A browser that is told to name no referrer sends <c>Origin: null</c> with our own forms too (Fetch, "append a request Origin header"): then it must say that they are ours.</summary>
    private static bool IsFromElsewhere(HttpRequest request, Uri? publicUrl) =>
        !(request.Headers.Origin is ["null"] && request.Headers["Sec-Fetch-Site"] is ["same-origin"]) && CrossSite.IsFromElsewhere(request, publicUrl);
}
