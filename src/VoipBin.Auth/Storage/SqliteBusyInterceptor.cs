using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace VoipBin.Auth.Storage;

/// <summary>
/// Lets SQLite itself wait for another connection's write, for a millisecond at first and longer from one time to the next. Its driver would ask again
/// every 150 ms only, so that a write of two milliseconds costs whoever comes meanwhile a hundred times as much.
/// </summary>
internal sealed class SqliteBusyInterceptor : DbConnectionInterceptor
{
    /// <summary>After these the driver goes on, until the time of the statement is over.</summary>
    private const int Milliseconds = 1000;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        if (connection is SqliteConnection { Handle: { } handle })
        {
            _ = raw.sqlite3_busy_timeout(handle, Milliseconds);
        }
    }
}
