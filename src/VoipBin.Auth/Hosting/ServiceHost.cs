namespace VoipBin.Auth.Hosting;

/// <summary>How the service finds its configuration and its address.</summary>
internal static class ServiceHost
{
    public const string Usage = """
        usage: VoipBin.Auth [VERB] [--KEY VALUE …]

          (no verb)     serve; http://localhost:8080 unless --urls says otherwise
          migrate       bring the database's schema up to this version, and end
          backup        copy the database and the keys of a service on SQLite, while it runs: --to DIRECTORY
          health        ask the service on this machine whether it is ready; ends with 0 or 1
          key token     print a new key for Jwt:SigningKeys
          key identity  print a new key for Identity:SigningKeys

        Keys are those of the README's table, for example --DataDirectory /var/lib/voipbin-auth.
        """;

    private const string SecretsDirectory = "/run/secrets";

    /// <summary>The settings that ship with the service lie beside it, wherever it is started from.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

        // Mounted secrets, one file a key: Jwt__SigningKeys__0.
        builder.Configuration.AddKeyPerFile(SecretsDirectory, optional: true);
        ListenAddress.SetDefault(builder);
        return builder;
    }

    /// <summary>Whether to say how the executable is called, instead of starting.</summary>
    public static bool AsksForUsage(string[] args) => args is ["--help" or "-h" or "help", ..] || IsUnknownVerb(args);

    /// <returns>The process's exit code.</returns>
    public static async Task<int> WriteUsageAsync(string[] args)
    {
        var isMistake = IsUnknownVerb(args);
        await (isMistake ? Console.Error : Console.Out).WriteLineAsync(Usage);
        return isMistake ? 2 : 0;
    }

    /// <summary>Whether an argument is a word, and neither a verb of ours in the first place nor the value of a key.</summary>
    public static bool IsUnknownVerb(string[] args) =>
        args is ["key", ..]
            ? args is not [_, "token" or "identity"]
            : args.Where((argument, index) => IsWord(argument) && !(index == 0 ? argument is "migrate" or "backup" or "health" or "help" : IsKeyWithoutValue(args[index - 1]))).Any();

    private static bool IsWord(string argument) => !argument.StartsWith('-') && !argument.StartsWith('/') && !argument.Contains('=');

    private static bool IsKeyWithoutValue(string argument) => argument.StartsWith('-') && !argument.Contains('=');
}
