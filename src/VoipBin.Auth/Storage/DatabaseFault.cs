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
    private const int SqliteConstraint = 19;
    private const string UniqueFailed = "UNIQUE constraint failed: ";

    /// <summary>Whether the database could not be asked, or could not answer; a violated constraint is an answer.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        PostgresException postgres => !postgres.SqlState.StartsWith("23", StringComparison.Ordinal),
        SqliteException sqlite => sqlite.SqliteErrorCode != SqliteConstraint,
        DbException or SocketException => true,
        { InnerException: { } inner } => IsOutage(inner),
        _ => false,
    };

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
