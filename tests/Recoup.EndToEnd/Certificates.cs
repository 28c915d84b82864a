using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recoup.EndToEnd;

/// <summary>The certificate that replicas encrypt their key ring with.</summary>
internal static class Certificates
{
    /// <summary>Writes a new one with its key.</summary>
    /// <returns>The path.</returns>
    public static string Pem(string path)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=recoup", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return path;
    }
}
