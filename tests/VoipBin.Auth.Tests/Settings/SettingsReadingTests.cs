using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Hosting;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Settings;

public sealed class SettingsReadingTests
{
    [Fact]
    public void Read_NothingConfigured_HasTheDocumentedDefaults()
    {
        var accesskeys = SettingsProbe.Read<AccesskeyOptions>();
        var tokens = SettingsProbe.Read<TokenOptions>();
        var service = SettingsProbe.Read<ServiceOptions>();
        var retention = SettingsProbe.Read<RetentionOptions>();

        Assert.Equal((86_400, 315_360_000, 31_536_000), (accesskeys.MinimumLifetime.TotalSeconds, accesskeys.MaximumLifetime.TotalSeconds, accesskeys.DefaultLifetime.TotalSeconds));
        Assert.Equal((604_800, "voipbin"), (tokens.Lifetime.TotalSeconds, tokens.Issuer));
        Assert.Equal(("./data", false), (service.DataDirectory, service.RequireHttps));
        Assert.Equal((365, 90), (retention.AuditEvents.TotalDays, retention.DeletedRows.TotalDays));
        Assert.Null(service.PublicUrl);
        Assert.True(SettingsProbe.Read<CredentialOptions>().AllowQuery);
    }

    [Fact]
    public void Read_Configured_HasTheConfiguredValues()
    {
        var tokens = SettingsProbe.Read<TokenOptions>(("Jwt:Lifetime", "01:30:00"), ("jwt:issuer", "me"));
        var proxies = SettingsProbe.Read<ProxySettings>(("Proxies:TrustedNetworks:0", "10.0.0.0/8"), ("Proxies:TrustedNetworks:1", "fd00::/8"));
        var service = SettingsProbe.Read<ServiceOptions>(("PublicUrl", "https://api.example.net"), ("DataDirectory", "somewhere"));

        Assert.Equal((TimeSpan.FromMinutes(90), "me"), (tokens.Lifetime, tokens.Issuer));
        Assert.Equal(["10.0.0.0/8", "fd00::/8"], proxies.TrustedNetworks);
        Assert.Equal("https://api.example.net/", service.PublicUrl?.AbsoluteUri);
        Assert.Equal(Path.GetFullPath("somewhere/signing.key"), service.DataPath("signing.key"));
    }

    [Fact]
    public async Task ReportAsync_Faults_AreOneALineAndTheExitCodeIsNotZero()
    {
        await using var output = new StringWriter { NewLine = "\n" };

        var exitCode = await SettingsFaults.ReportAsync(["first", "second", "first"], output);

        Assert.Equal(1, exitCode);
        Assert.Equal("The configuration is not usable:\n  first\n  second\n", output.ToString());
    }

    [Fact]
    public void Of_AnotherException_IsNoFault() => Assert.Empty(SettingsFaults.Of(new InvalidOperationException("x")));
}
