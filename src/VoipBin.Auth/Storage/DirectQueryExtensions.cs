using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace VoipBin.Auth.Storage;

internal static class DirectQueryExtensions
{
    /// <summary>Adds the value of the next <c>$n</c>. Npgsql knows it by its place, and then need not look for names in the statement each time; SQLite by its name.</summary>
    public static void Add(this DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        parameter.Value = value;
        if (command is SqliteCommand)
        {
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count + 1}");
        }

        command.Parameters.Add(parameter);
    }

    /// <summary>An instant: <c>timestamptz</c>, or microseconds on SQLite (see <see cref="MicrosecondConverter"/>).</summary>
    public static DateTimeOffset GetInstant(this DbDataReader reader, int column) =>
        reader.GetFieldType(column) == typeof(long) ? DateTimeOffset.UnixEpoch.AddTicks(reader.GetInt64(column) * TimeSpan.TicksPerMicrosecond) : reader.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? GetInstantOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInstant(column);
}
