using System.Data.Common;

namespace VoipBin.Auth.Storage;

internal static class DirectQueryExtensions
{
    public static void Add(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    /// <summary>An instant: <c>timestamptz</c>, or microseconds on SQLite (see <see cref="MicrosecondConverter"/>).</summary>
    public static DateTimeOffset GetInstant(this DbDataReader reader, int column) =>
        reader.GetFieldType(column) == typeof(long) ? DateTimeOffset.UnixEpoch.AddTicks(reader.GetInt64(column) * TimeSpan.TicksPerMicrosecond) : reader.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? GetInstantOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInstant(column);
}
