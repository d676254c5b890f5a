using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>The headers of every answer: nothing with a credential in it is kept by a cache or told to another site, and no browser does more with an answer than it must.</summary>
internal sealed class ResponseHeaders
{
    /// <summary>What is not a page is shown as nothing, and in no frame.</summary>
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Swagger's pages are not ours: they write styles into themselves, and hold pictures in their addresses.</summary>
    private const string OpenApiPage =
        "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private const string Powers = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private static readonly string[] Private = ["/auth", "/authz", "/v1.0", "/console"];

    private readonly string? transportSecurity;

    public ResponseHeaders(IOptions<ServiceOptions> service)
    {
        var maxAge = (long)service.Value.HstsMaxAge.TotalSeconds;
        transportSecurity = maxAge > 0 ? FormattableString.Invariant($"max-age={maxAge}") : null;
        Set = state => SetAsync((HttpContext)state);
    }

    /// <summary>To be called when an answer starts, with its <see cref="HttpContext"/>.</summary>
    public Func<object, Task> Set { get; }

    private Task SetAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (path.IsUnder(Private))
        {
            headers.CacheControl = "no-store";
        }

        // Its framing is faulty, and what stands behind it may be part of it (RFC 9112, section 6.1).
        if (HttpProtocol.IsHttp10(context.Request.Protocol) && context.Request.Headers.TransferEncoding.Count > 0)
        {
            headers.Connection = "close";
        }

        // A proxy asks these, not a browser: some hand a refusal with all its headers on to a client of somebody else's host.
        if (path.StartsWithSegments(HostingApplicationBuilderExtensions.Decisions))
        {
            return Task.CompletedTask;
        }

        if (transportSecurity is not null && context.Request.IsHttps && IsName(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = transportSecurity;
        }

        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
        {
            SetOfPage(headers, path);
        }
        else
        {
            headers.ContentSecurityPolicy = NoPage;
        }

        return Task.CompletedTask;
    }

    private static void SetOfPage(IHeaderDictionary headers, PathString path)
    {
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = path.StartsWithSegments("/swagger") ? OpenApiPage : NoPage;
        }

        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Powers;
    }

    /// <summary>No browser remembers an address, or localhost (RFC 6797, section 8.1.1): no name ends with a digit, and IPv6 stands in brackets.</summary>
    private static bool IsName(string host) =>
        host.Length > 0 && !char.IsAsciiDigit(host[^1]) && host[0] != '['
        && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
