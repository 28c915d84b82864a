using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Recoup.EndToEnd;

/// <summary>The keys themselves, followed through everything that the binary prints, writes and shows, whatever goes wrong.</summary>
public sealed class CanaryTests : IAsyncDisposable
{
    private readonly StringBuilder seen = new();
    private EmulatedOrganisation organisation = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Token => Site.GetProperty("token").GetString()!;

    private JsonElement Site => organisation.Told.GetProperty("sites")[0];

    private string Api => organisation.Told.GetProperty("api").GetString()!;

    [Fact]
    public async Task P05_Keys_are_found_nowhere_whatever_happens()
    {
        organisation = await EmulatedOrganisation.StartAsync(1_000);
        // Two that are good and two that are refused, each its own.
        string[] keys = [organisation.Key, Token, "ATCTT3xFfEMUcanary0wrong0key0of0an0organisation0", "ATATT3xFfEMUcanary0wrong0token0of0a0site0"];
        var files = keys.Select((key, i) => Written($"secret-{i}", key)).ToList();

        await WrongAsync(files);
        await ConnectAsync(files);
        await CrashAsync();
        await EveryVerbAsync(files);
        await CorruptedAsync();

        var everything = seen.ToString();
        everything.Length.ShouldBeGreaterThan(10_000);
        everything.Contains("Connected to", StringComparison.Ordinal).ShouldBeTrue();
        everything.Contains($"ends in …{organisation.Key[^4..]}, ", StringComparison.Ordinal).ShouldBeTrue();
        NoneOf(keys, everything, "what was printed or shown");
        var written = Directory.EnumerateFiles(organisation.Folder(""), "*", SearchOption.AllDirectories).Where(f => !files.Contains(f)).ToList();
        written.ShouldContain(f => f.EndsWith("recoup.db", StringComparison.Ordinal));
        written.ShouldContain(f => f.EndsWith("recoup.db-wal", StringComparison.Ordinal));
        written.ShouldContain(f => Path.GetFileName(f).StartsWith("key-", StringComparison.Ordinal));
        written.ShouldContain(f => f.EndsWith(".jsonl", StringComparison.Ordinal));
        foreach (var file in written)
            NoneOf(keys, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel)), file);
    }

    public ValueTask DisposeAsync() => organisation?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Everything that is refused, each with a key in hand.</summary>
    private async Task WrongAsync(List<string> files)
    {
        var org = organisation.Org;
        await RunAsync(1, "connect", "--org", org, "--key-file", files[2], "--api-url", Api);
        await RunAsync(1, "connect", "--org", "elsewhere", "--key-file", files[0], "--api-url", Api);
        await RunAsync(1, "connect", "--org", org, "--key-file", files[0], "--api-url", "http://127.0.0.1:1");
        await RunAsync(2, "connect", "--org", org, "--key-file", files[0], "--api-url", "http://localhost:1");
        await RunAsync(2, "connect", "--org", org, "--key-file", Path.GetDirectoryName(files[0])!, "--api-url", Api);
        await RunAsync(2, "connect", "--org", org, "--key-file", Written("two-lines", "one line\nanother"), "--api-url", Api);
        await RunAsync(1, "connect", "--org", org, "--key-file", files[0], "--api-url", Api, "--site", Site.GetProperty("url").GetString()!, "--site-email", "somebody@acme.test", "--site-token-file", files[3]);
    }

    private async Task ConnectAsync(List<string> files)
    {
        await RunAsync(0, "connect", "--org", organisation.Org, "--key-file", files[0], "--key-expires", "2099-01-01", "--api-url", Api);
        await RunAsync(0, "connect", "--org", organisation.Org, "--site", Site.GetProperty("url").GetString()!, "--site-email", Site.GetProperty("email").GetString()!, "--site-token-file", files[1]);
        var fromInput = await RecoupProcess.RunAsync(organisation.Data, organisation.Key, "connect", "--org", organisation.Org, "--key-file", "-", "--api-url", Api);
        fromInput.ExitCode.ShouldBe(0, fromInput.Error);
        seen.Append(fromInput.Output).Append(fromInput.Error);
    }

    /// <summary>A scan that is looked at from outside, and killed.</summary>
    private async Task CrashAsync()
    {
        foreach (var phase in new[] { "reading groups", "reading accounts" })
        {
            await using var scan = RecoupProcess.Start(organisation.Data, "scan");
            await scan.SaysAsync(phase);
            if (OperatingSystem.IsLinux())
                seen.Append(scan.Visible());
            await scan.KillAsync();
            seen.Append(scan.Error);
        }
    }

    private async Task EveryVerbAsync(List<string> files)
    {
        await organisation.FaultAsync("groups/search", 1, "403");
        await RunAsync(3, "scan", "--full");
        await organisation.FaultAsync("directories/-/users/search", 1, "403");
        await RunAsync(1, "scan");
        await RunAsync(0, "scan", "--full", "--json");
        var listed = await RunAsync(0, "recommendations", "list", "--tier", "probable", "--json");
        var finding = JsonDocument.Parse(listed.Output).RootElement[0];
        var (id, account) = (finding.GetProperty("id").GetString()!, finding.GetProperty("accountId").GetString()!);
        await RunAsync(0, "doctor");
        await RunAsync(0, "doctor", "--json");
        await RunAsync(0, "hold", "add", account, "--owner", "o", "--reason", "r", "--until", "2099-01-01");
        await RunAsync(0, "dismiss", id, "--reason", "r");
        await RunAsync(0, "users", "show", account);
        await RunAsync(0, "users", "show", account, "--json");
        await RunAsync(0, "settings", "get", "org.key");
        await RunAsync(2, "settings", "set", "org.key", "x");
        foreach (var list in new[] { "scans", "users", "recommendations", "hold", "settings", "audit" })
        {
            foreach (var format in new[] { "table", "json", "csv" })
                await RunAsync(0, list, "list", "--format", format);
        }

        await RunAsync(0, "settings", "set", "verify.afterMinutes", "0");
        var plan = JsonDocument.Parse((await RunAsync(0, "plan", "create", "--max", "3", "--json")).Output).RootElement.GetProperty("id").GetString()!;
        await RunAsync(1, "apply", plan, "--yes");
        await RunAsync(1, "apply", plan, "--yes", "--write-key-file", files[2]);
        await organisation.FaultAsync("/users/", 1, "answer-lost");
        var run = JsonDocument.Parse((await RunAsync(0, "apply", plan, "--yes", "--write-key-file", files[0], "--json")).Output).RootElement.GetProperty("runId").GetString()!;
        await RunAsync(0, "runs", "list");
        await RunAsync(0, "runs", "show", run);
        await RunAsync(0, "runs", "verify", run);
        await RunAsync(1, "runs", "resume", run, "--write-key-file", files[0]);
        await RunAsync(0, "undo", run, "--yes", "--write-key-file", files[0]);
        await RunAsync(0, "audit", "export", organisation.Folder("audit.csv"));
        await RunAsync(0, "audit", "export", organisation.Folder("audit.jsonl"));
        await RunAsync(0, "audit", "verify", organisation.Folder("audit.jsonl"));
        await RunAsync(0, "audit", "verify");
        await RunAsync(0, "hold", "remove", account);
        await RunAsync(0, "forget", account, "--yes");
        await RunAsync(2, "clear");
        await RunAsync(2, "purge");
        // Killed once more, so that the log beside the database stays to be looked at.
        await CrashAsync();
    }

    /// <summary>A database and a key ring that are damaged, in copies, so that the first stay to be looked at.</summary>
    private async Task CorruptedAsync()
    {
        var (database, ring, secret) = (Copy("corrupted"), Copy("ringless"), Copy("secretless"));
        await File.WriteAllTextAsync(Path.Combine(database, "recoup.db"), "no database", Cancel);
        Directory.Delete(Path.Combine(ring, "keys"), recursive: true);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(secret, "recoup.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "update secrets set protected = substr(protected, 1, 40)";
            (await command.ExecuteNonQueryAsync(Cancel)).ShouldBe(2);
        }

        foreach (var folder in new[] { database, ring, secret })
        {
            foreach (var verb in new[] { "scan", "doctor" })
            {
                var run = await RecoupProcess.RunAsync(folder, null, verb);
                run.ExitCode.ShouldBe(1, run.Error);
                run.Error.ShouldNotContain("   at ", customMessage: "what is damaged is said in words");
                seen.Append(run.Output).Append(run.Error);
            }
        }
    }

    private string Copy(string name)
    {
        var to = organisation.Folder(name);
        foreach (var file in Directory.EnumerateFiles(organisation.Data, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(organisation.Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return to;
    }

    private async Task<RecoupProcess.Answer> RunAsync(int code, params string[] arguments)
    {
        var run = await RecoupProcess.RunAsync(organisation.Data, null, arguments);
        run.ExitCode.ShouldBe(code, $"{string.Join(' ', arguments)}: {run.Error}");
        seen.Append(run.Output).Append(run.Error);
        return run;
    }

    private string Written(string name, string text)
    {
        var path = organisation.Folder(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Neither as they are, nor as a site's sign-in has them, nor the better part of them.</summary>
    private void NoneOf(IReadOnlyList<string> keys, string text, string where)
    {
        var signIns = keys.Select(k => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Site.GetProperty("email").GetString()}:{k}")));
        foreach (var secret in keys.Concat(keys.Select(k => k[^12..])).Concat(signIns))
            text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse(where);
    }
}
