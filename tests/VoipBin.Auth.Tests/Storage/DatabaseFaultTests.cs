using Microsoft.Data.Sqlite;
using Npgsql;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Storage;

public sealed class DatabaseFaultTests
{
    [Theory]
    [InlineData("57P01", true)]
    [InlineData("53300", true)]
    [InlineData("08006", true)]
    [InlineData("28P01", true)]
    [InlineData("3D000", true)]
    [InlineData("25006", true)]
    [InlineData("42P01", true)]
    [InlineData("42501", true)]
    [InlineData("40P01", true)]
    [InlineData("22001", false)]
    [InlineData("22021", false)]
    [InlineData("23505", false)]
    [InlineData("42601", false)]
    [InlineData("42P07", false)]
    public void IsOutage_StateOfPostgres_IsOneOnlyWhenTheDatabaseIsNotToBeHad(string state, bool expected) =>
        Assert.Equal(expected, DatabaseFault.IsOutage(new InvalidOperationException("wrapped", new PostgresException("text", "ERROR", "ERROR", state))));

    [Theory]
    [InlineData("database is locked", 5, true)]
    [InlineData("unable to open database file", 14, true)]
    [InlineData("disk I/O error", 10, true)]
    [InlineData("no such table: agents", 1, true)]
    [InlineData("near \"SELEC\": syntax error", 1, false)]
    [InlineData("UNIQUE constraint failed: agents.username_key", 19, false)]
    public void IsOutage_CodeOfSqlite_IsOneOnlyWhenTheDatabaseIsNotToBeHad(string message, int code, bool expected) =>
        Assert.Equal(expected, DatabaseFault.IsOutage(new SqliteException(message, code)));

    [Fact]
    public void IsOutage_ConnectionThatFails_IsOne() =>
        Assert.True(DatabaseFault.IsOutage(new NpgsqlException("Failed to connect", new TimeoutException())));

    [Fact]
    public void IsOutage_ConnectionThatIsNotOpenAnyMore_IsOne()
    {
        using var connection = new NpgsqlConnection("Host=127.0.0.1");

        var exception = Assert.Throws<InvalidOperationException>(() => connection.BeginTransaction());

        Assert.True(DatabaseFault.IsOutage(exception));
        Assert.Equal(DatabaseErrorKind.Connection, DatabaseErrorKind.Of(exception));
    }

    /// <summary>As when a connection is cleared away while a statement begins.</summary>
    [Fact]
    public async Task IsOutage_ConnectionThatIsGone_IsOne()
    {
        var source = NpgsqlDataSource.Create("Host=127.0.0.1");
        await source.DisposeAsync();

        var exception = await Assert.ThrowsAsync<ObjectDisposedException>(() => source.OpenConnectionAsync().AsTask());

        Assert.True(DatabaseFault.IsOutage(exception));
        Assert.False(DatabaseFault.IsOutage(new ObjectDisposedException("ours")));
    }

    [Fact]
    public void IsOutage_FaultOfOurs_IsNone() =>
        Assert.False(DatabaseFault.IsOutage(new InvalidOperationException("wrapped", new NotSupportedException("ours"))));
}
