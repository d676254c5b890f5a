using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.Authentication;

/// <summary>
/// The targets of requests by which proxies ask for a decision. What the original request's target was is taken out of them before the pipeline begins, as
/// credentials are; what is left is the endpoint's bare path, without a query.
/// </summary>
internal static class DecisionTarget
{
    /// <summary>All of them are below it.</summary>
    public const string Root = "/authz";

    public const string AuthRequest = $"{Root}/auth-request";
    public const string ForwardAuth = $"{Root}/forward-auth";
    public const string ExtAuthz = $"{Root}/ext-authz";

    private const string OriginalUri = "X-Original-URI";
    private const string ForwardedUri = "X-Forwarded-Uri";

    /// <summary>Takes the forwarded targets out of a request; null when it asks for no decision.</summary>
    /// <remarks>
    /// The path that is routed is set here, from the target as it was sent: the web server has resolved dot segments, so that
    /// <c>/authz/ext-authz/../../ping</c> would be answered by another route, and taken for "allowed".
    /// </remarks>
    public static ForwardedTargets? Take(IHttpRequestFeature request)
    {
        var target = OriginForm(request.RawTarget);
        if (!IsBelowRoot(target) && !IsBelowRoot(request.Path))
        {
            return null;
        }

        var appended = StartsWithPath(target, ExtAuthz) ? new StringValues(target[ExtAuthz.Length..]) : StringValues.Empty;
        request.Path = EndpointOf(target);
        request.QueryString = "";
        request.RawTarget = request.Path;
        return new() { OriginalUri = TakeHeader(request, OriginalUri), ForwardedUri = TakeHeader(request, ForwardedUri), Appended = appended };
    }

    /// <summary>The endpoint that a target names. Anything else below the root, and what only normalising brings there, is no route.</summary>
    private static string EndpointOf(string target) => target switch
    {
        _ when StartsWithPath(target, ExtAuthz) => ExtAuthz,
        _ when IsPath(target, AuthRequest) => AuthRequest,
        _ when IsPath(target, ForwardAuth) => ForwardAuth,
        _ => Root,
    };

    /// <summary>The target without the scheme and host that a client may put before it (RFC 9112, section 3.2.2).</summary>
    private static string OriginForm(string target)
    {
        if (target.StartsWith('/') || target.IndexOf("://", StringComparison.Ordinal) is not (>= 0 and var scheme))
        {
            return target;
        }

        var path = target.IndexOf('/', scheme + 3);
        return path < 0 ? "" : target[path..];
    }

    private static bool IsBelowRoot(string path) => StartsWithPath(path, Root);

    /// <summary>Whether a target is this path, with a query or without.</summary>
    private static bool IsPath(string target, string path) =>
        target.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (target.Length == path.Length || target[path.Length] == '?');

    /// <summary>Whether a target is this path, or stands below it.</summary>
    private static bool StartsWithPath(string target, string path) =>
        target.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (target.Length == path.Length || target[path.Length] is '/' or '?');

    private static StringValues TakeHeader(IHttpRequestFeature request, string name)
    {
        var lines = request.Headers[name];
        request.Headers.Remove(name);
        return lines;
    }
}
