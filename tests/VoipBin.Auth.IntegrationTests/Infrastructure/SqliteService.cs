using System.Text;

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

    /// <summary>What the pool keeps open goes with the process: emptying all pools would take the connections of other tests.</summary>
    protected override Task CleanAsync() => Task.CompletedTask;
}
