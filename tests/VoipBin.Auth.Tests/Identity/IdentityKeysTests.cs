using Microsoft.Extensions.Options;
using VoipBin.Auth.Identity;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Tests.Identity;

public sealed class IdentityKeysTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Credentials_OneKey_SignsAtOnce()
    {
        var key = IdentityKey.Generate();

        var keys = Build(new MovedClock { Now = Start }, key);

        Assert.Equal(key.Published.Kid, keys.Credentials.Kid);
    }

    /// <summary>Who verifies must have asked for a new key before it signs, and not every replica is restarted at once.</summary>
    [Fact]
    public void Credentials_NewKeyBeforeAnOldOne_SignsTenMinutesLater()
    {
        var (added, old) = (IdentityKey.Generate(), IdentityKey.Generate());
        var clock = new MovedClock { Now = Start };
        var keys = Build(clock, added, old);

        var first = keys.Credentials.Kid;
        clock.Now = Start.AddMinutes(10).AddTicks(-1);
        var last = keys.Credentials.Kid;
        clock.Now = Start.AddMinutes(10);

        Assert.Equal((old.Published.Kid, old.Published.Kid, added.Published.Kid), (first, last, keys.Credentials.Kid));
        Assert.Equal([added.Published.Kid, old.Published.Kid], keys.Published.Select(key => key.Kid));
    }

    [Fact]
    public void Keys_NoneConfigured_AreMadeOnceForTheDirectory()
    {
        using var directory = new TemporaryDirectory();

        var (first, second) = (Build(directory.Path), Build(directory.Path));

        Assert.Equal(first.Credentials.Kid, second.Credentials.Kid);
        var file = Path.Combine(directory.Path, "identity.pem");
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(file));
    }

    [Fact]
    public void Keys_SeveralInTheFile_AreAllPublished()
    {
        using var directory = new TemporaryDirectory();
        var (added, old) = (IdentityKey.Generate(), IdentityKey.Generate());
        File.WriteAllText(Path.Combine(directory.Path, "identity.pem"), $"{added.WritePem()}\n\n{old.WritePem()}\n");

        var keys = Build(directory.Path);

        Assert.Equal([added.Published.Kid, old.Published.Kid], keys.Published.Select(key => key.Kid));
        Assert.Equal(old.Published.Kid, keys.Credentials.Kid);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Keys_FileOfSomethingElse_IsToldAndKept(string text)
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "identity.pem");
        File.WriteAllText(file, text);

        var exception = Assert.Throws<OptionsValidationException>(() => Build(directory.Path));

        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(file));
    }

    private static IdentityKeys Build(TimeProvider clock, params IdentityKey[] keys) =>
        new(Options.Create(new IdentityOptions { SigningKeys = [.. keys.Select(key => key.WritePem())] }), Options.Create(new ServiceOptions()), clock);

    private static IdentityKeys Build(string directory) =>
        new(Options.Create(new IdentityOptions()), Options.Create(new ServiceOptions { DataDirectory = directory }), TimeProvider.System);

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
