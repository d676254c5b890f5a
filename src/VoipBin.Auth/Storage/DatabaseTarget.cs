using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>Which database the service works on: PostgreSQL when <c>ConnectionStrings:Postgres</c> is set, else a SQLite file in the data directory. A connection string holds a password: it is never logged.</summary>
internal sealed class DatabaseTarget
{
    private const string PostgresKey = "Postgres";

    /// <summary>Seconds that a statement waits for another process's write on SQLite.</summary>
    private const int SqliteBusySeconds = 5;

    /// <summary>Seconds to wait for a connection, when the connection string does not say.</summary>
    private const int ConnectSeconds = 5;

    public DatabaseTarget(IConfiguration configuration, IOptions<ServiceOptions> service)
    {
        var postgres = configuration.GetConnectionString(PostgresKey);
        IsPostgres = !string.IsNullOrWhiteSpace(postgres);
        SqliteFile = service.Value.DataPath("voipbin-auth.db");
        ConnectionString = IsPostgres
            ? ReadPostgres(postgres!)
            : new SqliteConnectionStringBuilder { DataSource = SqliteFile, DefaultTimeout = SqliteBusySeconds }.ToString();
    }

    public bool IsPostgres { get; }

    public string ConnectionString { get; }

    /// <summary>The SQLite file's full path; meaningless on PostgreSQL.</summary>
    public string SqliteFile { get; }

    private static string ReadPostgres(string text)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            builder.ApplicationName ??= "VoipBin.Auth";
            if (!builder.ContainsKey("Timeout"))
            {
                builder.Timeout = ConnectSeconds;
            }

            return builder.ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new OptionsValidationException(PostgresKey, typeof(DatabaseTarget),
                ["ConnectionStrings:Postgres is not a connection string, for example Host=db;Database=auth;Username=auth;Password=…."]);
        }
    }
}
