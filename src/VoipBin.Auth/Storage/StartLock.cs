using Npgsql;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Storage;

/// <summary>
/// Lets one process at a time prepare the database. Entity Framework's own lock is not enough: processes that meet
/// on an empty database race for the table that it locks, and on SQLite its lock is a row that survives a kill (decision 1).
/// </summary>
internal sealed class StartLock(DatabaseTarget target)
{
    /// <summary>Any number, as long as nobody else uses it on this database: "vbauth" in ASCII.</summary>
    private const long AdvisoryLock = 0x766261757468;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock, without a limit; disposing what it returns releases it, and so does the death of the process.</summary>
    public Task<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken) =>
        target.IsPostgres ? AcquireOnPostgresAsync(cancellationToken) : AcquireOnFileAsync(cancellationToken);

    private async Task<IAsyncDisposable> AcquireOnPostgresAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(target.ConnectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);

            // Bound to a transaction, not to the session, so that it holds behind a pooler too. The transaction ends with the connection.
            _ = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection) { CommandTimeout = 0 };
            command.Parameters.Add(new() { Value = AdvisoryLock });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<IAsyncDisposable> AcquireOnFileAsync(CancellationToken cancellationToken)
    {
        DataDirectory.Ensure(Path.GetDirectoryName(target.SqliteFile)!);
        while (true)
        {
            try
            {
                return DataDirectory.OpenSecret(target.SqliteFile + ".lock", TimeSpan.Zero);
            }
            catch (IOException exception) when (DataDirectory.IsHeldByAnother(exception))
            {
                await Task.Delay(RetryInterval, cancellationToken);
            }
        }
    }
}
