using Microsoft.Extensions.Primitives;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>Where a kind of proxy says what the original request was. Each reads its own headers and no other: what one proxy sets, another lets through from the client.</summary>
/// <param name="Name">The dialect as metrics name it.</param>
/// <param name="Path">The endpoint.</param>
/// <param name="Read">The lines of what it says.</param>
internal sealed record ProxyDialect(string Name, string Path, Func<HttpRequest, ForwardedTargets, ProxyDialect.Lines> Read)
{
    /// <summary>nginx: <c>ngx_http_auth_request_module</c>, with headers of our choice.</summary>
    public static readonly ProxyDialect AuthRequest = new(
        "auth_request",
        DecisionTarget.AuthRequest,
        static (request, targets) => new(request.Headers["X-Original-Method"], targets.OriginalUri, request.Headers["X-Original-Host"]));

    /// <summary>Traefik's ForwardAuth, Caddy's <c>forward_auth</c>, and HAProxy by a script: the headers that the first of them sends.</summary>
    public static readonly ProxyDialect ForwardAuth = new(
        "forward_auth",
        DecisionTarget.ForwardAuth,
        static (request, targets) => new(request.Headers["X-Forwarded-Method"], targets.ForwardedUri, request.Headers["X-Forwarded-Host"]));

    /// <summary>Envoy's <c>ext_authz</c> over HTTP: the original request itself, with a prefix before its path.</summary>
    public static readonly ProxyDialect ExtAuthz = new(
        "ext_authz",
        DecisionTarget.ExtAuthz,
        static (request, targets) => new(request.Method, targets.Appended, request.Headers.Host));

    public static readonly IReadOnlyList<ProxyDialect> All = [AuthRequest, ForwardAuth, ExtAuthz];

    /// <summary>What was sent, before anybody has looked at it; the target is secret.</summary>
    internal readonly record struct Lines(StringValues Method, StringValues Target, StringValues Host)
    {
        public override string ToString() => "***";
    }
}
