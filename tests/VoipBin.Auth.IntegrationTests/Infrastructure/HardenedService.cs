using System.Security.Cryptography;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>What a careful operator sets: no credentials in URLs, https only, trusted proxies, one origin for browsers, few keys, and a signing key that is being changed.</summary>
internal static class HardenedSettings
{
    public const string PublicOrigin = "https://api.example.net";
    public const string AllowedOrigin = "https://app.example.net";
    public const int MaximumPerCustomer = 3;

    /// <summary>Still verifies, but no longer signs.</summary>
    public static byte[] OldSigningKey { get; } = RandomNumberGenerator.GetBytes(32);

    private static byte[] SigningKey { get; } = RandomNumberGenerator.GetBytes(48);

    public static void Apply(Dictionary<string, string?> settings)
    {
        settings["Credentials:AllowQuery"] = "false";
        settings["RequireHttps"] = "true";
        settings["Proxies:TrustedNetworks:0"] = "10.0.0.0/8";
        settings["PublicUrl"] = PublicOrigin + "/";
        settings["Cors:Origins:0"] = AllowedOrigin;
        settings["SecurityText:Contacts:0"] = "mailto:security@example.net";
        settings["SecurityText:Contacts:1"] = "https://example.net/report";
        settings["Accesskeys:MaximumPerCustomer"] = "3";
        settings["Jwt:SigningKeys:0"] = Convert.ToBase64String(SigningKey);
        settings["Jwt:SigningKeys:1"] = Convert.ToBase64String(OldSigningKey);
    }
}

public sealed class HardenedSqliteService : SqliteService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        HardenedSettings.Apply(Settings);
    }
}

public sealed class HardenedPostgresService : PostgresService
{
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        HardenedSettings.Apply(Settings);
    }
}
