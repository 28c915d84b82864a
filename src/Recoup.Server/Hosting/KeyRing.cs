using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Recoup.Server.Hosting;

/// <summary>The keys that secrets are encrypted with: files in a directory, never in the database.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly X509Certificate2? _certificate;
    private readonly ServiceProvider _services;

    private KeyRing(DirectoryInfo directory, X509Certificate2? certificate)
    {
        Folder = directory.FullName;
        _certificate = certificate;
        var collection = new ServiceCollection();
        AddTo(collection);
        _services = collection.BuildServiceProvider();
    }

    /// <summary>Has others encrypt with the same keys: cookies of one replica are good at the others.</summary>
    public void AddTo(IServiceCollection services)
    {
        var protection = services.AddDataProtection()
            .SetApplicationName("recoup")
            .PersistKeysToFileSystem(new(Folder))
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        if (_certificate is not null)
            protection.ProtectKeysWithCertificate(_certificate);
    }

    /// <summary>The directory of the keys.</summary>
    public string Folder { get; }

    /// <summary>Whether a key lies in the directory as it is, for everybody to use who can read it: without a certificate, or from before there was one.</summary>
    public bool HasPlainKeys => Directory.EnumerateFiles(Folder, "key-*.xml").Any(f => !File.ReadAllText(f).Contains("<EncryptedData", StringComparison.Ordinal));

    /// <summary>Encrypts what the store keeps secret.</summary>
    public IDataProtector Protector => _services.GetDataProtectionProvider().CreateProtector("recoup.secrets");

    /// <param name="data">The data directory, where the ring is unless the options name another place.</param>
    /// <exception cref="UserException">The directory is open to others, or the certificate cannot be used.</exception>
    public static KeyRing Open(string data, RecoupOptions options)
    {
        var directory = options.Keys ?? Path.Combine(data, "keys");
        var certificate = options.KeysCertificate is { } path ? Certificate(path, options.KeysCertificatePasswordFile) : null;
        if (options.Keys is null)
            PrivateFolder.Make(data);
        PrivateFolder.Make(directory);
        if (!OperatingSystem.IsWindows())
            RefuseOthers(directory);
        return new(new(directory), certificate);
    }

    public void Dispose()
    {
        _services.Dispose();
        _certificate?.Dispose();
    }

    /// <summary>A group may share a ring between replicas; everybody may not.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void RefuseOthers(string directory)
    {
        if ((File.GetUnixFileMode(directory) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)) != 0)
            throw new UserException($"The key directory {directory} is open to every user of this machine. Close it: chmod o-rwx {directory}");
    }

    private static X509Certificate2 Certificate(string path, string? passwordFile)
    {
        var password = passwordFile is null ? null : Reading(passwordFile, "Recoup:KeysCertificatePasswordFile", p => File.ReadLines(p).FirstOrDefault());
        var certificate = Reading(path, "Recoup:KeysCertificate", p => Load(p, password));
        using var key = certificate.GetRSAPrivateKey();
        if (key is not null)
            return certificate;
        certificate.Dispose();
        throw new UserException($"Recoup:KeysCertificate: {path} holds no private RSA key. Give a PFX or PEM file with the certificate and its RSA key.");
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        if (!File.ReadAllText(path).Contains("-----BEGIN ", StringComparison.Ordinal))
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        return password is null ? X509Certificate2.CreateFromPemFile(path) : X509Certificate2.CreateFromEncryptedPemFile(path, password);
    }

    private static T Reading<T>(string path, string option, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{option}: the file cannot be read ({e.Message}).");
        }
        catch (CryptographicException e)
        {
            throw new UserException($"{option}: {path} is no certificate with its private key, or its password is another ({e.Message}). The password comes from the file of Recoup:KeysCertificatePasswordFile.");
        }
    }
}
