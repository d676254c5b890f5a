using Microsoft.AspNetCore.Routing.Template;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>Who may use which routes.</summary>
/// <param name="Access">Who may.</param>
/// <param name="Permission">The bits of which the caller needs one; none for any caller.</param>
internal sealed record RouteRule(RouteAccess Access, Permission Permission)
{
    /// <summary>What holds where there is no file of rules.</summary>
    public static readonly RouteRule AnyCaller = new(RouteAccess.Caller, Permission.None);

    /// <summary>The host, in lower case and without port; null for every one.</summary>
    public string? Host { get; init; }

    /// <summary>The methods; none for every one.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The paths; null for every one.</summary>
    public TemplateMatcher? Path { get; init; }

    /// <summary>Whether it says something about every request.</summary>
    public bool IsDefault => Host is null && Methods.Count == 0 && Path is null;

    /// <summary>Matches without regard to case and to a trailing slash; HEAD counts as GET.</summary>
    public bool Matches(ForwardedRequest request) =>
        (Host is null || Host == request.Host)
        && (Methods.Count == 0 || Methods.Contains(HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method, StringComparer.OrdinalIgnoreCase))
        && (Path is null || Path.TryMatch(request.Path, []));
}
