using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recoup.Tests.Server;

/// <summary>Certificates as an operator would have them, in files.</summary>
internal static class Certificates
{
    public const string Password = "canary-certificate";

    public static string Pem(Shell shell, string name = "ring.pem")
    {
        using var key = RSA.Create(2048);
        using var certificate = Of(new("CN=recoup", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return shell.Write(name, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    public static string EncryptedPem(Shell shell)
    {
        using var key = RSA.Create(2048);
        using var certificate = Of(new("CN=recoup", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return shell.Write("ring.pem", $"{certificate.ExportCertificatePem()}\n{key.ExportEncryptedPkcs8PrivateKeyPem(Password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000))}\n");
    }

    public static string Pfx(Shell shell)
    {
        using var key = RSA.Create(2048);
        using var certificate = Of(new("CN=recoup", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var path = Path.Combine(shell.Folder, "ring.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, Password));
        return path;
    }

    public static string WithoutRsa(Shell shell)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Of(new("CN=recoup", key, HashAlgorithmName.SHA256));
        return shell.Write("ring.pem", $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    private static X509Certificate2 Of(CertificateRequest request) =>
        request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
}
