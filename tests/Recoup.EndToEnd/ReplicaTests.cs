using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Recoup.Emulator;

namespace Recoup.EndToEnd;

/// <summary>Two real servers, each with a data folder of its own, on one PostgreSQL: what one leaves when it is killed the other ends.</summary>
public sealed class ReplicaTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("recoup-replicas-");
    private readonly string _schema = $"replicas_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly Dictionary<string, string> _environment = [];
    private EmulatorServer _emulator = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_goes_on_at_the_other_server_after_SIGKILL_once()
    {
        await ConnectedAsync();
        await using var first = await ServeAsync("first");
        await using var second = await ServeAsync("second");
        var token = await first.SetUpAsync();
        using var one = first.Client(token);
        using var other = second.Client(token);
        // The fourth page of accounts is not answered: the first server has written checkpoints, and waits.
        var (pages, held) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _emulator.Faults.Next((_, path) => IsPage(path) && ++pages < 0, 1, new Fault.Drop());
        _emulator.Faults.Next((_, path) => IsPage(path) && pages == 4 && held.TrySetResult(), 1, new Fault.Slow(TimeSpan.FromMinutes(10)));
        using var begun = await one.PostAsJsonAsync("/api/v1/scans", new { }, Cancel);
        begun.StatusCode.ShouldBe(HttpStatusCode.Accepted, await begun.Content.ReadAsStringAsync(Cancel));
        await held.Task.WaitAsync(Cancel);

        await first.Process.KillAsync();
        var scan = await UntilAsync(other, "/api/v1/scans", s => s[0].GetProperty("status").GetString() != "running");

        scan.GetArrayLength().ShouldBe(1);
        scan[0].GetProperty("status").GetString().ShouldBe("complete");
        scan[0].GetProperty("accounts").GetInt32().ShouldBeGreaterThan(900);
        await VerifiedAsync();
        JsonDocument.Parse(await RunAsync("audit", "list", "--json")).RootElement.EnumerateArray()
            .Select(e => e.GetProperty("action").GetString()).Where(a => a!.StartsWith("scan.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(["scan.end", "scan.resume", "scan.start"]);
    }

    [Fact]
    public async Task A_run_goes_on_at_the_other_server_after_SIGKILL_and_does_each_change_once()
    {
        await ConnectedAsync();
        await RunAsync("scan");
        var plan = JsonDocument.Parse(await RunAsync("plan", "create", "--max", "12", "--json")).RootElement;
        plan.GetProperty("rows").GetArrayLength().ShouldBe(12);
        await using var first = await ServeAsync("first");
        await using var second = await ServeAsync("second");
        var token = await first.SetUpAsync();
        using var one = first.Client(token);
        using var other = second.Client(token);
        // The fourth change is sent, and nobody is told what became of it.
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _emulator.Faults.Next((method, path) => IsChange(method, path) && _emulator.Ledger.Entries.Count == 3 && held.TrySetResult(), 1, new Fault.Slow(TimeSpan.FromMinutes(10)));
        using var begun = await one.PostAsJsonAsync("/api/v1/runs", new { plan = plan.GetProperty("id").GetString() }, Cancel);
        begun.StatusCode.ShouldBe(HttpStatusCode.Accepted, await begun.Content.ReadAsStringAsync(Cancel));
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("runId").GetString()!;
        await held.Task.WaitAsync(Cancel);

        await first.Process.KillAsync();
        var run = await UntilAsync(other, $"/api/v1/runs/{id}", r => r.GetProperty("status").GetString() == "done");

        run.GetProperty("rows").GetArrayLength().ShouldBe(12);
        Changes.Made(_emulator, 0).ShouldBeThoseDone(plan, run);
        run.GetProperty("rows").EnumerateArray().Count(r => r.GetProperty("outcome").GetString() == "done").ShouldBeGreaterThan(10);
        (await other.GetFromJsonAsync<JsonElement>("/api/v1/runs", Cancel)).GetArrayLength().ShouldBe(1);
        await VerifiedAsync();
    }

    [Fact]
    public async Task SIGTERM_ends_the_account_in_work_and_the_server_goes_on_after_its_next_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        await ConnectedAsync();
        await RunAsync("scan");
        var plan = JsonDocument.Parse(await RunAsync("plan", "create", "--max", "12", "--json")).RootElement;
        await using var first = await ServeAsync("first");
        var token = await first.SetUpAsync();
        using var one = first.Client(token);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _emulator.Faults.Next((method, path) => IsChange(method, path) && _emulator.Ledger.Entries.Count == 3 && held.TrySetResult(), 1, new Fault.Slow(TimeSpan.FromSeconds(4)));
        using var begun = await one.PostAsJsonAsync("/api/v1/runs", new { plan = plan.GetProperty("id").GetString() }, Cancel);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("runId").GetString()!;
        await held.Task.WaitAsync(Cancel);

        await first.Process.TerminateAsync();
        var code = await first.Process.EndAsync();

        code.ShouldBe(0, first.Process.Error);
        _emulator.Ledger.Entries.Count.ShouldBe(4, "the change in work is ended, and no other begun");
        (await RunAsync("audit", "list", "--json")).ShouldNotContain("reconcile");
        await using var again = await ServeAsync("first");
        using var asker = again.Client(token);
        var run = await UntilAsync(asker, $"/api/v1/runs/{id}", r => r.GetProperty("status").GetString() == "done");
        Changes.Made(_emulator, 0).ShouldBeThoseDone(plan, run);
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
        await using var connection = new NpgsqlConnection(Postgres.Server());
        await connection.OpenAsync(CancellationToken.None);
        await using var drop = new NpgsqlCommand($"drop schema if exists {_schema} cascade", connection);
        await drop.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static bool IsPage(string path) => path.EndsWith("/-/users/search", StringComparison.Ordinal);

    private static bool IsChange(string method, string path) =>
        method != "GET" && !path.EndsWith("/search", StringComparison.Ordinal) && !path.EndsWith("/workspaces", StringComparison.Ordinal) && path.Contains("/admin/", StringComparison.Ordinal);

    /// <summary>An emulated organisation, connected, whose kept key may write: then a run needs nobody to go on.</summary>
    private async Task ConnectedAsync()
    {
        _environment["RECOUP_DB"] = new NpgsqlConnectionStringBuilder(Postgres.Server()) { SearchPath = _schema }.ConnectionString;
        _environment["Recoup__Keys"] = Path.Combine(_folder.FullName, "ring");
        _environment["Recoup__KeysCertificate"] = Certificates.Pem(Path.Combine(_folder.FullName, "ring.pem"));
        _environment["Recoup__ReadOnly"] = "false";
        _emulator = await EmulatorServer.StartAsync(new() { Users = 1_000, Seed = 7 }, Cancel);
        var key = Path.Combine(_folder.FullName, "key");
        await File.WriteAllTextAsync(key, _emulator.Key, Cancel);
        await RunAsync("connect", "--org", _emulator.Org, "--key-file", key, "--api-url", $"{_emulator.Api}");
        // What was done shows at once here, so that an open call need not be waited for.
        await RunAsync("settings", "set", "verify.afterMinutes", "0");
    }

    private Task<RecoupServer> ServeAsync(string name) => RecoupServer.StartAsync(_environment, Path.Combine(_folder.FullName, name));

    private async Task<string> RunAsync(params string[] arguments)
    {
        var answer = await RecoupProcess.RunInAsync(_environment, Path.Combine(_folder.FullName, "desk"), null, arguments);
        answer.ExitCode.ShouldBeOneOf([0, 3], $"{string.Join(' ', arguments)}: {answer.Error}");
        return answer.Output;
    }

    private async Task VerifiedAsync() => (await RunAsync("audit", "verify")).ShouldNotBeEmpty();

    /// <summary>Asks again until the answer is as wanted: a server looks every ten seconds what is due.</summary>
    private static async Task<JsonElement> UntilAsync(HttpClient client, string path, Func<JsonElement, bool> wanted)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>(path, Cancel);
            if (wanted(answer))
                return answer;
            began.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3), answer.GetRawText());
            await Task.Delay(100, Cancel);
        }
    }
}
