using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>What the proxies of a run end TLS with, and the clients trust.</summary>
internal static class ProxyCertificate
{
    private static readonly X509Certificate2 Certificate = Make();

    /// <summary>A client's side: this certificate and no other.</summary>
    public static SslClientAuthenticationOptions Client => new()
    {
        TargetHost = "localhost",
        CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { Certificate }, RevocationMode = X509RevocationMode.NoCheck },
    };

    public static void WriteTo(string directory)
    {
        using var key = Certificate.GetECDsaPrivateKey()!;
        var secret = key.ExportPkcs8PrivateKeyPem() + "\n";

        // HAProxy takes both out of one file.
        File.WriteAllText(Path.Combine(directory, "platform.pem"), Certificate.ExportCertificatePem() + "\n" + secret);
        File.WriteAllText(Path.Combine(directory, "platform.key"), secret);
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }
}
