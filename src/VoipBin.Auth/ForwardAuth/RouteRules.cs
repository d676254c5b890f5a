using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>The rules that hold now. A file of them is read again when it changes; one that is wrong by then leaves the old rules as they were.</summary>
internal sealed partial class RouteRules : IDisposable
{
    private readonly ILogger<RouteRules> logger;
    private readonly string? file;
    private readonly PhysicalFileProvider? provider;
    private readonly IDisposable? watch;
    private volatile IReadOnlyList<RouteRule> rules = [RouteRule.AnyCaller];

    /// <exception cref="OptionsValidationException">The file is missing or wrong.</exception>
    public RouteRules(IOptions<ForwardAuthOptions> options, ILogger<RouteRules> logger)
    {
        this.logger = logger;
        if (options.Value.RulesFile is not { Length: > 0 } setting)
        {
            return;
        }

        file = Path.GetFullPath(setting);
        try
        {
            rules = RouteRulesFile.Read(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(ForwardAuthOptions.SectionName, typeof(RouteRules), [$"ForwardAuth:RulesFile is {file}: {exception.Message}"]);
        }

        // Asked, not told: a file that is mounted into a container is often exchanged by a link, of which no notice comes.
        provider = new(Path.GetDirectoryName(file)!) { UsePollingFileWatcher = true, UseActivePolling = true };
        watch = ChangeToken.OnChange(() => provider.Watch(Path.GetFileName(file)), Reload);
    }

    /// <summary>The first rule that says something about a request; there is always one.</summary>
    public RouteRule Find(ForwardedRequest request)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(request))
            {
                return rule;
            }
        }

        throw new InvalidOperationException("The last rule is the default.");
    }

    public void Dispose()
    {
        watch?.Dispose();
        provider?.Dispose();
    }

    private void Reload()
    {
        try
        {
            rules = RouteRulesFile.Read(File.ReadAllText(file!));
            Log.Reloaded(logger, file!, rules.Count);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            Log.Refused(logger, file!, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The rules of {File} were read again: {Count}")]
        public static partial void Reloaded(ILogger logger, string file, int count);

        [LoggerMessage(2, LogLevel.Error, "The rules of {File} have changed and are wrong; the old ones go on: {Fault}")]
        public static partial void Refused(ILogger logger, string file, string fault);
    }
}
