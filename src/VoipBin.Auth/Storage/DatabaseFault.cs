using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace VoipBin.Auth.Storage;

/// <summary>What a failure of the database means.</summary>
internal static class DatabaseFault
{
    private const string Npgsql = "Npgsql";
    private const int SqliteConstraint = 19;
    private const string UniqueFailed = "UNIQUE constraint failed: ";

    /// <summary>Classes and codes of PostgreSQL's appendix A: connection, rollback, resources, operator, system, login, no such database, read-only, lock, privilege, no such table or column.</summary>
    private static readonly string[] PostgresOutages = ["08", "40", "53", "57", "58", "28", "3D000", "25006", "55P03", "42501", "42P01", "42703"];

    /// <summary>SQLite's BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN and PROTOCOL.</summary>
    private static readonly int[] SqliteOutages = [5, 6, 8, 10, 13, 14, 15];

    /// <summary>Whether the database could not be asked, or could not answer, or is not (yet) what this version expects; anything else is a fault of ours.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        PostgresException postgres => Array.Exists(PostgresOutages, state => postgres.SqlState.StartsWith(state, StringComparison.Ordinal)),
        SqliteException sqlite => SqliteOutages.Contains(sqlite.SqliteErrorCode) || sqlite.Message.Contains("no such ", StringComparison.Ordinal),
        DbException or SocketException => true,
        InvalidOperationException broken when IsBrokenConnection(broken) => true,
        { InnerException: { } inner } => IsOutage(inner),
        _ => false,
    };

    /// <summary>Npgsql tells of a connection that breaks under a statement also by an object that is gone, and before the next one by a connection that is not open.</summary>
    public static bool IsBrokenConnection(InvalidOperationException exception) =>
        exception.Source == Npgsql || (exception is ObjectDisposedException && exception.StackTrace?.Contains($"   at {Npgsql}.", StringComparison.Ordinal) == true);

    /// <summary>The name of the unique index or key that <paramref name="exception"/> is about; null when it is about something else.</summary>
    public static string? FindConstraint(DbUpdateException exception, IModel model) => exception.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres => postgres.ConstraintName,
        SqliteException { SqliteErrorCode: SqliteConstraint } sqlite => FindByColumns(sqlite.Message, model),
        _ => null,
    };

    /// <summary>SQLite names the columns (<c>agents.username_key</c>), not the constraint.</summary>
    private static string? FindByColumns(string message, IModel model)
    {
        var start = message.IndexOf(UniqueFailed, StringComparison.Ordinal);
        return start < 0
            ? null
            : model.GetEntityTypes()
                .SelectMany(entity => entity.GetIndexes().Where(index => index.IsUnique).Select(index => (Name: index.GetDatabaseName(), Columns: Columns(entity, index.Properties)))
                    .Concat(entity.GetKeys().Select(key => (Name: key.GetName(), Columns: Columns(entity, key.Properties)))))
                .FirstOrDefault(constraint => message[(start + UniqueFailed.Length)..].StartsWith(constraint.Columns + "'", StringComparison.Ordinal))
                .Name;
    }

    private static string Columns(IEntityType entity, IEnumerable<IProperty> properties) =>
        string.Join(", ", properties.Select(property => $"{entity.GetTableName()}.{property.GetColumnName()}"));
}
