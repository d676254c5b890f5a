using System.Globalization;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Timing;

/// <summary>What is timed has the machine for itself: these run alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimingAlone
{
    public const string Name = "Timing";
}

public sealed class TimingSqliteService : SqliteService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Settings["Passwords:BcryptCost"] = TimingOptions.Cost.ToString(CultureInfo.InvariantCulture);
    }
}

public sealed class TimingPostgresService : PostgresService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Settings["Passwords:BcryptCost"] = TimingOptions.Cost.ToString(CultureInfo.InvariantCulture);
    }
}
