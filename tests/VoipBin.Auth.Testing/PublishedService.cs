namespace VoipBin.Auth.Testing;

/// <summary>
/// The published Release build: the directory of the environment variable <c>VOIPBIN_AUTH_PUBLISHED</c>, else one that is
/// published here, once, as it is everywhere.
/// </summary>
public sealed class PublishedService : IAsyncLifetime
{
    private const string Variable = "VOIPBIN_AUTH_PUBLISHED";

    /// <summary>Once for all collections of tests that need it.</summary>
    private static readonly Lazy<Task<string>> Temporary = new(PublishAsync);

    /// <summary>The directory that would be copied to a server.</summary>
    public string Location { get; private set; } = "";

    /// <summary>The executable.</summary>
    internal string Program => Path.Combine(Location, "VoipBin.Auth");

    public async Task InitializeAsync()
    {
        Location = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? Path.GetFullPath(given, Repository.Root) : await Temporary.Value;
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"There is no published service in {Location}; unset {Variable} to have one published.");
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<string> PublishAsync()
    {
        var temporary = Directory.CreateTempSubdirectory("voipbin-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(temporary, recursive: true);
        var result = await Command.RunAsync("bash", ["scripts/publish", temporary], Repository.Root);
        return result.ExitCode == 0 ? temporary : throw new InvalidOperationException($"Publishing failed:\n{result.Output}{result.Errors}");
    }
}
