using System.Security.Cryptography;

namespace VoipBin.Auth.Guessing;

/// <summary>A browser in which somebody has signed in before. No credential: it only keeps other people's failures from counting against it.</summary>
/// <param name="Id">Which browser it is.</param>
/// <param name="Account">The HMAC of the name that signed in.</param>
internal sealed record KnownDevice(Guid Id, byte[] Account)
{
    /// <summary>How long a browser is remembered after it signed in.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private const int IdLength = 16;

    /// <summary>Whether somebody signed in with that name.</summary>
    public bool Knows(byte[] account) => CryptographicOperations.FixedTimeEquals(account, Account);

    /// <summary>The same browser, when it knows the name, so that its failures stay counted; else a new one.</summary>
    public static KnownDevice Of(byte[] account, KnownDevice? device, DateTimeOffset now) => device?.Knows(account) is true ? device : new(Guid.CreateVersion7(now), account);

    public byte[] ToBytes() => [.. Id.ToByteArray(), .. Account];

    public static KnownDevice? Parse(byte[] bytes) => bytes.Length == IdLength + GuessCount.KeyLength ? new(new Guid(bytes.AsSpan(0, IdLength)), bytes[IdLength..]) : null;
}
