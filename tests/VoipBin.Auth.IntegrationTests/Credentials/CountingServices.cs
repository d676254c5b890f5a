using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>A service that remembers little and believes it for long, so that a busy machine does not make it ask again.</summary>
internal static class CountingSettings
{
    public const int CacheEntries = 100;

    public static void Apply(Dictionary<string, string?> settings)
    {
        settings["Credentials:CacheEntries"] = "100";
        settings["Credentials:ListenerBound"] = "00:01:00";
        settings.Remove("Logging:Captured:LogLevel:Default");
    }

    /// <summary>Logs what the database of a service is asked, from now on.</summary>
    public static StatementLog LogStatements(this AuthService service)
    {
        var target = service.Services.GetRequiredService<DatabaseTarget>();
        return target.IsPostgres
            ? StatementLog.OfPostgres(new NpgsqlConnectionStringBuilder(target.ConnectionString).Database!)
            : StatementLog.OfSqlite(target.ConnectionString);
    }
}

public sealed class CountingSqliteService : SqliteService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        CountingSettings.Apply(Settings);
    }
}

/// <summary>What it asks goes through a relay; what it hears of changes does not.</summary>
public sealed class CountingPostgresService : PostgresService
{
    internal TcpRelay Relay { get; private set; } = null!;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        CountingSettings.Apply(Settings);
        var connection = new NpgsqlConnectionStringBuilder(Settings["ConnectionStrings:Postgres"]);
        Settings["ConnectionStrings:PostgresDirect"] = connection.ConnectionString;
        Relay = new(connection.Host!, connection.Port);
        (connection.Host, connection.Port) = ("127.0.0.1", Relay.Port);
        Settings["ConnectionStrings:Postgres"] = connection.ConnectionString;
    }

    protected override async Task CleanAsync()
    {
        Relay.Cut();
        await base.CleanAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class CountingSqliteTests : ICollectionFixture<CountingSqliteService>
{
    public const string Name = "SQLite, counting";
}

[CollectionDefinition(Name)]
public sealed class CountingPostgresTests : ICollectionFixture<CountingPostgresService>
{
    public const string Name = "PostgreSQL, counting";
}
