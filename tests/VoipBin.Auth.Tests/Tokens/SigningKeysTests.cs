using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Tokens;

public sealed class SigningKeysTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string KeyFile => Path.Combine(directory.Path, "data", "signing.key");

    public void Dispose() => directory.Dispose();

    [Fact]
    public void SigningKeys_NoneConfigured_GeneratesOneThatOnlyItsOwnerCanRead()
    {
        var keys = Read();

        var key = Assert.IsType<SymmetricSecurityKey>(Assert.Single(keys.All));
        Assert.Equal(32, key.Key.Length);
        Assert.Equal(Convert.ToBase64String(key.Key), File.ReadAllText(KeyFile));
        Assert.Equal("signing.key", Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyFile)!).Select(Path.GetFileName)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(KeyFile)!));
        }
    }

    [Fact]
    public void SigningKeys_SecondStart_ReadsTheSameKey()
    {
        var first = Read();
        var second = Read();

        Assert.Equal(Bytes(first.All[0]), Bytes(second.All[0]));
    }

    [Fact]
    public void SigningKeys_TwoDirectories_HaveTwoKeys()
    {
        using var other = new TemporaryDirectory();

        Assert.NotEqual(Bytes(Read().All[0]), Bytes(ReadIn(other.Path).All[0]));
    }

    /// <summary>Twenty rounds, since a race is not lost each time.</summary>
    [Fact]
    public async Task SigningKeys_ManyStartsAtOnce_AgreeOnOneKey()
    {
        for (var round = 0; round < 20; round++)
        {
            var data = Path.Combine(directory.Path, $"round{round}");
            using var gate = new Barrier(8);
            var starts = Enumerable.Range(0, gate.ParticipantCount).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    gate.SignalAndWait();
                    return Convert.ToHexString(Bytes(ReadIn(data).All[0]));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)).ToArray();

            var keys = await Task.WhenAll(starts);

            Assert.Single(keys.Distinct(StringComparer.Ordinal));
            Assert.Equal("signing.key", Assert.Single(Directory.GetFiles(data).Select(Path.GetFileName)));
        }
    }

    [Fact]
    public void SigningKeys_Configured_FirstSignsAllVerifyAndNoFileIsMade()
    {
        var first = Enumerable.Repeat((byte)1, 32).ToArray();
        var second = Enumerable.Repeat((byte)2, 64).ToArray();

        var keys = Read(Convert.ToBase64String(first), Convert.ToBase64String(second));

        Assert.Equal([first, second], keys.All.Select(Bytes));
        Assert.Equal(first, Bytes(keys.Credentials.Key));
        Assert.Equal("HS256", keys.Credentials.Algorithm);
        Assert.False(File.Exists(KeyFile));
    }

    private static byte[] Bytes(SecurityKey key) => ((SymmetricSecurityKey)key).Key;

    private SigningKeys Read(params string[] configured) => ReadIn(Path.GetDirectoryName(KeyFile)!, configured);

    private static SigningKeys ReadIn(string dataDirectory, params string[] configured) =>
        new(Options.Create(new TokenOptions { SigningKeys = configured }), Options.Create(new ServiceOptions { DataDirectory = dataDirectory }));
}
