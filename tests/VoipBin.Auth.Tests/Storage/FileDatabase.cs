using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Storage;

/// <summary>A database that does not answer until a test lets it: its one table is not there before.</summary>
internal sealed class FileDatabase : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private int questions;

    public FileDatabase() => Target = new(new ConfigurationBuilder().Build(), Options.Create(new ServiceOptions { DataDirectory = directory.Path }));

    public DatabaseTarget Target { get; }

    /// <summary>How many questions came so far.</summary>
    public int Questions => questions;

    /// <summary>Asks for a row of the table.</summary>
    /// <param name="whenAsked">What happens before the database is asked.</param>
    public DirectQuery<string, string> Question(Action? whenAsked = null) => new(
        "SELECT name FROM facts WHERE name = $1",
        (command, name) =>
        {
            Interlocked.Increment(ref questions);
            whenAsked?.Invoke();
            command.Add(name);
        },
        reader => reader.GetString(0));

    public void Answer() => Execute("CREATE TABLE facts (name TEXT); INSERT INTO facts VALUES ('one')");

    public void FallSilent() => Execute("DROP TABLE facts");

    public void Dispose()
    {
        using (var connection = new SqliteConnection(Target.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        directory.Dispose();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"{Target.ConnectionString};Pooling=False"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
