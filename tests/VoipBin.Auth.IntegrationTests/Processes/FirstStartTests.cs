using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed partial class FirstStartTests(PublishedService published)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task FirstStart_OnSqlite_TellsOnceHowToLogIn()
    {
        await using var place = Workplace.OnSqlite(published);
        var service = await place.StartReadyAsync();
        var notice = await FirstStartOutput.ReadAsync(service);

        var pasted = await Command.RunAsync("/bin/sh", ["-c", notice.CurlLine]);
        var swagger = await Command.RunAsync("curl", ["-sSL", notice.Swagger]);
        await service.KillAsync();
        var second = await place.StartReadyAsync();
        await second.LoginForTokenAsync(notice.Username, notice.Password);
        await second.KillAsync();

        Assert.Equal("admin@localhost", notice.Username);
        Assert.Single(service.Lines, $"username: {notice.Username}");
        Assert.Single(service.Lines, $"password: {notice.Password}");
        Assert.StartsWith("eyJ", JsonDocument.Parse(pasted.Output).RootElement.GetProperty("token").GetString(), StringComparison.Ordinal);
        Assert.Contains("swagger-ui", swagger.Output, StringComparison.Ordinal);
        Assert.All(["username: ", "password: ", "curl ", "Swagger", notice.Password], text => Assert.Equal(0, FirstStartOutput.Count(second, text)));
    }

    [Fact]
    public async Task FirstStart_OnSqlite_LogsNoPassword()
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings["Logging:LogLevel:Default"] = "Trace";
        place.Settings["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace";
        place.Settings["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Trace";
        place.Settings["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database"] = "Trace";
        var service = await place.StartReadyAsync();
        var notice = await FirstStartOutput.ReadAsync(service);

        var token = await service.LoginForTokenAsync(notice.Username, notice.Password);
        await service.KillAsync();

        var log = service.Lines.Where(line => LogLine().IsMatch(line)).ToList();
        Assert.Contains(log, line => line.Contains("dbug", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => line.Contains(notice.Password, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
        Assert.Equal(2, FirstStartOutput.Count(service, notice.Password));
        Assert.Empty(service.Errors);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task FirstStart_OnSqlite_KeepsItsFilesToItself()
    {
        await using var place = Workplace.OnSqlite(published);
        var service = await place.StartReadyAsync();
        var notice = await FirstStartOutput.ReadAsync(service);

        await service.LoginForTokenAsync(notice.Username, notice.Password);

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(place.Data));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(place.Data, "signing.key")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(place.Data, "keys"), "key-*.xml"));
        Assert.Empty(Directory.GetFileSystemEntries(place.Home));
        Assert.Equal(["data", "home"], Directory.GetFileSystemEntries(place.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task FirstStart_OnPostgresWithoutFirstAdministrator_RefusesAndNamesTheKeys()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        place.Settings.Remove("Bootstrap:Username");
        place.Settings.Remove("Bootstrap:Password");

        var service = place.Start();
        var exitCode = await service.ExitCodeAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Bootstrap:Username", service.Output + service.Errors, StringComparison.Ordinal);
        Assert.Contains("Bootstrap__Password", service.Output + service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await place.CountAsync("agents"));
        Assert.Equal(0, await place.CountAsync("customers"));
    }

    [Fact]
    public async Task FirstStart_OnPostgresWithoutSigningKey_RefusesAndSaysHowToMakeOne()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        place.Settings.Remove("Jwt:SigningKeys:0");

        var service = place.Start();
        var exitCode = await service.ExitCodeAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Jwt:SigningKeys:0", service.Errors, StringComparison.Ordinal);
        Assert.Contains("VoipBin.Auth key token", service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await place.CountAsync("information_schema.tables WHERE table_schema = 'public'"));
    }

    [Fact]
    public async Task FirstStart_OnPostgres_KeepsDataProtectionKeysInTheDatabaseAndPrintsNoPassword()
    {
        await using var place = await Workplace.OnPostgresAsync(published);

        var service = await place.StartReadyAsync();

        Assert.Equal(1, await place.CountAsync("data_protection_keys"));
        Assert.False(Directory.Exists(place.Data));
        Assert.Empty(Directory.GetFileSystemEntries(place.Home));
        Assert.Equal(0, FirstStartOutput.Count(service, place.Settings["Bootstrap:Password"]));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LogLine();
}
