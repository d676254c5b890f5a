using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace VoipBin.Auth.Client.Tests.Infrastructure;

/// <summary>A key of the authentication service.</summary>
internal sealed class Signer
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>How it is published.</summary>
    public JsonObject Published
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return new()
            {
                ["kty"] = "EC",
                ["use"] = "sig",
                ["alg"] = "ES256",
                ["kid"] = Id,
                ["crv"] = "P-256",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            };
        }
    }

    /// <summary>What everybody knows of it, and a forger may use as a secret.</summary>
    public byte[] PublicPem => Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());

    public byte[] Sign(string signed) => key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);

    public byte[] SignDer(string signed) => key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
