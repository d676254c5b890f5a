using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>What a database is asked, by whatever way: Entity Framework's interceptors do not see the questions of the verify path.</summary>
internal sealed class StatementLog : IDisposable
{
    /// <summary>The heartbeat, the outbox, and the uses of keys, which are written later and by nobody's request.</summary>
    private static readonly string[] Background = ["pg_notify", "mails", "accesskey_uses"];

    private static readonly string[] Transaction = ["BEGIN", "COMMIT"];

    private readonly ConcurrentQueue<string> statements = new();
    private readonly List<IDisposable> sources = [];

    /// <summary>Adds what happened meanwhile, and is no statement.</summary>
    public void Note(string what) => statements.Enqueue(what);

    /// <summary>Every statement since the last one was taken, without what background work asks.</summary>
    public string[] Take()
    {
        var taken = new List<string>();
        while (statements.TryDequeue(out var statement))
        {
            taken.Add(statement);
        }

        // On SQLite the beginning and the end of a transaction are statements, which do not say whose.
        var isBackground = taken.Exists(IsBackground);
        return [.. taken.Where(statement => !IsBackground(statement) && !(isBackground && Array.Exists(Transaction, word => statement.StartsWith(word, StringComparison.Ordinal))))];
    }

    private static bool IsBackground(string statement) => Array.Exists(Background, part => statement.Contains(part, StringComparison.Ordinal));

    /// <summary>Npgsql tells of each command as an activity.</summary>
    public static StatementLog OfPostgres(string database)
    {
        var log = new StatementLog();
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string == database && activity.GetTagItem("db.query.text") is string text)
                {
                    log.statements.Enqueue(text);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        log.sources.Add(listener);
        return log;
    }

    /// <summary>SQLite tells of each statement, a connection at a time: those that the pool keeps, and it keeps more than ever are used here.</summary>
    public static StatementLog OfSqlite(string connectionString)
    {
        const int Connections = 32;
        var log = new StatementLog();
        var pooled = Enumerable.Range(0, Connections).Select(_ => new SqliteConnection(connectionString)).ToArray();

        // One that background work uses at this moment is not put back then, and so is not the next that is taken.
        SqliteConnection.ClearPool(pooled[0]);
        foreach (var connection in pooled)
        {
            connection.Open();
            raw.sqlite3_trace(connection.Handle, (_, statement) => log.statements.Enqueue(statement), v: null);
        }

        foreach (var connection in pooled)
        {
            connection.Dispose();
        }

        return log;
    }

    public void Dispose() => sources.ForEach(source => source.Dispose());
}
