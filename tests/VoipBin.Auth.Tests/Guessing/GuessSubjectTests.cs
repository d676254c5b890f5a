using System.Net;
using System.Text;
using VoipBin.Auth.Guessing;

namespace VoipBin.Auth.Tests.Guessing;

public sealed class GuessSubjectTests
{
    private const string Name = "somebody@example.net";

    private static readonly GuessKey Key = new([.. Enumerable.Repeat((byte)3, 32)]);

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.255")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::1")]
    [InlineData(null, null)]
    public void OfNetwork_SameNetwork_IsTheSame(string? one, string? other) => Assert.Equal(Of(Name, one), Of(Name, other));

    [Theory]
    [InlineData("203.0.113.7", "203.0.112.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("203.0.113.7", null)]
    public void OfNetwork_AnotherNetwork_IsAnother(string? one, string? other) => Assert.NotEqual(Of(Name, one), Of(Name, other));

    /// <summary>Whatever is typed as a name: what two subjects are made of never reads the same.</summary>
    [Fact]
    public void Subjects_OfAnyKindAndName_AreAllDifferent()
    {
        var device = Guid.CreateVersion7();
        string[] names = [Name, "somebody@example.ne", "t", "", "\0", "network", "\u0003\u00cb"];
        var keys = names.SelectMany(name => (string[])
        [
            Of(name, "203.0.113.7"),
            Of(name, address: null),
            Convert.ToHexString(GuessSubject.AccountOf(Key, name)),
            Convert.ToHexString(GuessSubject.OfDevice(Key, name, [], device, TimeSpan.Zero).Key),
            Convert.ToHexString(GuessSubject.OfDevices(Key, name, [], TimeSpan.Zero).Key),
        ]).Append(Convert.ToHexString(GuessSubject.OfToken(Key, device, TimeSpan.Zero).Key)).ToArray();

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void AccountOf_AnotherSecret_IsAnother() =>
        Assert.NotEqual(GuessSubject.AccountOf(Key, Name), GuessSubject.AccountOf(new([.. Enumerable.Repeat((byte)4, 32)]), Name));

    [Fact]
    public void Device_WrittenAndRead_IsTheSame()
    {
        var device = KnownDevice.Of(Name, device: null, DateTimeOffset.UnixEpoch);

        var read = KnownDevice.Parse(device.ToBytes())!;

        Assert.Equal(device.Id, read.Id);
        Assert.True(read.Knows(Name));
        Assert.False(read.Knows("somebody.else@example.net"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(47)]
    [InlineData(49)]
    public void Device_OfAnotherLength_IsNone(int length) => Assert.Null(KnownDevice.Parse(Encoding.ASCII.GetBytes(new string('x', length))));

    private static string Of(string name, string? address) =>
        Convert.ToHexString(GuessSubject.OfNetwork(Key, name, [], address is null ? null : IPAddress.Parse(address), TimeSpan.Zero).Key);
}
