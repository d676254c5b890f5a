using System.Globalization;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;

namespace VoipBin.Auth.Agents;

/// <summary>bcrypt in its <c>$2b$</c> form. The only file that knows the library, which stands in for BCrypt.Net-Next (decision 13).</summary>
internal static class Bcrypt
{
    private const string Version = "2b";
    private const int SaltBytes = 16;

    public static string Hash(Password password, int cost) =>
        OpenBsdBCrypt.Generate(Version, password.Reveal().ToCharArray(), RandomNumberGenerator.GetBytes(SaltBytes), cost);

    public static bool Verify(Password password, string hash) => OpenBsdBCrypt.CheckPassword(hash, password.Reveal().ToCharArray());

    /// <summary>A hash that no password has, to be verified in place of one that does not exist.</summary>
    public static string DecoyOf(int cost) => string.Create(CultureInfo.InvariantCulture, $"${Version}${cost:00}${new string('.', 22)}{new string('.', 31)}");

    /// <summary>The cost with which <paramref name="hash"/> was made: <c>$2b$12$…</c>.</summary>
    public static int CostOf(string hash) => int.Parse(hash.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture);
}
