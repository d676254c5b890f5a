using Microsoft.Data.Sqlite;

namespace VoipBin.Auth.Tests.Storage;

public sealed class SqliteVersionTests
{
    /// <summary>Before, a write-ahead log that one connection resets while another one writes corrupts the file; and the service has several.</summary>
    [Fact]
    public void Library_ThatIsShipped_HasTheMendedWriteAheadLog()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        Assert.True(Version.Parse(connection.ServerVersion) >= new Version(3, 51, 3), connection.ServerVersion);
    }
}
