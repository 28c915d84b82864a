using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;
using Recoup.Storage;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Server;

/// <summary>The keys that secrets are encrypted with: where they are, who may read them, what is said when they are not right.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly Shell shell = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Ring => Path.Combine(shell.Folder, "ring");

    public void Dispose() => shell.Dispose();

    [Fact]
    public async Task P04_A_secret_at_rest_is_encrypted_with_a_key_that_is_not_in_the_database()
    {
        await SaveSecretAsync(new());

        var key = XDocument.Load(Directory.GetFiles(Path.Combine(shell.Data, "keys")).ShouldHaveSingleItem());
        key.Descendants("encryption").Single().Attribute("algorithm")!.Value.ShouldBe("AES_256_GCM");
        var database = string.Concat(Directory.GetFiles(shell.Data).Select(f => File.ReadAllText(f, Encoding.Latin1)));
        database.ShouldContain(SecretName.OrgKey);
        database.ShouldNotContain("canary-secret");
        database.ShouldNotContain(key.Descendants("value").Single().Value);
    }

    [Fact]
    public async Task Doctor_says_whether_keys_lie_there_as_they_are_also_where_a_certificate_came_later()
    {
        await SaveSecretAsync(new());
        shell.Environment["Recoup__KeysCertificate"] = Certificates.Pem(shell);
        await shell.RunAsync("import", shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\na,Ann,ann@x.test,Active,User,1 Jan 2024\n"));

        var before = await shell.RunAsync("doctor");
        Directory.Delete(Path.Combine(shell.Data, "keys"), recursive: true);
        await SaveSecretAsync(new() { KeysCertificate = Certificates.Pem(shell) });
        var after = await shell.RunAsync("doctor");

        before.Out.ShouldContain("Keys lie there as they are");
        before.Out.ShouldContain("Recoup:KeysCertificate encrypts those that are made from then on");
        after.Code.ShouldBe(ExitCode.Ok, after.Error);
        after.Out.ShouldNotContain("Keys lie there as they are");
    }

    [Theory]
    [InlineData("0.0.0.0", null, "Recoup:Url is missing")]
    [InlineData("0.0.0.0", "http://localhost:5080", "Recoup:Url takes https:// where Recoup:Listen is an address that others reach")]
    [InlineData("192.0.2.1", "http://127.0.0.1", "Recoup:Url takes https:// where Recoup:Listen is an address that others reach")]
    [InlineData(null, "http://recoup.example.com", "Recoup:Url takes https:// and a host name")]
    public async Task Whoever_is_reached_over_a_network_is_reached_over_TLS(string? listen, string? url, string told)
    {
        if (listen is not null)
            shell.Environment["Recoup__Listen"] = listen;
        if (url is not null)
            shell.Environment["Recoup__Url"] = url;

        var run = await shell.RunAsync("serve", "--port", "0");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldContain(told);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task P04_Only_the_owner_may_read_the_ring()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions");
        await SaveSecretAsync(new() { Keys = Ring });

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(Ring).ShouldBe(owner | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Directory.GetFiles(Ring).ShouldHaveSingleItem()).ShouldBe(owner);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("encrypted pem")]
    [InlineData("pfx")]
    public async Task P04_The_ring_is_encrypted_by_the_certificate(string kind)
    {
        var options = new RecoupOptions
        {
            Keys = Ring,
            KeysCertificate = kind switch { "pem" => Certificates.Pem(shell), "pfx" => Certificates.Pfx(shell), _ => Certificates.EncryptedPem(shell) },
            KeysCertificatePasswordFile = kind == "pem" ? null : shell.Write("password", $"{Certificates.Password}\n"),
        };
        await SaveSecretAsync(options);

        var key = XDocument.Load(Directory.GetFiles(Ring).ShouldHaveSingleItem());
        key.Descendants("value").ShouldBeEmpty();
        key.Descendants().ShouldContain(e => e.Name.LocalName == "EncryptedData");
        (await ReadSecretAsync(options)).ShouldBe("canary-secret");
        var e = await Should.ThrowAsync<StoreException>(() => ReadSecretAsync(new() { Keys = Ring, KeysCertificate = Certificates.Pem(shell, "other.pem") }));
        e.Message.ShouldContain("certificate");
    }

    [Fact]
    public async Task P04_PostgreSQL_needs_a_ring_and_a_certificate_and_says_so_at_once()
    {
        shell.Environment["RECOUP_DB"] = "Host=elsewhere.invalid;Database=d;SSL Mode=VerifyFull";
        shell.Environment["Recoup__KeysCertificatePasswordFile"] = "/no/such/file";

        var run = await shell.RunAsync("users", "list");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldContain("Recoup:Keys is missing");
        run.Error.ShouldContain("Recoup:KeysCertificate is missing");
        run.Error.ShouldContain("there is no file /no/such/file");
    }

    [Fact]
    public async Task P04_Replicas_with_the_same_ring_and_certificate_read_the_same_secret()
    {
        await using var place = new PostgresPlace();
        var options = new RecoupOptions { Keys = Ring, KeysCertificate = Certificates.Pem(shell) };
        var address = PostgresAddress.Parse(place.Address);

        await SaveSecretAsync(options, address);

        (await ReadSecretAsync(options, address)).ShouldBe("canary-secret");
        Directory.Exists(shell.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Settings_come_from_a_file_in_the_data_folder_and_the_environment_goes_before_it()
    {
        shell.Write("data/appsettings.json", $$"""{ "Recoup": { "Keys": {{JsonSerializer.Serialize(Ring)}} } }""");
        await shell.RunAsync("users", "list");
        shell.Environment["Recoup__Keys"] = Ring + "2";
        await shell.RunAsync("users", "list");

        Directory.Exists(Ring).ShouldBeTrue();
        Directory.Exists(Ring + "2").ShouldBeTrue();
        Directory.Exists(Path.Combine(shell.Data, "keys")).ShouldBeFalse();
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        shell.Write("data/appsettings.json", """{ "Recoup": { "Key": "/x", "Keys": "ring" } }""");
        shell.Environment["Recoup__KeysCertificatePasswordFile"] = "/no/such/file";

        var run = await shell.RunAsync("users", "list");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldContain("Recoup:Key is not known. Settings are: Keys,");
        run.Error.ShouldContain("Recoup:Keys takes a full path, not ring");
        run.Error.ShouldContain("there is no file /no/such/file");
        run.Error.ShouldContain("without Recoup:KeysCertificate");
    }

    [Fact]
    public async Task A_settings_file_that_is_none_is_named()
    {
        var file = shell.Write("data/appsettings.json", "{ Recoup");

        var run = await shell.RunAsync("users", "list");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldContain(file);
    }

    [Fact]
    public async Task A_certificate_with_another_password_is_refused_without_repeating_it()
    {
        var e = await Should.ThrowAsync<UserException>(() => SaveSecretAsync(
            new() { Keys = Ring, KeysCertificate = Certificates.Pfx(shell), KeysCertificatePasswordFile = shell.Write("password", "canary-wrong") }));

        e.Message.ShouldContain("Recoup:KeysCertificatePasswordFile");
        e.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task A_certificate_that_cannot_encrypt_is_refused()
    {
        var e = await Should.ThrowAsync<UserException>(() => SaveSecretAsync(new() { Keys = Ring, KeysCertificate = Certificates.WithoutRsa(shell) }));

        e.Message.ShouldContain("no private RSA key");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_ring_that_is_open_to_everybody_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions");
        Directory.CreateDirectory(Ring);
        File.SetUnixFileMode(Ring, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        var e = await Should.ThrowAsync<UserException>(() => SaveSecretAsync(new() { Keys = Ring }));

        e.Message.ShouldContain($"chmod o-rwx {Ring}");
    }

    private async Task SaveSecretAsync(RecoupOptions options, PostgresAddress? postgres = null)
    {
        await using var workplace = await Workplace.OpenAsync(shell.Data, CommandHost.System, Cancel, postgres, options);
        await workplace.Store.SaveSecretAsync(OrgId.Local, SecretName.OrgKey, "canary-secret", Cancel);
    }

    private async Task<string?> ReadSecretAsync(RecoupOptions options, PostgresAddress? postgres = null)
    {
        await using var workplace = await Workplace.OpenAsync(shell.Data, CommandHost.System, Cancel, postgres, options);
        return await workplace.Store.TryGetSecretAsync(OrgId.Local, SecretName.OrgKey, Cancel);
    }
}
