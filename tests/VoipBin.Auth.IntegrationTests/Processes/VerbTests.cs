using System.Net;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed class VerbTests(PublishedService published)
{
    [Fact]
    public async Task Migrate_OnSqlite_PreparesTheSchemaAndNothingElse()
    {
        await using var place = Workplace.OnSqlite(published);

        await AssertMigratesAsync(place);
    }

    [Fact]
    public async Task Migrate_OnPostgres_PreparesTheSchemaAndNothingElse()
    {
        await using var place = await Workplace.OnPostgresAsync(published);

        await AssertMigratesAsync(place);
    }

    [Fact]
    public async Task Migrate_DatabaseAway_SaysSoAndFails()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        using var closed = new PortForwarder("127.0.0.1", 1);
        place.Settings["ConnectionStrings:Postgres"] = $"Host=127.0.0.1;Port={closed.Port};Database=auth;Username=auth;Password=secret-of-the-database";

        var migrate = place.StartAsItIs("migrate");
        var exitCode = await migrate.ExitCodeAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("The database does not answer", migrate.Output + migrate.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", migrate.Output + migrate.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of-the-database", migrate.Output + migrate.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NotMigratedAndToldNotTo_LivesIsNotReadyAndSaysWhatToDo()
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings["Storage:MigrateAtStart"] = "false";

        var service = place.Start();
        await service.ListeningAsync();
        await Eventually.IsTrueAsync(() => service.Output.Contains("run the verb migrate", StringComparison.Ordinal), "it says what to do");
        using var ready = await service.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var health = place.StartAsItIs("health", "--urls", service.Address.ToString());

        Assert.Equal(HttpStatusCode.OK, await service.StatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("not migrated", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await health.ExitCodeAsync());
        Assert.Equal(0, await place.CountAsync("sqlite_master"));
    }

    [Fact]
    public async Task Health_ServiceReady_EndsWithZero()
    {
        await using var place = Workplace.OnSqlite(published);
        var service = await place.StartReadyAsync();

        var health = place.StartAsItIs("health", "--urls", service.Address.ToString());
        var exitCode = await health.ExitCodeAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("ready", health.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_NothingListens_EndsWithOne()
    {
        await using var place = Workplace.OnSqlite(published);
        using var closed = new PortForwarder("127.0.0.1", 1);
        place.Settings["ASPNETCORE_URLS"] = $"http://*:{closed.Port}";

        var health = place.StartAsItIs("health");
        var exitCode = await health.ExitCodeAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("does not answer", health.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", health.Output + health.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Data));
    }

    /// <summary>Keys for the configuration, where there is no configuration that is good, no data directory, and nothing of the sort may be made.</summary>
    [Fact]
    public async Task Key_EitherKind_PrintsOneLineThatTheServiceTakes()
    {
        await using var empty = Workplace.OnSqlite(published);
        empty.Settings["Jwt:Lifetime"] = "nonsense";
        await using var place = await Workplace.OnPostgresAsync(published);

        ServiceProcess[] verbs = [empty.StartAsItIs("key", "token"), empty.StartAsItIs("key", "identity"), empty.StartAsItIs("key", "token"), empty.StartAsItIs("key", "identity")];
        var exitCodes = await Task.WhenAll(verbs.Select(verb => verb.ExitCodeAsync()));
        var made = Directory.GetFileSystemEntries(empty.Root);
        place.Settings["Jwt:SigningKeys:0"] = Assert.Single(verbs[0].Lines);
        place.Settings["Identity:SigningKeys:0"] = Assert.Single(verbs[1].Lines);
        var service = await place.StartReadyAsync();

        Assert.Equal(404, await service.VerifyAsync(await service.LoginForTokenAsync()));
        Assert.All(exitCodes, exitCode => Assert.Equal(0, exitCode));
        Assert.All(verbs, verb => Assert.Equal("", verb.Errors));
        Assert.Equal(verbs.Length, verbs.Select(verb => verb.Output).Distinct().Count());
        Assert.Equal([empty.Home], made);
    }

    /// <summary>The verb, twice; then a service that may not migrate finds nothing left to do.</summary>
    private static async Task AssertMigratesAsync(Workplace place)
    {
        var first = place.StartAsItIs("migrate");
        var firstExitCode = await first.ExitCodeAsync();
        var agents = await place.CountAsync("agents");
        var second = place.StartAsItIs("migrate");
        var secondExitCode = await second.ExitCodeAsync();
        place.Settings["Storage:MigrateAtStart"] = "false";
        var service = await place.StartReadyAsync();

        Assert.Equal((0, 0), (firstExitCode, secondExitCode));
        Assert.Equal(0, agents);
        Assert.Equal(1, await place.CountAsync("agents"));
        Assert.DoesNotContain("Now listening", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not migrated", service.Output, StringComparison.Ordinal);
    }
}
