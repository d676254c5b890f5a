using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Telemetry;

/// <summary>
/// Silences the framework's categories that print what a client sent (target, path, headers): a credential may ride in it.
/// Rules that name the provider, added after everything else, win over any rule of the configuration; those that could win are taken out (decision 8).
/// </summary>
internal sealed class SecretFreeLogging(IEnumerable<ILoggerProvider> providers) : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
    [
        // The target; in scopes, the path.
        "Microsoft.AspNetCore.Hosting.Diagnostics",

        // The target, or whatever else was no request; the target of an HTTP/2 or HTTP/3 request that is refused for it.
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Http2",
        "Microsoft.AspNetCore.Server.Kestrel.Http3",

        // The path, at Debug.
        "Microsoft.AspNetCore.Routing.Matching.DfaMatcher",

        // Headers as they came, at Debug: Origin and what else CORS asks for, X-Forwarded-For, Host.
        "Microsoft.AspNetCore.Cors.Infrastructure.CorsService",
        "Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware",
        "Microsoft.AspNetCore.HostFiltering.HostFilteringMiddleware",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var category in Categories)
        {
            // The longest pattern that matches wins, and one with a wildcard may be longer than the name itself.
            foreach (var rival in options.Rules.Where(rule => rule.CategoryName?.Length >= category.Length && Matches(rule.CategoryName, category)).ToArray())
            {
                options.Rules.Remove(rival);
            }

            foreach (var provider in providers)
            {
                options.Rules.Add(new(provider.GetType().FullName, category, LogLevel.None, filter: null));
            }
        }
    }

    /// <summary>As the framework matches a rule's pattern: what stands before its one wildcard, and what stands behind it.</summary>
    private static bool Matches(string pattern, string category) =>
        pattern.Split('*', 2) is [var head, var tail]
            ? category.StartsWith(head, StringComparison.OrdinalIgnoreCase) && category.EndsWith(tail, StringComparison.OrdinalIgnoreCase)
            : category.StartsWith(pattern, StringComparison.OrdinalIgnoreCase);
}
