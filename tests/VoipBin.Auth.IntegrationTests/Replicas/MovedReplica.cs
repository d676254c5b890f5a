namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>A third process beside the pair, whose wall clock a test moves, as that of another machine.</summary>
public sealed class MovedReplica(ReplicaPair pair) : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("voipbin-clock-").FullName;

    internal ServiceProcess Service { get; private set; } = null!;

    internal MovableClock Clock { get; private set; } = null!;

    /// <summary>What it asks and changes goes through this one.</summary>
    internal TcpRelay Questions { get; private set; } = null!;

    /// <summary>How it hears of changes.</summary>
    internal TcpRelay News { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var file = Path.Combine(directory, "ahead");
        Clock = new(file);
        (Questions, News) = (ReplicaPair.RelayTo(pair.Direct), ReplicaPair.RelayTo(pair.Direct));
        Service = await pair.StartAnotherAsync(new()
        {
            ["ConnectionStrings:Postgres"] = ReplicaPair.Through(pair.Direct, Questions),
            ["ConnectionStrings:PostgresDirect"] = ReplicaPair.Through(pair.Direct, News),
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [MovableClock.Variable] = file,
        });
    }

    public async Task DisposeAsync()
    {
        await Service.KillAsync();
        Questions.Cut();
        News.Cut();
        Clock.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
