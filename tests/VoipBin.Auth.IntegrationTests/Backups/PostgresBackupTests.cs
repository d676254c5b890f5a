using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace VoipBin.Auth.IntegrationTests.Backups;

[Collection(BackupGroup.Name)]
public sealed partial class PostgresBackupTests(PublishedService published)
{
    private const int Good = 404;
    private const int Refused = 401;

    /// <summary>As long as the tests of replicas allow a revocation to take.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Dump_WhileKeysComeAndGo_RestoresThemAndTheTriggersThatRevoke()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        var service = await place.StartReadyAsync();
        var (token, loggedOut) = (await service.LoginForTokenAsync(), await service.LoginForTokenAsync());
        using var logout = await service.AskAsync(loggedOut, HttpMethod.Post, "/auth/logout");
        await using var traffic = await KeyTraffic.BeginAsync(service, token);
        var (kept, deleted) = traffic.Answered;

        var dump = Path.Combine(place.Root, "voipbin-auth.dump");
        await RunAsync("pg_dump", place, "--format=custom", $"--file={dump}");

        await traffic.EndAsync();
        var late = await KeyTraffic.CreateAsync(service, token);
        await KeyTraffic.DeleteAsync(service, token, kept[0]);
        await service.KillAsync();
        var server = await PostgresServer.GetAsync();
        await server.DropDatabaseAsync(place.Settings["ConnectionStrings:Postgres"]);
        var database = place.Settings["ConnectionStrings:Postgres"] = await server.CreateDatabaseAsync();
        await RunAsync("pg_restore", place, "--exit-on-error", "--no-owner", dump);
        var (first, second) = (place.Start(), place.Start());
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());

        foreach (var replica in new[] { first, second })
        {
            Assert.Equal((Good, Refused, Refused), (await replica.VerifyAsync(token), await replica.VerifyAsync(loggedOut), await replica.VerifyAsync(late.Text)));
            Assert.All(kept, key => Assert.Equal(Good, replica.VerifyAsync(key.Text).GetAwaiter().GetResult()));
            Assert.All(deleted, key => Assert.Equal(Refused, replica.VerifyAsync(key.Text).GetAwaiter().GetResult()));
        }

        // That it is remembered was seen just now: only a message of the database makes the second one forget it.
        await KeyTraffic.DeleteAsync(first, token, kept[0]);
        await AssertSoonAsync(async () => await second.VerifyAsync(kept[0].Text) == Refused, "the other replica refuses a key that was deleted after the restore");
        await AssertDocumentEndsEverythingAsync(database, [first, second], token, kept[1].Text);
        await server.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task Backup_OnPostgres_SaysWhatToDoInstead()
    {
        await using var place = await Workplace.OnPostgresAsync(published);

        var backup = place.StartAsItIs("backup", "--to", Path.Combine(place.Root, "backup"));

        Assert.Equal(1, await backup.ExitCodeAsync());
        Assert.Contains("pg_dump", backup.Errors, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(place.Root, "backup")));
    }

    /// <summary>The statements of the document, for whoever cannot tell what was revoked since the backup.</summary>
    private static async Task AssertDocumentEndsEverythingAsync(string database, ServiceProcess[] replicas, string token, string accesskey)
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"));
        var section = document[document.IndexOf("\n## Backup and restore\n", StringComparison.Ordinal)..document.IndexOf("\n## Mail\n", StringComparison.Ordinal)];
        var statements = Assert.Single(SqlBlock().Matches(section)).Groups["sql"].Value;
        Assert.All(replicas, replica => Assert.Equal((Good, Good), (replica.VerifyAsync(token).GetAwaiter().GetResult(), replica.VerifyAsync(accesskey).GetAwaiter().GetResult())));

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();

        foreach (var replica in replicas)
        {
            await AssertSoonAsync(async () => (await replica.VerifyAsync(token), await replica.VerifyAsync(accesskey)) == (Refused, Refused), "every credential has ended");
            await replica.LoginForTokenAsync();
        }
    }

    private static async Task AssertSoonAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(condition, what);
        Assert.True(watch.Elapsed < Bound, $"{what}: it took {watch.Elapsed}.");
    }

    private static async Task RunAsync(string program, Workplace place, params string[] arguments)
    {
        var target = new NpgsqlConnectionStringBuilder(place.Settings["ConnectionStrings:Postgres"]);
        var result = await Command.RunAsync(
            "env", [$"PGPASSWORD={target.Password}", PostgresServer.FindProgram(program), $"--host={target.Host}", $"--port={target.Port}", $"--username={target.Username}", $"--dbname={target.Database}", .. arguments], place.Root);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    [GeneratedRegex("```sql\n(?<sql>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SqlBlock();
}
