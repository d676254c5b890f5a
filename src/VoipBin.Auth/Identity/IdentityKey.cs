using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace VoipBin.Auth.Identity;

/// <summary>A private key that signs identities: ES256, so that who verifies them can make none.</summary>
internal sealed class IdentityKey
{
    /// <summary>For messages to operators.</summary>
    public const string HowTo = "for example the output of: VoipBin.Auth key identity";

    private const string CurveOid = "1.2.840.10045.3.1.7";

    private IdentityKey(ECDsa key)
    {
        Published = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false))));
        Published.KeyId = Base64UrlEncoder.Encode(Published.ComputeJwkThumbprint());
        Published.Use = JsonWebKeyUseNames.Sig;
        Published.Alg = SecurityAlgorithms.EcdsaSha256;
        Credentials = new(new ECDsaSecurityKey(key) { KeyId = Published.KeyId }, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The public half (RFC 7517); its <c>kid</c> is its thumbprint (RFC 7638), so that all replicas call it the same.</summary>
    public JsonWebKey Published { get; }

    /// <summary>What an identity is signed with.</summary>
    public SigningCredentials Credentials { get; }

    public static IdentityKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads PEM, or base64 of DER (PKCS#8, or RFC 5915 as some versions of OpenSSL write it); null when it is no private key on our curve.</summary>
    public static IdentityKey? TryRead(string text)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text.Contains("-----BEGIN", StringComparison.Ordinal) || !Base64.IsValid(text) ? text : ToPem(Convert.FromBase64String(text)));

            if (key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == CurveOid)
            {
                return new(key);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or AsnContentException)
        {
            // A public key, an encrypted one, or no key at all.
        }

        key.Dispose();
        return null;
    }

    /// <summary>Whether everybody has the private half, since a standard shows it: by the thumbprints of the keys in RFC 7515 (A.3), RFC 7517 (A.2) and RFC 6979 (A.2.5).</summary>
    public bool IsPublished => Published.KeyId is "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U" or "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s" or "DOvxvJiAdIqVWIkFt5hDtCunXLF0BV4-JGv4f-ALSm0";

    /// <summary>The private key in one line, as it is written into the configuration: base64 of DER (PKCS#8).</summary>
    public string WriteLine() => Convert.ToBase64String(((ECDsaSecurityKey)Credentials.Key).ECDsa.ExportPkcs8PrivateKey());

    /// <summary>The private key as PEM (PKCS#8).</summary>
    public string WritePem() => ((ECDsaSecurityKey)Credentials.Key).ECDsa.ExportPkcs8PrivateKeyPem();

    public override string ToString() => "***";

    /// <summary>After the version PKCS#8 has the algorithm, and the other form the key.</summary>
    private static string ToPem(byte[] der)
    {
        var sequence = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        sequence.ReadInteger();
        return PemEncoding.WriteString(sequence.PeekTag() == Asn1Tag.Sequence ? "PRIVATE KEY" : "EC PRIVATE KEY", der);
    }
}
