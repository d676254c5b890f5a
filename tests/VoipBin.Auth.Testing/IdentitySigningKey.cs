using System.Security.Cryptography;

namespace VoipBin.Auth.Testing;

/// <summary>The key that signs identities, of all services of a test run.</summary>
public static class IdentitySigningKey
{
    /// <summary>The value of a setting.</summary>
    public static string Text { get; } = Generate();

    public static string Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }
}
