using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Identity;

namespace VoipBin.Auth.Tests.Identity;

public sealed class IdentityKeyTests
{
    [Fact]
    public void TryRead_EveryFormOfOneKey_IsThatKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] forms =
        [
            key.ExportPkcs8PrivateKeyPem(), key.ExportECPrivateKeyPem(),
            Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(key.ExportECPrivateKey()),
            Convert.ToBase64String(key.ExportPkcs8PrivateKey(), Base64FormattingOptions.InsertLineBreaks),
        ];

        var names = forms.Select(form => IdentityKey.TryRead(form)!.Published.Kid);

        Assert.Single(names.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void TryRead_WhatIsNoPrivateKeyOnOurCurve_IsNull()
    {
        using var ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var longer = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        string[] others =
        [
            "", "c2hvcnQ=", "not a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", Convert.ToBase64String(RandomNumberGenerator.GetBytes(121)),
            longer.ExportPkcs8PrivateKeyPem(), Convert.ToBase64String(longer.ExportPkcs8PrivateKey()),
            rsa.ExportPkcs8PrivateKeyPem(), Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()), rsa.ExportRSAPrivateKeyPem(),
            ours.ExportSubjectPublicKeyInfoPem(), Convert.ToBase64String(ours.ExportSubjectPublicKeyInfo()),
            ours.ExportEncryptedPkcs8PrivateKeyPem("password", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
        ];

        Assert.All(others, other => Assert.Null(IdentityKey.TryRead(other)));
    }

    /// <summary>RFC 7638, section 3: the same name whoever computes it.</summary>
    [Fact]
    public void Published_Key_IsPublicAndNamedByItsThumbprint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url(point.X!), Base64Url(point.Y!));

        var published = IdentityKey.TryRead(key.ExportPkcs8PrivateKeyPem())!.Published;

        var thumbprint = Base64Url(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        Assert.Equal((thumbprint, x, y, "EC", "P-256", "sig", "ES256"), (published.Kid, published.X, published.Y, published.Kty, published.Crv, published.Use, published.Alg));
        Assert.Null(published.D);
        Assert.False(published.HasPrivateKey);
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The private keys that RFC 7515 (A.3), RFC 7517 (A.2) and RFC 6979 (A.2.5) show.</summary>
    [Theory]
    [InlineData("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")]
    [InlineData("870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM")]
    [InlineData("ya-p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyE", "YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y", "eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk")]
    public void IsPublished_KeyOfAStandard_IsTold(string d, string x, string y)
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64UrlEncoder.DecodeBytes(d),
            Q = new() { X = Base64UrlEncoder.DecodeBytes(x), Y = Base64UrlEncoder.DecodeBytes(y) },
        });

        Assert.True(IdentityKey.TryRead(key.ExportPkcs8PrivateKeyPem())!.IsPublished);
        Assert.False(IdentityKey.Generate().IsPublished);
    }

    [Fact]
    public void WriteLine_Key_IsOneLineThatIsReadAgain()
    {
        var key = IdentityKey.Generate();

        var line = key.WriteLine();

        Assert.DoesNotContain('\n', line);
        Assert.Equal(key.Published.Kid, IdentityKey.TryRead(line)!.Published.Kid);
    }
}
