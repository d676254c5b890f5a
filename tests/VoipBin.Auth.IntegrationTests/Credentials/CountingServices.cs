using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using VoipBin.Auth.AdminConsole.Delegation;
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

/// <summary>A service that tells when it makes the hidden field of a form.</summary>
internal interface ICountingService
{
    NotedForms Forms { get; }
}

/// <summary>Ties forms as the service does, and tells of each that is made.</summary>
internal sealed class NotedForms : IAntiforgeryAdditionalDataProvider
{
    private readonly FormCustomer tied = new();

    public Action? Made { get; set; }

    public string GetAdditionalData(HttpContext context)
    {
        Made?.Invoke();
        return tied.GetAdditionalData(context);
    }

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => tied.ValidateAdditionalData(context, additionalData);
}

public sealed class CountingSqliteService : SqliteService, ICountingService
{
    private readonly NotedForms forms = new();

    NotedForms ICountingService.Forms => forms;

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        CountingSettings.Apply(Settings);
    }

    protected override void ConfigureServices(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IAntiforgeryAdditionalDataProvider>(forms));
}

/// <summary>What it asks goes through a relay; what it hears of changes does not.</summary>
public sealed class CountingPostgresService : PostgresService, ICountingService
{
    private readonly NotedForms forms = new();

    NotedForms ICountingService.Forms => forms;

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

    protected override void ConfigureServices(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IAntiforgeryAdditionalDataProvider>(forms));

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
