namespace VoipBin.Auth.Tests.Settings;

/// <summary>A wrong setting is told at start: its key, what is wrong with it, and a good example.</summary>
public sealed class SettingsValidationTests
{
    private const string Duration = "a duration is written d.hh:mm:ss or hh:mm:ss";

    [Fact]
    public void Validate_NothingConfigured_IsGood() => Assert.Empty(SettingsProbe.FaultsOf());

    [Theory]
    [InlineData("Accesskeys:MinimumLifetime", "00:00:01")]
    [InlineData("Accesskeys:MaximumLifetime", "36500.00:00:00")]
    [InlineData("accesskeys:defaultlifetime", "30.00:00:00")]
    [InlineData("Accesskeys:MaximumPerCustomer", "1")]
    [InlineData("Accesskeys:MaximumPerCustomer", "1000000")]
    [InlineData("Passwords:BcryptCost", "10")]
    [InlineData("Passwords:BcryptCost", "16")]
    [InlineData("Credentials:AllowQuery", "False")]
    [InlineData("Jwt:Lifetime", "00:01:00")]
    [InlineData("Jwt:Lifetime", "365.00:00:00")]
    [InlineData("Retention:AuditEvents", "30.00:00:00")]
    [InlineData("Retention:AuditEvents", "3650.00:00:00")]
    [InlineData("Retention:DeletedRows", "1.00:00:00")]
    [InlineData("Retention:DeletedRows", "3650.00:00:00")]
    [InlineData("Shutdown:Drain", "00:00:00")]
    [InlineData("Shutdown:Drain", "00:01:00")]
    [InlineData("Storage:MigrateAtStart", "false")]
    [InlineData("RequireHttps", "true")]
    [InlineData("PublicUrl", "https://api.example.net/base")]
    [InlineData("DataDirectory", "/var/lib/voipbin-auth")]
    [InlineData("Proxies:TrustedNetworks:0", "10.0.0.0/8")]
    [InlineData("Proxies:TrustedNetworks:0", "fd00::/8")]
    [InlineData("Cors:Origins:0", "https://app.example.net")]
    [InlineData("SecurityText:Contacts:0", "mailto:security@example.net")]
    [InlineData("RateLimits:ApiPerSecond", "0")]
    [InlineData("Guessing:FirstDelay", "00:00:00")]
    [InlineData("SomethingElse", "1")]
    public void Validate_GoodValue_IsAccepted(string key, string value) => Assert.Empty(SettingsProbe.FaultsOf((key, value)));

    [Theory]
    [InlineData("Accesskeys:MinimumLifetime", "86400", Duration, "1.00:00:00")]
    [InlineData("Accesskeys:MaximumLifetime", "3650", Duration, "3650.00:00:00")]
    [InlineData("Accesskeys:DefaultLifetime", "365d", Duration, "365.00:00:00")]
    [InlineData("Jwt:Lifetime", "604800", Duration, "7.00:00:00")]
    [InlineData("Jwt:Lifetime", "7:00:00", Duration, "7.00:00:00")]
    [InlineData("Jwt:Lifetime", "25:00:00", Duration, "7.00:00:00")]
    [InlineData("Jwt:Lifetime", "-1.00:00:00", Duration, "7.00:00:00")]
    [InlineData("Jwt:Lifetime", "P7D", Duration, "7.00:00:00")]
    [InlineData("Jwt:Lifetime", "99999999999.00:00:00", Duration, "7.00:00:00")]
    [InlineData("Retention:AuditEvents", "365", Duration, "365.00:00:00")]
    [InlineData("Retention:DeletedRows", "90d", Duration, "90.00:00:00")]
    [InlineData("Shutdown:Drain", "2", Duration, "00:00:02")]
    [InlineData("Accesskeys:MaximumPerCustomer", "many", "it must be a whole number", "1000")]
    [InlineData("Accesskeys:MaximumPerCustomer", "1.5", "it must be a whole number", "1000")]
    [InlineData("Accesskeys:MaximumPerCustomer", "1,000", "it must be a whole number", "1000")]
    [InlineData("Accesskeys:MaximumPerCustomer", "2147483648", "it must be a whole number", "1000")]
    [InlineData("Passwords:BcryptCost", "0x0C", "it must be a whole number", "12")]
    [InlineData("Passwords:BcryptCost", " ", "it must be a whole number", "12")]
    [InlineData("Credentials:AllowQuery", "yes", "it must be true or false", "true")]
    [InlineData("Storage:MigrateAtStart", "1", "it must be true or false", "true")]
    [InlineData("RequireHttps", "on", "it must be true or false", "false")]
    [InlineData("PublicUrl", "api.example.net", "it must be an absolute http or https address", "https://api.example.net")]
    [InlineData("PublicUrl", "/base", "it must be an absolute http or https address", "https://api.example.net")]
    [InlineData("PublicUrl", "ftp://api.example.net", "it must be an absolute http or https address", "https://api.example.net")]
    public void Validate_WrongFormat_TellsKeyValueFaultAndExample(string key, string value, string fault, string example)
    {
        var faults = SettingsProbe.FaultsOf((key, value));

        Assert.Equal($"{key} is \"{value}\": {fault}, for example {example}.", Assert.Single(faults));
    }

    [Theory]
    [InlineData("Accesskeys:MinimumLifetime", "00:00:00", "00:00:01 and 36500.00:00:00", "1.00:00:00")]
    [InlineData("Accesskeys:MaximumLifetime", "36500.00:00:01", "00:00:01 and 36500.00:00:00", "3650.00:00:00")]
    [InlineData("Accesskeys:DefaultLifetime", "00:00:00", "00:00:01 and 36500.00:00:00", "365.00:00:00")]
    [InlineData("Accesskeys:MaximumPerCustomer", "0", "1 and 1000000", "1000")]
    [InlineData("Accesskeys:MaximumPerCustomer", "-1", "1 and 1000000", "1000")]
    [InlineData("Accesskeys:MaximumPerCustomer", "1000001", "1 and 1000000", "1000")]
    [InlineData("Jwt:Lifetime", "00:00:59", "00:01:00 and 365.00:00:00", "7.00:00:00")]
    [InlineData("Jwt:Lifetime", "365.00:00:01", "00:01:00 and 365.00:00:00", "7.00:00:00")]
    [InlineData("Passwords:BcryptCost", "9", "10 and 16", "12")]
    [InlineData("Passwords:BcryptCost", "17", "10 and 16", "12")]
    [InlineData("Retention:AuditEvents", "29.23:59:59", "30.00:00:00 and 3650.00:00:00", "365.00:00:00")]
    [InlineData("Retention:AuditEvents", "3650.00:00:01", "30.00:00:00 and 3650.00:00:00", "365.00:00:00")]
    [InlineData("Retention:DeletedRows", "23:59:59", "1.00:00:00 and 3650.00:00:00", "90.00:00:00")]
    [InlineData("Retention:DeletedRows", "3650.00:00:01", "1.00:00:00 and 3650.00:00:00", "90.00:00:00")]
    [InlineData("Shutdown:Drain", "00:01:01", "00:00:00 and 00:01:00", "00:00:02")]
    public void Validate_OutOfRange_TellsKeyValueRangeAndExample(string key, string value, string range, string example)
    {
        var fault = SettingsProbe.FaultsOf((key, value))[0];

        Assert.StartsWith($"{key} is \"{value}\": ", fault, StringComparison.Ordinal);
        Assert.Contains(range, fault, StringComparison.Ordinal);
        Assert.EndsWith($", for example {example}.", fault, StringComparison.Ordinal);
    }

    /// <summary>A variable that is set to nothing, as a compose file does it, means the default.</summary>
    [Theory]
    [InlineData("Accesskeys:MinimumLifetime")]
    [InlineData("Accesskeys:MaximumPerCustomer")]
    [InlineData("Jwt:Lifetime")]
    [InlineData("Jwt:SigningKeys")]
    [InlineData("Passwords:BcryptCost")]
    [InlineData("Credentials:AllowQuery")]
    [InlineData("Storage:MigrateAtStart")]
    [InlineData("Retention:AuditEvents")]
    [InlineData("Shutdown:Drain")]
    [InlineData("RequireHttps")]
    [InlineData("PublicUrl")]
    [InlineData("Bootstrap:Username")]
    [InlineData("Bootstrap:Password")]
    [InlineData("ConnectionStrings:Postgres")]
    public void Validate_EmptyValue_IsAsIfNotThere(string key) => Assert.Empty(SettingsProbe.FaultsOf((key, "")));

    [Theory]
    [InlineData("Accesskeys:Lifetime", "Accesskeys are MinimumLifetime, MaximumLifetime, DefaultLifetime, MaximumPerCustomer")]
    [InlineData("Bootstrap:User", "Bootstrap are Username, Password")]
    [InlineData("Cors:Origin", "Cors are Origins")]
    [InlineData("Credentials:AllowQueries", "Credentials are AllowQuery, CacheEntries, ListenerBound, OutageGrace")]
    [InlineData("Jwt:SigningKey", "Jwt are SigningKeys, Lifetime, Issuer")]
    [InlineData("Passwords:Cost", "Passwords are BcryptCost")]
    [InlineData("Proxies:TrustedNetwork", "Proxies are TrustedNetworks")]
    [InlineData("Retention:Audit", "Retention are AuditEvents, DeletedRows")]
    [InlineData("Shutdown:Delay", "Shutdown are Drain")]
    [InlineData("Storage:Migrate", "Storage are MigrateAtStart")]
    public void Validate_UnknownKey_TellsTheKnownOnesAndNotTheValue(string key, string known)
    {
        var faults = SettingsProbe.FaultsOf((key, "secret-value"));

        Assert.Equal($"{key} is not a setting; those of {known}.", Assert.Single(faults));
    }

    [Fact]
    public void Validate_SeveralFaults_AreToldTogether()
    {
        var faults = SettingsProbe.FaultsOf(("Accesskeys:MinimumLifetime", "1"), ("Accesskeys:MaximumPerCustomer", "x"), ("Accesskeys:Typo", "x"), ("Passwords:BcryptCost", "9"));

        Assert.Equal(4, faults.Count);
        Assert.Single(faults, fault => fault.StartsWith("Accesskeys:MinimumLifetime ", StringComparison.Ordinal));
        Assert.Single(faults, fault => fault.StartsWith("Accesskeys:MaximumPerCustomer ", StringComparison.Ordinal));
        Assert.Single(faults, fault => fault.StartsWith("Accesskeys:Typo ", StringComparison.Ordinal));
        Assert.Single(faults, fault => fault.StartsWith("Passwords:BcryptCost ", StringComparison.Ordinal));
    }
}
