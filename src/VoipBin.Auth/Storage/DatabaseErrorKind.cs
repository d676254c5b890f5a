using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace VoipBin.Auth.Storage;

/// <summary>Sorts failures of the database into a few words, for people who look at a graph.</summary>
internal static class DatabaseErrorKind
{
    /// <summary>It cannot be connected to, or the connection broke, or it is starting or ending.</summary>
    public const string Connection = "Connection";

    /// <summary>It did not answer in time.</summary>
    public const string Timeout = "Timeout";

    /// <summary>Our own limit of questions at a time was reached.</summary>
    public const string Overload = "Overload";

    /// <summary>Somebody else held what was wanted: a deadlock, a serialization failure, a lock.</summary>
    public const string Lock = "Lock";

    /// <summary>It has no room: connections, memory, disk.</summary>
    public const string Resources = "Resources";

    /// <summary>It cannot read or write its files.</summary>
    public const string Storage = "Storage";

    /// <summary>The service may not do what it must, or may not log in.</summary>
    public const string Permission = "Permission";

    /// <summary>It is not what this version expects: not migrated, or not there.</summary>
    public const string Schema = "Schema";

    /// <summary>Anything else: a fault of the service.</summary>
    public const string Other = "Other";

    private const int SqliteConstraint = 19;

    /// <summary>The kind of a failure; null when it is none: a row that may not be there twice is an answer, and who was asked to stop has stopped.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        OperationCanceledException => null,
        PostgresException postgres => OfPostgres(postgres.SqlState),
        SqliteException { SqliteErrorCode: SqliteConstraint } sqlite when sqlite.Message.Contains("UNIQUE ", StringComparison.Ordinal) => null,
        SqliteException sqlite => OfSqlite(sqlite),
        TimeoutException or { InnerException: TimeoutException } => Timeout,
        NpgsqlException or SocketException or IOException => Connection,
        InvalidOperationException broken when DatabaseFault.IsBrokenConnection(broken) => Connection,
        { InnerException: { } inner } => Of(inner),
        _ => Other,
    };

    /// <summary>By the classes and codes of PostgreSQL's appendix A.</summary>
    private static string? OfPostgres(string state) => state switch
    {
        PostgresErrorCodes.UniqueViolation => null,
        PostgresErrorCodes.QueryCanceled => Timeout,
        PostgresErrorCodes.LockNotAvailable => Lock,
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => Schema,
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => Permission,
        _ => state[..2] switch
        {
            "08" or "57" => Connection,
            "40" => Lock,
            "53" => Resources,
            "58" => Storage,
            "28" => Permission,
            _ => Other,
        },
    };

    /// <summary>By SQLite's result codes.</summary>
    private static string OfSqlite(SqliteException exception) => exception.SqliteErrorCode switch
    {
        _ when exception.Message.Contains("no such ", StringComparison.Ordinal) => Schema,
        5 or 6 or 15 => Lock,
        8 => Permission,
        13 => Resources,
        10 or 11 or 14 or 26 => Storage,
        _ => Other,
    };
}
