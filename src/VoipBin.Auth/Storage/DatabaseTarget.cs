using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>Which database the service works on: PostgreSQL when <c>ConnectionStrings:Postgres</c> is set, else a SQLite file in the data directory. A connection string holds a password: it is never logged.</summary>
internal sealed class DatabaseTarget
{
    /// <summary>The key of the connection string.</summary>
    public const string PostgresKey = "Postgres";

    /// <summary>The key of the connection string that goes past a pooler.</summary>
    public const string PostgresDirectKey = "PostgresDirect";

    /// <summary>Seconds after which a connection that only listens is checked.</summary>
    private const int KeepAliveSeconds = 5;

    /// <summary>Seconds that a statement waits for another process's write on SQLite.</summary>
    private const int SqliteBusySeconds = 5;

    /// <summary>Seconds to wait for a connection, when the connection string does not say.</summary>
    private const int ConnectSeconds = 5;

    /// <summary>Seconds to wait for an answer, when the connection string does not say: each request of the platform waits for ours.</summary>
    private const int CommandSeconds = 5;

    /// <summary>Seconds for which a host that was away or a standby is not asked again, where there are several: a standby that was promoted is found as soon.</summary>
    private const int HostRecheckSeconds = 1;

    /// <summary>
    /// A connection on which a statement was broken off is given up, and what the statement says after that is not heard: a commit that waits for a
    /// synchronous standby is not undone by being broken off. It says that it happened, though only here, and would be acknowledged before it is safe.
    /// </summary>
    private const int NoAnswerAfterCancellation = -1;

    private readonly IOptions<ServiceOptions> service;
    private readonly Lazy<string> connectionString;
    private readonly Lazy<string> listenerConnectionString;

    /// <summary>Looks no further than which database it is: validators ask for that, and a fault elsewhere must not hide theirs.</summary>
    public DatabaseTarget(IConfiguration configuration, IOptions<ServiceOptions> service)
    {
        var postgres = configuration.GetConnectionString(PostgresKey);
        this.service = service;
        IsPostgres = !string.IsNullOrWhiteSpace(postgres);
        connectionString = new(() => IsPostgres ? ReadPostgres(postgres!) : WriteSqlite());
        var direct = configuration.GetConnectionString(PostgresDirectKey);
        listenerConnectionString = new(() => WriteListener(string.IsNullOrWhiteSpace(direct) ? postgres! : direct));
    }

    public bool IsPostgres { get; }

    /// <exception cref="OptionsValidationException">It is not well formed; the message does not tell it.</exception>
    public string ConnectionString => connectionString.Value;

    /// <summary>The connection string of the connection that hears of revocations: <c>ConnectionStrings:PostgresDirect</c> where a pooler would lose it, else the other one.</summary>
    public string ListenerConnectionString => listenerConnectionString.Value;

    /// <summary>The SQLite file's full path; meaningless on PostgreSQL.</summary>
    public string SqliteFile => service.Value.DataPath("voipbin-auth.db");

    private static string WriteListener(string text) =>
        new NpgsqlConnectionStringBuilder(ReadPostgres(text)) { Pooling = false, KeepAlive = KeepAliveSeconds, ApplicationName = "VoipBin.Auth listener" }.ConnectionString;

    private string WriteSqlite() => new SqliteConnectionStringBuilder { DataSource = SqliteFile, DefaultTimeout = SqliteBusySeconds }.ToString();

    /// <summary>Npgsql's builder knows a value for every keyword, and does not tell which were given; the plain one does.</summary>
    private static void SetDefault(NpgsqlConnectionStringBuilder builder, string given, string keyword, object value)
    {
        var keywords = new DbConnectionStringBuilder { ConnectionString = given }.Keys.Cast<string>();
        if (!keywords.Any(other => other.Replace(" ", "", StringComparison.Ordinal).Equals(keyword.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)))
        {
            builder[keyword] = value;
        }
    }

    private static string ReadPostgres(string text)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            builder.ApplicationName ??= "VoipBin.Auth";

            // Npgsql names its pools by the connection string, in metrics and traces: with this it would not leave the passwords out.
            builder.PersistSecurityInfo = false;

            // These would tell names, addresses and hashes: in messages of errors, and in the log.
            builder.IncludeErrorDetail = false;
            builder.LogParameters = false;
            SetDefault(builder, text, "Timeout", ConnectSeconds);
            SetDefault(builder, text, "Command Timeout", CommandSeconds);
            SetDefault(builder, text, "Cancellation Timeout", NoAnswerAfterCancellation);

            SetDefault(builder, text, "Host Recheck Seconds", HostRecheckSeconds);

            // Npgsql asks for Kerberos first, by a library that small images have not: with each new connection a search for it, and an exception.
            SetDefault(builder, text, "GSS Encryption Mode", GssEncryptionMode.Disable);

            // Nothing here sets anything for a session; undoing it would be a second statement for each question of the verify path.
            SetDefault(builder, text, "No Reset On Close", value: true);

            return builder.ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new OptionsValidationException(PostgresKey, typeof(DatabaseTarget),
                ["ConnectionStrings:Postgres is not a connection string, for example Host=db;Database=auth;Username=auth;Password=…."]);
        }
    }
}
