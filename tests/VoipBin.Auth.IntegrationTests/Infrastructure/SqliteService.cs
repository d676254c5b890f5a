using System.Text;
using Microsoft.Data.Sqlite;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>The service alone: a SQLite file in its data directory.</summary>
public class SqliteService : AuthService
{
    protected override Task PrepareAsync() => Task.CompletedTask;

    internal override async Task<string> DumpAsync()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(DataDirectory, "voipbin-auth.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }

    protected override Task CleanAsync()
    {
        SqliteConnection.ClearAllPools();
        return Task.CompletedTask;
    }
}
