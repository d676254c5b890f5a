using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Storage;

/// <summary>
/// Lets the questions of the verify path through to the database: a bounded number at a time, each for a bounded time.
/// While it does not answer, one asks now and then and everybody else is told at once, so that no requests pile up.
/// </summary>
internal sealed class DatabaseGate(DatabaseTarget target, TimeProvider time, DatabaseMetrics? metrics = null) : IDisposable
{
    /// <summary>The name of the span of a question, the waiting for its turn included.</summary>
    public const string AskActivity = "ask database";

    /// <summary>How many ask at the same time.</summary>
    private const int Slots = 64;

    /// <summary>How long a question waits for its turn.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>How long it waits for its answer.</summary>
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(2);

    /// <summary>How long nobody asks after one was not answered.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim slots = new(Slots);
    private long awaySince = long.MinValue;
    private int isProbing;

    /// <summary>Whether the last question was not answered.</summary>
    public bool IsAway => Volatile.Read(ref awaySince) != long.MinValue;

    /// <summary>Whether it is time that somebody asks whether the database is back.</summary>
    public bool IsProbeDue => Volatile.Read(ref awaySince) is var since and not long.MinValue && Volatile.Read(ref isProbing) == 0 && time.GetElapsedTime(since) >= Pause;

    /// <summary>Asks for one row; null when there is none.</summary>
    /// <exception cref="DatabaseAwayException">It was not asked.</exception>
    public async Task<TRow?> AskAsync<TKey, TRow>(DirectQuery<TKey, TRow> query, TKey key)
        where TRow : class
    {
        var isProbe = IsAway;
        if (isProbe && (time.GetElapsedTime(Volatile.Read(ref awaySince)) < Pause || Interlocked.Exchange(ref isProbing, 1) == 1))
        {
            throw new DatabaseAwayException("The database did not answer a moment ago.");
        }

        using var activity = Instrumentation.Activities.StartActivity(AskActivity);
        try
        {
            return await AskInSlotAsync(query, key, isProbe);
        }
        catch
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            if (isProbe)
            {
                Volatile.Write(ref isProbing, 0);
            }
        }
    }

    public void Dispose() => slots.Dispose();

    private async Task<TRow?> AskInSlotAsync<TKey, TRow>(DirectQuery<TKey, TRow> query, TKey key, bool isProbe)
        where TRow : class
    {
        if (!await slots.WaitAsync(LongestWait))
        {
            metrics?.Count(DatabaseErrorKind.Overload);
            throw new DatabaseAwayException("Too many wait for the database.");
        }

        try
        {
            if (IsAway && !isProbe)
            {
                throw new DatabaseAwayException("The database did not answer others while this one waited.");
            }

            // Not by cancellation: a server that says nothing when it is connected to is waited for until the connection's own time-out,
            // and cancelling a statement asks that server first, on another connection.
            var row = await ReadAsync(query, key).WaitAsync(LongestQuestion, time);
            Volatile.Write(ref awaySince, long.MinValue);
            return row;
        }
        catch (TimeoutException)
        {
            Volatile.Write(ref awaySince, time.GetTimestamp());
            metrics?.Count(DatabaseErrorKind.Timeout);
            throw new DatabaseAwayException("The database did not answer in time.");
        }
        catch (Exception exception) when (exception is not DatabaseAwayException && DatabaseFault.IsOutage(exception))
        {
            Volatile.Write(ref awaySince, time.GetTimestamp());
            metrics?.Count(exception);
            throw;
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<TRow?> ReadAsync<TKey, TRow>(DirectQuery<TKey, TRow> query, TKey key)
        where TRow : class
    {
        await using DbConnection connection = target.IsPostgres ? new NpgsqlConnection(target.ConnectionString) : new SqliteConnection(target.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query.Sql;
        query.Bind(command, key);

        // Prepared once for each connection of the pool; after that it costs nothing.
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? query.Read(reader) : null;
    }
}
