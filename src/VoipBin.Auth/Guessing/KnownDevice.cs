using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Guessing;

/// <summary>A browser in which somebody has signed in before. No credential: it only keeps other people's failures from counting against it.</summary>
/// <param name="Id">Which browser it is.</param>
/// <param name="NameHash">SHA-256 of the name that signed in. Not under the <see cref="GuessKey"/>: a new one would make every browser a stranger.</param>
internal sealed record KnownDevice(Guid Id, byte[] NameHash)
{
    /// <summary>How long a browser is remembered after it signed in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private const int IdLength = 16;

    /// <summary>Whether somebody signed in with that name.</summary>
    public bool Knows(string name) => CryptographicOperations.FixedTimeEquals(HashOf(name), NameHash);

    /// <summary>The same browser, when it knows the name, so that its failures stay counted; else a new one.</summary>
    public static KnownDevice Of(string name, KnownDevice? device, DateTimeOffset now) => device?.Knows(name) is true ? device : new(Guid.CreateVersion7(now), HashOf(name));

    public byte[] ToBytes() => [.. Id.ToByteArray(), .. NameHash];

    public static KnownDevice? Parse(byte[] bytes) => bytes.Length == IdLength + SHA256.HashSizeInBytes ? new(new Guid(bytes.AsSpan(0, IdLength)), bytes[IdLength..]) : null;

    private static byte[] HashOf(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));
}
