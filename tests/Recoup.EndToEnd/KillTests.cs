using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Npgsql;
using Recoup.Emulator;

namespace Recoup.EndToEnd;

/// <summary>The built binary, killed at moments that nobody chose, against an emulator whose requests can be counted.</summary>
public sealed class KillTests : IAsyncDisposable
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("RECOUP_LONG") == "1";

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("recoup-kills-");
    private readonly List<string> _schemas = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_killed_at_any_moment_ends_as_if_it_never_was() =>
        await KillAsync(Long ? 500 : 20, folder => new(Path.Combine(_folder.FullName, folder), new Dictionary<string, string>()));

    [Fact]
    public async Task A_scan_killed_at_any_moment_ends_as_if_it_never_was_in_PostgreSQL()
    {
        var server = Environment.GetEnvironmentVariable("RECOUP_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "RECOUP_TEST_POSTGRES names no server: ./test.sh starts one.");
        var certificate = Certificate();

        await KillAsync(Long ? 50 : 6, folder => new(
            Path.Combine(_folder.FullName, folder),
            new Dictionary<string, string> { ["RECOUP_DB"] = Schema(server!), ["Recoup__Keys"] = Path.Combine(_folder.FullName, folder, "ring"), ["Recoup__KeysCertificate"] = certificate }));
    }

    private async Task KillAsync(int wanted, Func<string, Place> place)
    {
        await using var emulator = await EmulatorServer.StartAsync(new() { Users = 3_000, Seed = 7 }, Cancel);
        var random = new Random(20261123);
        var calm = place("calm");
        await ConnectAsync(emulator, calm);
        var began = emulator.Requests.Total;
        (await calm.RunAsync("scan")).ExitCode.ShouldBe(0);
        var requests = (int)(emulator.Requests.Total - began);
        var expected = await FactsAsync(calm);

        var phases = new HashSet<string>();
        var kills = 0;
        for (var round = 0; kills < wanted; round++)
        {
            var rough = place($"rough-{round}");
            await ConnectAsync(emulator, rough);
            kills += await KilledAsync(emulator, rough, random, requests / Math.Min(wanted, 20), phases);

            (await FactsAsync(rough)).ShouldBe(expected, $"round {round}");
            (await StatusAsync(rough)).ShouldBe("complete");
            var chain = await rough.RunAsync("audit", "verify");
            chain.ExitCode.ShouldBe(0, chain.Error);
        }

        phases.Count.ShouldBeGreaterThanOrEqualTo(4, string.Join(", ", phases));
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills while {string.Join(", ", phases)}");
    }

    /// <summary>Runs one scan to its end, killed again and again: after some more requests, or after some lines of progress.</summary>
    /// <returns>How often it was killed.</returns>
    private static async Task<int> KilledAsync(EmulatorServer emulator, Place place, Random random, int step, HashSet<string> phases)
    {
        for (var kills = 0; ; kills++)
        {
            var byLines = random.Next(3) == 0;
            var requests = byLines ? null : After(emulator, random.Next(1, 2 * step));
            await using var scan = place.Start("scan");
            var end = scan.EndAsync();
            await Task.WhenAny(end, byLines ? scan.SaysAsync(random.Next(1, 5)) : requests!);
            emulator.Faults.Clear();
            if (scan.HasEnded)
            {
                (await end).ShouldBe(0, scan.Error);
                return kills;
            }

            await scan.KillAsync();
            var line = scan.Error.TrimEnd().Split('\n')[^1];
            if (line.Length > 24)
                phases.Add(line[..24].Trim());
            // The last checkpoint may have been written before the process was gone: then there is nothing to go on with.
            if (line.StartsWith("closing", StringComparison.Ordinal) || line.StartsWith("done", StringComparison.Ordinal) || line.StartsWith("audit", StringComparison.Ordinal))
            {
                if (await StatusAsync(place) == "complete")
                    return kills + 1;
            }
        }
    }

    /// <summary>How the only scan of the history stands.</summary>
    private static async Task<string?> StatusAsync(Place place) =>
        JsonDocument.Parse((await place.RunAsync("scans", "list", "--json")).Output).RootElement.EnumerateArray().ShouldHaveSingleItem().GetProperty("status").GetString();

    /// <summary>Ends when so many more requests have come.</summary>
    private static Task After(EmulatorServer emulator, int requests)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        emulator.Faults.Next(
            (_, _) =>
            {
                if (--requests == 0)
                    reached.TrySetResult();
                return false;
            },
            1,
            new Fault.Drop());
        return reached.Task;
    }

    private async Task ConnectAsync(EmulatorServer emulator, Place place)
    {
        var site = emulator.Sites[0];
        var (key, token) = (Path.Combine(_folder.FullName, "key"), Path.Combine(_folder.FullName, "token"));
        await File.WriteAllTextAsync(key, emulator.Key, Cancel);
        await File.WriteAllTextAsync(token, site.Token, Cancel);
        var connected = await place.RunAsync(
            "connect", "--org", emulator.Org, "--key-file", key, "--api-url", $"{emulator.Api}", "--site", $"{site.Url}", "--site-email", site.Email, "--site-token-file", token);
        connected.ExitCode.ShouldBe(0, connected.Error);
    }

    /// <summary>Accounts with their seats, and findings by id, rule, tier and action.</summary>
    private static async Task<List<string>> FactsAsync(Place place)
    {
        var users = JsonDocument.Parse((await place.RunAsync("users", "list", "--json")).Output).RootElement;
        var findings = JsonDocument.Parse((await place.RunAsync("recommendations", "list", "--json")).Output).RootElement;
        users.GetArrayLength().ShouldBe(3_000);
        findings.GetArrayLength().ShouldBeGreaterThan(100);
        return
        [
            .. users.EnumerateArray().Select(u => $"{u.GetProperty("accountId")} {u.GetProperty("seats").GetRawText()}"),
            .. findings.EnumerateArray().Select(f => string.Join(' ', new[] { "id", "rule", "tier", "action" }.Select(name => f.GetProperty(name).GetRawText()))),
        ];
    }

    private string Schema(string server)
    {
        var schema = $"kills_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        _schemas.Add(schema);
        return new NpgsqlConnectionStringBuilder(server) { SearchPath = schema }.ConnectionString;
    }

    private string Certificate()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=recoup", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(_folder.FullName, "ring.pem");
        File.WriteAllText(path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var schema in _schemas)
        {
            await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("RECOUP_TEST_POSTGRES"));
            await connection.OpenAsync(CancellationToken.None);
            await using var drop = new NpgsqlCommand($"drop schema if exists {schema} cascade", connection);
            await drop.ExecuteNonQueryAsync(CancellationToken.None);
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>A data folder, and the variables that say where the rest is.</summary>
    private sealed record Place(string Data, IReadOnlyDictionary<string, string> Environment)
    {
        public RecoupProcess Start(params string[] arguments) => RecoupProcess.StartIn(Environment, Data, arguments);

        public Task<RecoupProcess.Answer> RunAsync(params string[] arguments) => RecoupProcess.RunInAsync(Environment, Data, null, arguments);
    }
}
