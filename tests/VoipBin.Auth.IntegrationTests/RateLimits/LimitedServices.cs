using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.RateLimits;

/// <summary>Limits so small that a test reaches them quickly; the rates are so slow that nothing comes back meanwhile.</summary>
internal static class SmallLimits
{
    public const int Anonymous = 5;
    public const int Api = 12;
    public const int Customer = 20;
    public const int FailedCredentials = 4;
    public const int FailedIntrospections = 6;
    public const int FailedLogins = 3;

    /// <summary>A token may come back while a test runs, and one of a full bucket does.</summary>
    public const int Surplus = 3;

    public static void Apply(Dictionary<string, string?> settings)
    {
        foreach (var (name, burst) in ((string, int)[])[("Anonymous", Anonymous), ("Api", Api), ("Customer", Customer), ("FailedCredentials", FailedCredentials), ("FailedIntrospections", FailedIntrospections), ("FailedLogins", FailedLogins)])
        {
            settings[$"RateLimits:{name}PerSecond"] = "1";
            settings[$"RateLimits:{name}Burst"] = $"{burst}";
        }

        settings["RateLimits:WaitingLogins"] = "1";

        // A refusal before the name is looked up is told by its time from a hash.
        settings["Passwords:BcryptCost"] = "10";
    }
}

public sealed class LimitedSqliteService : SqliteService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        SmallLimits.Apply(Settings);
    }
}

public sealed class LimitedPostgresService : PostgresService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        SmallLimits.Apply(Settings);
    }
}

[CollectionDefinition(Name)]
public sealed class LimitedSqliteTests : ICollectionFixture<LimitedSqliteService>
{
    public const string Name = "SQLite, limited";
}

[CollectionDefinition(Name)]
public sealed class LimitedPostgresTests : ICollectionFixture<LimitedPostgresService>
{
    public const string Name = "PostgreSQL, limited";
}
