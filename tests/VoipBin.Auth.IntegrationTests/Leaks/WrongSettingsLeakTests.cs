namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>A secret of the configuration that is wrong, or that stands beside something that is wrong, is not told with it.</summary>
[Collection(LeakGroup.OnSqlite)]
public sealed class WrongSettingsLeakTests(PublishedService published)
{
    private const string Away = "Host=127.0.0.1;Port=1;Database=auth;Username=auth;Password=" + LoudSettings.DatabasePassword;

    /// <summary>What is wrong, the arguments, and the settings; each secret in them is marked.</summary>
    private static readonly (string What, string[] Arguments, (string Key, string Value)[] Settings)[] Cases =
    [
        ("several settings", [], [("Jwt:SigningKeys:0", Secret.Mark), ("Identity:SigningKeys:0", Secret.Mark), ("Bootstrap:Password", Secret.Mark), ("Mail:Password", Secret.Mark), ("Mail:Port", "0"), ("Jwt:Lifetime", "1")]),
        ("lists that are none", [], [("Jwt:SigningKeys", Secret.Mark), ("Identity:SigningKeys", Secret.Mark)]),
        ("settings that there are not", [], [("Jwt:SigningKey", Secret.Mark), ("Mail:Pasword", Secret.Mark), ("ConnectionStrings:Postgress", Away), ("Bootstrap:Pass", Secret.Mark)]),
        ("a connection string", [], [("ConnectionStrings:Postgres", $"Host=x;Pasword={Secret.Mark}"), ("Jwt:SigningKeys:0", LoudSettings.CollectorPassword)]),
        ("the second connection string", ["migrate"], [("ConnectionStrings:Postgres", Away), ("ConnectionStrings:PostgresDirect", $"Host=x;Port={Secret.Mark}"), Key, Identity]),
        ("a database that is away", ["migrate"], [("ConnectionStrings:Postgres", Away + ";Persist Security Info=true;Include Error Detail=true"), Key, Identity]),
        ("a certificate for the database", ["migrate"], [("ConnectionStrings:Postgres", $"{Away};SSL Mode=Require;SSL Certificate=/nowhere;SSL Password={Secret.Mark}"), Key, Identity]),
        ("a certificate of the server", [], [("Kestrel:Endpoints:A:Url", "https://127.0.0.1:0"), ("Kestrel:Endpoints:A:Certificate:Path", "/etc/hostname"), ("Kestrel:Endpoints:A:Certificate:Password", Secret.Mark)]),
        ("headers for the collector", [], [("OTEL_EXPORTER_OTLP_HEADERS", Secret.Mark)]),
        ("the address of the collector", [], [("OTEL_EXPORTER_OTLP_ENDPOINT", $"collector:{Secret.Mark}@/")]),
    ];

    private static (string, string) Key => ("Jwt:SigningKeys:0", Convert.ToBase64String(Workplace.SigningKey));

    private static (string, string) Identity => ("Identity:SigningKeys:0", IdentitySigningKey.Text);

    [Fact]
    public async Task Start_SecretInOrBesideAWrongSetting_IsNotTold()
    {
        var search = new SecretSearch();
        search.Add(new("marked", Secret.Mark));

        foreach (var (what, arguments, settings) in Cases)
        {
            await using var place = Workplace.OnSqlite(published);
            LoudSettings.Set(place.Settings, "http://127.0.0.1:1", isDevelopment: false);
            foreach (var (key, value) in settings)
            {
                place.Settings[key] = value;
            }

            var service = settings.Any(setting => setting.Key.StartsWith("Kestrel", StringComparison.Ordinal)) ? place.StartAsItIs(arguments) : place.Start(arguments);
            await LeakReport.SearchCommandLinesAsync(search);
            Assert.True(await service.ExitCodeAsync() != 0, $"{what}: it started.\n{service.Output}");
            Assert.True(service.Output.Length + service.Errors.Length > 0, $"{what}: it said nothing.");
            search.In("output of a start that failed", what, service.Output + service.Errors);
        }

        search.AssertNothingFound();
    }

    [Theory]
    [InlineData("signing.key")]
    [InlineData("identity.pem")]
    public async Task Start_FileOfAKeyThatHoldsNone_IsNotTold(string file)
    {
        await using var place = Workplace.OnSqlite(published);
        LoudSettings.Set(place.Settings, "http://127.0.0.1:1", isDevelopment: true);
        Directory.CreateDirectory(place.Data);
        await File.WriteAllTextAsync(Path.Combine(place.Data, file), Secret.Mark);
        var search = new SecretSearch();
        search.Add(new("marked", Secret.Mark));

        var service = place.Start();
        Assert.NotEqual(0, await service.ExitCodeAsync());

        Assert.Contains(file, service.Errors, StringComparison.Ordinal);
        search.In("output of a start that failed", file, service.Output + service.Errors);
        search.AssertNothingFound();
    }
}
