using VoipBin.Auth.Identity;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Settings;

/// <summary>Rules over several settings, and those of secrets: their values are never told.</summary>
public sealed class SettingsSecretsTests
{
    private const string Secret = "c2VjcmV0LXZhbHVl";
    private const string Postgres = "Host=db;Database=auth;Username=auth;Password=secret";
    private static readonly string Key32 = SigningKeys.Generate();

    [Theory]
    [InlineData("2.00:00:00", "1.00:00:00", "1.12:00:00", "Accesskeys:MinimumLifetime is longer than Accesskeys:MaximumLifetime, for example use 1.00:00:00 and 3650.00:00:00.")]
    [InlineData("2.00:00:00", "3.00:00:00", "1.00:00:00", "Accesskeys:DefaultLifetime is not between Accesskeys:MinimumLifetime and Accesskeys:MaximumLifetime, for example use 365.00:00:00.")]
    [InlineData("2.00:00:00", "3.00:00:00", "4.00:00:00", "Accesskeys:DefaultLifetime is not between Accesskeys:MinimumLifetime and Accesskeys:MaximumLifetime, for example use 365.00:00:00.")]
    [InlineData("2.00:00:00", "2.00:00:00", "2.00:00:00", "")]
    [InlineData("1.00:00:00", "3.00:00:00", "1.00:00:00", "")]
    [InlineData("1.00:00:00", "3.00:00:00", "3.00:00:00", "")]
    public void Validate_LifetimesOfAccesskeys_MustBeInOrder(string minimum, string maximum, string usual, string expected)
    {
        var faults = SettingsProbe.FaultsOf(("Accesskeys:MinimumLifetime", minimum), ("Accesskeys:MaximumLifetime", maximum), ("Accesskeys:DefaultLifetime", usual));

        Assert.Equal(expected, string.Join('|', faults));
    }

    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==", "Jwt:SigningKeys:0 is not base64 of at least 32 bytes, for example the output of: VoipBin.Auth key token.")]
    [InlineData("not base64, but long enough to be a key of 32 bytes", "Jwt:SigningKeys:0 is not base64 of at least 32 bytes, for example the output of: VoipBin.Auth key token.")]
    [InlineData(Secret, "Jwt:SigningKeys:0 is not base64 of at least 32 bytes, for example the output of: VoipBin.Auth key token.")]
    public void Validate_SigningKey_MustBeBase64OfThirtyTwoBytes(string key, string expected)
    {
        var faults = SettingsProbe.FaultsOf(("Jwt:SigningKeys:0", key));

        Assert.Equal(expected, string.Join('|', faults));
    }

    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("MyCompanySecretIsTheOneThatNobodyGuesses1234")]
    public void Validate_SigningKeyThatIsNotRandom_IsToldWithoutTheValue(string key)
    {
        var faults = SettingsProbe.FaultsOf(("Jwt:SigningKeys:0", key));

        Assert.Equal("Jwt:SigningKeys:0 is not random, so that it can be guessed, for example the output of: VoipBin.Auth key token.", Assert.Single(faults));
    }

    [Fact]
    public void Validate_SameKeyTwice_IsToldWithoutTheValue()
    {
        var identity = IdentityKey.Generate();

        var faults = SettingsProbe.FaultsOf(
            ("Jwt:SigningKeys:0", SigningKeys.Generate()), ("Jwt:SigningKeys:1", Key32), ("Jwt:SigningKeys:2", Key32),
            ("Identity:SigningKeys:0", identity.WriteLine()), ("Identity:SigningKeys:1", identity.WritePem()));

        Assert.Equal(
            [
                "Identity:SigningKeys:1 is the same key as Identity:SigningKeys:0: set another one, for example the output of: VoipBin.Auth key identity.",
                "Jwt:SigningKeys:2 is the same key as Jwt:SigningKeys:1: set another one, for example the output of: VoipBin.Auth key token.",
            ],
            faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_SeveralSigningKeys_TellsWhichOnesAreBad()
    {
        var faults = SettingsProbe.FaultsOf(("Jwt:SigningKeys:0", Secret), ("Jwt:SigningKeys:1", Key32), ("Jwt:SigningKeys:2", Secret));

        Assert.Equal("Jwt:SigningKeys:0|Jwt:SigningKeys:2", string.Join('|', faults.Select(fault => fault.Split(' ')[0])));
        Assert.DoesNotContain(faults, fault => fault.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Jwt:SigningKeys", "Jwt:SigningKeys is a list: set Jwt:SigningKeys:0, for example to the output of: VoipBin.Auth key token.")]
    [InlineData("Cors:Origins", "Cors:Origins is a list: set Cors:Origins:0, for example to https://app.example.net.")]
    [InlineData("Proxies:TrustedNetworks", "Proxies:TrustedNetworks is a list: set Proxies:TrustedNetworks:0, for example to 10.0.0.0/8.")]
    public void Validate_ListGivenAsOneValue_IsToldWithoutTheValue(string key, string expected)
    {
        var faults = SettingsProbe.FaultsOf((key, Secret));

        Assert.Equal(expected, Assert.Single(faults));
    }

    [Fact]
    public void Validate_PostgresWithoutSigningKeys_IsRefused()
    {
        var faults = SettingsProbe.FaultsOf(("ConnectionStrings:Postgres", Postgres));

        Assert.Equal(
            [
                "Identity:SigningKeys:0 is missing: on PostgreSQL every replica must be given the same key, for example the output of: VoipBin.Auth key identity.",
                "Jwt:SigningKeys:0 is missing: on PostgreSQL every replica must be given the same signing key, for example the output of: VoipBin.Auth key token.",
            ],
            faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_PostgresWithSigningKeys_IsGood() =>
        Assert.Empty(SettingsProbe.FaultsOf(("ConnectionStrings:Postgres", Postgres), ("Jwt:SigningKeys:0", Key32), ("Identity:SigningKeys:0", IdentityKey.Generate().WritePem())));

    [Theory]
    [InlineData("not a connection string")]
    [InlineData("Host=db;Pasword=" + Secret)]
    [InlineData("Host=db;Port=" + Secret)]
    public void Validate_BadConnectionString_IsToldWithoutTheValue(string text)
    {
        var faults = SettingsProbe.FaultsOf(("ConnectionStrings:Postgres", text), ("Jwt:SigningKeys:0", Key32), ("Identity:SigningKeys:0", IdentityKey.Generate().WritePem()));

        Assert.StartsWith("ConnectionStrings:Postgres is not a connection string, for example Host=", Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, faults[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin@example.net", null, "Bootstrap:Username and Bootstrap:Password must be set together")]
    [InlineData(null, Secret, "Bootstrap:Username and Bootstrap:Password must be set together")]
    [InlineData("admin@example.net", "", "Bootstrap:Username and Bootstrap:Password must be set together")]
    [InlineData("admin@example.net", "1234567", "Bootstrap:Password must have at least 8 characters and at most 72 bytes")]
    [InlineData("admin@example.net", "\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac", "Bootstrap:Password must have at least 8 characters and at most 72 bytes")]
    [InlineData("admin@example.net", "1234\05678", "Bootstrap:Password must have at least 8 characters and at most 72 bytes")]
    public void Validate_Bootstrap_IsToldWithoutThePassword(string? username, string? password, string expected)
    {
        var faults = SettingsProbe.FaultsOf(("Bootstrap:Username", username), ("Bootstrap:Password", password));

        Assert.StartsWith(expected + ", for example ", Assert.Single(faults), StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(password) || !faults[0].Contains(password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("admin@example.net", "12345678", 0)]
    [InlineData(null, null, 0)]
    public void Validate_GoodBootstrap_IsAccepted(string? username, string? password, int expected) =>
        Assert.Equal(expected, SettingsProbe.FaultsOf(("Bootstrap:Username", username), ("Bootstrap:Password", password)).Count);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Validate_BootstrapUsername_IsBounded(int length, bool expected)
    {
        var faults = SettingsProbe.FaultsOf(("Bootstrap:Username", new string('a', length - 2) + "@b"), ("Bootstrap:Password", "12345678"));

        Assert.Equal(expected, faults.Count == 0);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("admin")]
    [InlineData("@localhost")]
    [InlineData("admin@")]
    [InlineData("a@b@c")]
    [InlineData(" admin@localhost")]
    [InlineData("admin@local host")]
    public void Validate_BootstrapUsernameThatIsNoAddress_IsTold(string username) =>
        Assert.Equal(
            "Bootstrap:Username must be an e-mail address of at most 255 characters, for example admin@example.net.",
            Assert.Single(SettingsProbe.FaultsOf(("Bootstrap:Username", username), ("Bootstrap:Password", "12345678"))));

    [Theory]
    [InlineData("http://localhost:8080;https://+:8443", "")]
    [InlineData("http://localhost:8080;foo", "urls is \"foo\": it must be an http or https address, for example http://localhost:8080.")]
    [InlineData("ftp://localhost", "urls is \"ftp://localhost\": it must be an http or https address, for example http://localhost:8080.")]
    public void Validate_ListenAddress_MustBeOne(string urls, string expected) =>
        Assert.Equal(expected, string.Join('|', SettingsProbe.FaultsOf(("urls", urls))));

    [Theory]
    [InlineData("10.0.0.0/8", "")]
    [InlineData("::/0", "")]
    [InlineData("10.0.0.0/33", "Proxies:TrustedNetworks:0 is \"10.0.0.0/33\": it must be a network, for example 10.0.0.0/8.")]
    [InlineData("proxy", "Proxies:TrustedNetworks:0 is \"proxy\": it must be a network, for example 10.0.0.0/8.")]
    public void Validate_TrustedNetwork_MustBeOne(string network, string expected)
    {
        var faults = SettingsProbe.FaultsOf(("Proxies:TrustedNetworks:0", network));

        Assert.Equal(expected, string.Join('|', faults));
    }
}
