using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Guessing;

/// <summary>What failures are counted for. Kept as an HMAC: of the names that people type many are nobody's, and some are passwords.</summary>
/// <param name="Key">What the count is found by.</param>
/// <param name="Account">The HMAC of the name alone, by which all counts of a name are found.</param>
/// <param name="LongestDelay">How far the delay grows.</param>
internal sealed record GuessSubject(byte[] Key, byte[] Account, TimeSpan LongestDelay)
{
    private const int Ipv4NetworkBytes = 3;
    private const int Ipv6NetworkBytes = 8;

    /// <summary>The HMAC of a name.</summary>
    public static byte[] AccountOf(GuessKey key, string name) => Hash(key, "account", name, []);

    /// <summary>A name, from wherever.</summary>
    public static GuessSubject OfAccount(byte[] account, TimeSpan longestDelay) => new(account, account, longestDelay);

    /// <summary>A name from one network: what a guesser has of addresses for nothing is counted as one.</summary>
    public static GuessSubject OfNetwork(GuessKey key, string name, byte[] account, IPAddress? address, TimeSpan longestDelay) =>
        new(Hash(key, "network", name, NetworkOf(address)), account, longestDelay);

    /// <summary>A name from a browser that signed in with it before.</summary>
    public static GuessSubject OfDevice(GuessKey key, string name, byte[] account, Guid deviceId, TimeSpan longestDelay) =>
        new(Hash(key, "device", name, deviceId.ToByteArray()), account, longestDelay);

    /// <summary>A name from all browsers that signed in with it before: who once knew the password may have had himself recognised often.</summary>
    public static GuessSubject OfDevices(GuessKey key, string name, byte[] account, TimeSpan longestDelay) => new(Hash(key, "devices", name, []), account, longestDelay);

    /// <summary>Somebody who is signed in, and is asked for the password again.</summary>
    public static GuessSubject OfToken(GuessKey key, Guid tokenId, TimeSpan longestDelay)
    {
        var hash = Hash(key, "token", "", tokenId.ToByteArray());
        return new(hash, hash, longestDelay);
    }

    private static byte[] NetworkOf(IPAddress? address)
    {
        var bytes = address?.GetAddressBytes() ?? [];
        return bytes.Length > sizeof(uint) ? bytes[..Ipv6NetworkBytes] : bytes[..Math.Min(bytes.Length, Ipv4NetworkBytes)];
    }

    /// <summary>What anybody chooses stands last, behind parts that say how long they are: no two subjects have the same bytes.</summary>
    private static byte[] Hash(GuessKey key, string kind, string name, byte[] place)
    {
        byte[] subject = [.. Encoding.ASCII.GetBytes(kind), 0, (byte)place.Length, .. place, .. Encoding.UTF8.GetBytes(name)];
        return HMACSHA256.HashData(key.Bytes, subject);
    }
}
