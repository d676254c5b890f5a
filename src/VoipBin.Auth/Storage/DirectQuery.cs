using System.Data.Common;

namespace VoipBin.Auth.Storage;

/// <summary>A question of the verify path: one prepared statement, past Entity Framework, whose cost would be most of it.</summary>
/// <param name="Sql">The same for both databases; parameters are written <c>$1</c>, <c>$2</c>.</param>
/// <param name="Bind">Adds the parameters to a command, in their order.</param>
/// <param name="Read">Reads the one row.</param>
internal sealed record DirectQuery<TKey, TRow>(string Sql, Action<DbCommand, TKey> Bind, Func<DbDataReader, TRow> Read)
    where TRow : class;
