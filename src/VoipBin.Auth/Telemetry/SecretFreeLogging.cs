using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Telemetry;

/// <summary>
/// Silences the two framework categories that print a request's target: a credential may ride in it.
/// Rules that name the provider, added after everything else, win over any rule of the configuration (decision 8).
/// </summary>
internal sealed class SecretFreeLogging(IEnumerable<ILoggerProvider> providers) : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var provider in providers)
        {
            foreach (var category in Categories)
            {
                options.Rules.Add(new(provider.GetType().FullName, category, LogLevel.None, filter: null));
            }
        }
    }
}
