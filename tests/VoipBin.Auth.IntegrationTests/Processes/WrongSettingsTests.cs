namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed class WrongSettingsTests(PublishedService published)
{
    private const string Secret = "secret-value-not-base64";

    [Theory]
    [InlineData("Jwt:Lifetime", "7.00:00:00")]
    [InlineData("Accesskeys:MinimumLifetime", "1.00:00:00")]
    [InlineData("Accesskeys:MaximumLifetime", "3650.00:00:00")]
    [InlineData("Accesskeys:DefaultLifetime", "365.00:00:00")]
    [InlineData("Shutdown:Drain", "00:00:02")]
    public async Task Start_WrongDuration_RefusesWithKeyFaultAndExample(string key, string example)
    {
        await Task.WhenAll(new[] { "604800", "abc", "-1.00:00:00" }.Select(value => AssertRefusedAsync(
            new() { [key] = value }, $"{key} is \"{value}\"", "a duration is written", example)));
    }

    [Theory]
    [InlineData("Passwords:BcryptCost", "9", "Passwords:BcryptCost is \"9\"", "for example 12")]
    [InlineData("Passwords:BcryptCost", "x", "Passwords:BcryptCost is \"x\"", "for example 12")]
    [InlineData("Accesskeys:MaximumPerCustomer", "0", "Accesskeys:MaximumPerCustomer is \"0\"", "for example 1000")]
    [InlineData("Jwt:Lifetme", "1.00:00:00", "Jwt:Lifetme is not a setting", "Lifetime")]
    [InlineData("Jwt:SigningKeys:0", Secret, "Jwt:SigningKeys:0", "VoipBin.Auth key token")]
    [InlineData("Jwt:SigningKeys:0", "c2hvcnQ=", "Jwt:SigningKeys:0", "VoipBin.Auth key token")]
    [InlineData("Jwt:SigningKeys:0", "c2VjcmV0LXZhbHVlLXNlY3JldC12YWx1ZS1zZWNyZXQtdmFsdWU=", "Jwt:SigningKeys:0 is not random", "VoipBin.Auth key token")]
    [InlineData("Jwt:SigningKeys", Secret, "Jwt:SigningKeys is a list", "VoipBin.Auth key token")]
    [InlineData("SecurityText:Contacts:0", "security@example.net", "SecurityText:Contacts:0 is \"security@example.net\"", "for example mailto:security@example.net")]
    [InlineData("RateLimits:AnonymousBurst", "0", "RateLimits:AnonymousBurst is \"0\"", "for example 20")]
    [InlineData("Guessing:LongestDelay", "15", "Guessing:LongestDelay is \"15\"", "for example 00:15:00")]
    [InlineData("Cors:Origins:0", "https://app.example.net/", "Cors:Origins:0 is \"https://app.example.net/\"", "for example https://app.example.net")]
    [InlineData("ConnectionStrings:Postgress", Secret, "ConnectionStrings:Postgress is not a setting", "ConnectionStrings:Postgres")]
    [InlineData("DataDirectory", "/dev/null", "DataDirectory is \"/dev/null\"", "for example ./data")]
    [InlineData("PublicUrl", "foo", "PublicUrl is \"foo\"", "for example https://api.example.net")]
    [InlineData("RequireHttps", "maybe", "RequireHttps is \"maybe\"", "for example false")]
    [InlineData("Credentials:AllowQuery", "1", "Credentials:AllowQuery is \"1\"", "for example true")]
    [InlineData("Storage:MigrateAtStart", "later", "Storage:MigrateAtStart is \"later\"", "for example true")]
    [InlineData("Proxies:TrustedNetworks:0", "nonsense", "Proxies:TrustedNetworks:0 is \"nonsense\"", "for example 10.0.0.0/8")]
    [InlineData("ConnectionStrings:Postgres", Secret, "ConnectionStrings:Postgres", "for example Host=db;Database=auth;Username=auth;Password=")]
    [InlineData("Bootstrap:Username", "admin@example.net", "Bootstrap:Username and Bootstrap:Password must be set together", "for example admin@example.net")]
    [InlineData("Bootstrap:Password", Secret, "Bootstrap:Username and Bootstrap:Password must be set together", "for example admin@example.net")]
    public Task Start_WrongSetting_RefusesWithKeyFaultAndExample(string key, string value, string fault, string example) =>
        AssertRefusedAsync(new() { [key] = value }, fault, example);

    [Fact]
    public Task Start_ShortFirstPassword_RefusesWithKeyFaultAndExample() =>
        AssertRefusedAsync(
            new() { ["Bootstrap:Username"] = "admin@example.net", ["Bootstrap:Password"] = "hunter2" },
            "Bootstrap:Password must have at least 8 characters",
            "for example the output of: openssl rand -base64 18");

    [Fact]
    public Task Start_SeveralWrongSettings_NamesThemAll() =>
        AssertRefusedAsync(
            new() { ["Jwt:Lifetime"] = "604800", ["RequireHttps"] = "maybe", ["Proxies:TrustedNetworks:1"] = "nonsense" },
            "Jwt:Lifetime is",
            "RequireHttps is",
            "nonsense");

    [Fact]
    public async Task Start_SigningKeyFileThatIsNoKey_RefusesAndNamesTheFile()
    {
        await using var place = Workplace.OnSqlite(published);
        Directory.CreateDirectory(place.Data);
        await File.WriteAllTextAsync(Path.Combine(place.Data, "signing.key"), Secret);

        var service = place.Start();
        await Eventually.IsTrueAsync(() => service.HasExited || FirstStartOutput.IsPrinted(service), "the process has ended or is ready");

        Assert.True(service.HasExited, "It started, with a key that cannot sign.");
        Assert.NotEqual(0, await service.ExitCodeAsync());
        Assert.Contains("signing.key", service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, service.Output + service.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "serve")]
    [InlineData(2, "key")]
    [InlineData(2, "key", "password")]
    [InlineData(2, "key", "token", "--DataDirectory", "elsewhere")]
    [InlineData(2, "migrat", "--DataDirectory", "elsewhere")]
    [InlineData(0, "help")]
    [InlineData(0, "--help")]
    public async Task Start_UnknownVerbOrHelp_PrintsUsageAndDoesNothing(int expected, params string[] arguments)
    {
        await using var place = Workplace.OnSqlite(published);

        var service = place.StartAsItIs(arguments);
        var exitCode = await service.ExitCodeAsync();

        Assert.Equal(expected, exitCode);
        Assert.StartsWith("usage: VoipBin.Auth", service.Output + service.Errors, StringComparison.Ordinal);
        Assert.All(["migrate", "health", "key token", "key identity"], verb => Assert.Contains(verb, service.Output + service.Errors, StringComparison.Ordinal));
        Assert.Equal([place.Home], Directory.GetFileSystemEntries(place.Root));
    }

    /// <summary>It ends at once, says what to set, and has touched nothing.</summary>
    private async Task AssertRefusedAsync(Dictionary<string, string> settings, params string[] expected)
    {
        await using var place = Workplace.OnSqlite(published);
        foreach (var (key, value) in settings)
        {
            place.Settings[key] = value;
        }

        var service = place.Start();
        var exitCode = await service.ExitCodeAsync();

        Assert.NotEqual(0, exitCode);
        Assert.All(expected, text => Assert.Contains(text, service.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, service.Output + service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", service.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Data), "The data directory was made.");
    }
}
