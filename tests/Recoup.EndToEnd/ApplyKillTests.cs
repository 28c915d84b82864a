using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.EndToEnd;

/// <summary>
/// The built binary applies and undoes a plan of 300 rows, while requests go wrong by chance and the process is killed at moments
/// that nobody chose. The emulator's ledger of writes is the truth that everything is held against.
/// </summary>
public sealed class ApplyKillTests : IAsyncDisposable
{
    private const int Rows = 300;

    private static readonly bool Long = Environment.GetEnvironmentVariable("RECOUP_LONG") == "1";

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("recoup-apply-kills-");
    private readonly Random _random = new(20261126);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_folder.FullName, "key");

    [Fact]
    public async Task P14_A_run_killed_at_any_moment_does_each_change_exactly_once_and_the_log_tells_all_of_it()
    {
        var (kills, wanted) = (0, Long ? 500 : 20);
        for (var round = 0; kills < wanted; round++)
        {
            // Another organisation each time: who was given access back lately is left alone.
            await using var emulator = await EmulatorServer.StartAsync(new() { Users = 2_000, Seed = 11 + round }, Cancel);
            await File.WriteAllTextAsync(KeyFile, emulator.Key, Cancel);
            var data = Path.Combine(_folder.FullName, $"round-{round}");
            var (org, plan) = await PlannedAsync(emulator, data);
            var before = await FactsAsync(data);
            var written = emulator.Ledger.Entries.Count;

            var apply = await KilledAsync(emulator, data, ["apply", plan.GetProperty("id").GetString()!, "--yes"]);
            kills += apply.Kills;
            var taken = Changes.Made(emulator, written);
            CheckApplied(plan, apply.Run, taken);
            await CheckLogAsync(data, Changes.Made(emulator, written));

            var applied = emulator.Ledger.Entries.Count;
            var undo = await KilledAsync(emulator, data, ["undo", apply.Run.GetProperty("runId").GetString()!, "--yes"]);
            kills += undo.Kills;
            CheckUndone(taken, undo.Run, Changes.Made(emulator, applied));
            await CheckLogAsync(data, Changes.Made(emulator, written));
            await RunAsync(data, "scan", "--full");
            (await FactsAsync(data)).Except(before).ShouldBeEmpty($"round {round}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills");
    }

    /// <summary>Scans, plans 300 rows and has them approved, as a second person would on the pages.</summary>
    private async Task<(OrgId Org, JsonElement Plan)> PlannedAsync(EmulatorServer emulator, string data)
    {
        await RunAsync(data, "connect", "--org", emulator.Org, "--key-file", KeyFile, "--api-url", $"{emulator.Api}");
        foreach (var (name, value) in new[] { ("threshold.inactiveDays", "14"), ("threshold.neverUsedDays", "3"), ("threshold.externalDays", "14"), ("verify.afterMinutes", "0") })
            await RunAsync(data, "settings", "set", name, value);
        await RunAsync(data, "scan");
        // Not enough is idle for so large a plan: two people of seven have left.
        var users = JsonDocument.Parse(await RunAsync(data, "users", "list", "--json")).RootElement.EnumerateArray().Select(u => u.GetProperty("accountId").GetString()!).ToList();
        var list = Path.Combine(_folder.FullName, "people.csv");
        await File.WriteAllLinesAsync(list, ["account id,status", .. users.Select((id, i) => $"{id},{(i % 7 < 2 ? "terminated" : "active")}")], Cancel);
        await RunAsync(data, "people", "import", list);
        await RunAsync(data, "scan");
        var plan = JsonDocument.Parse(await RunAsync(data, "plan", "create", "--max", $"{Rows}", "--json")).RootElement;
        plan.GetProperty("rows").GetArrayLength().ShouldBeGreaterThan(Rows - 60);
        var org = new OrgId(emulator.Org);
        await using var workplace = await Workplace.OpenAsync(data, CommandHost.System, Cancel);
        var stored = (await workplace.Store.TryGetPlanAsync(org, plan.GetProperty("id").GetString()!, Cancel))!;
        var (approval, refusal) = Approving.Approve(stored, stored.Head.Hash, "somebody else", isOnlyApprover: false, typed: null, DateTimeOffset.UtcNow);
        await workplace.Store.CommitAsync(
            new Change(org, new() { Chain = Core.Audit.AuditChain.Of(org), Actor = "somebody else", Action = "plan.approve", Outcome = "done" }) { Approval = approval.ShouldNotBeNull(refusal?.Reason) }, Cancel);
        return (org, plan);
    }

    /// <summary>Runs a verb, kills it, and goes on with the run it began, until that has ended.</summary>
    private async Task<(JsonElement Run, int Kills)> KilledAsync(EmulatorServer emulator, string data, string[] verb)
    {
        var (kills, halts) = (0, 0);
        string[] arguments = [.. verb, "--write-key-file", KeyFile, "--json"];
        while (true)
        {
            var requests = After(emulator, _random.Next(1, 120));
            await using var recoup = RecoupProcess.Start(data, arguments);
            var end = recoup.EndAsync();
            await Task.WhenAny(end, requests);
            emulator.Faults.Clear();
            if (!recoup.HasEnded)
            {
                await recoup.KillAsync();
                kills++;
            }

            // A kill before the run was written down leaves nothing to go on with.
            var runs = JsonDocument.Parse(await RunAsync(data, "runs", "list", "--json")).RootElement;
            var run = runs.GetArrayLength() == 0 ? default : runs[0];
            if (run.ValueKind == JsonValueKind.Undefined || (verb[0] == "undo") != (run.GetProperty("kind").GetString() == "undo"))
                continue;
            var id = run.GetProperty("id").GetString()!;
            if (run.GetProperty("status").GetString() == "done")
                return (JsonDocument.Parse(await RunAsync(data, "runs", "show", id, "--json")).RootElement, kills);
            (++halts).ShouldBeLessThan(1_000, $"the run does not come to an end: {run}");
            arguments = ["runs", "resume", id, "--write-key-file", KeyFile, "--json"];
        }
    }

    /// <summary>
    /// Each change of each row exactly once, and nothing that no row names. A scan cannot see a role that is given beside a group
    /// (counts explain it): such a row is skipped by name, and nothing of it is done.
    /// </summary>
    private static void CheckApplied(JsonElement plan, JsonElement run, IReadOnlyList<(string Key, string Account)> changed)
    {
        var rows = run.GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!);
        rows.Count.ShouldBe(plan.GetProperty("rows").GetArrayLength());
        var left = rows.Values.Where(r => r.GetProperty("outcome").GetString() != "done").ToList();
        left.Where(r => r.GetProperty("gate").GetString() != "path-changed").Select(r => r.GetRawText()).ShouldBeEmpty();
        left.Count.ShouldBeLessThan(rows.Count / 20);
        changed.ShouldBeThoseDone(plan, run);
    }

    /// <summary>Everything that was taken is given back, each once.</summary>
    private static void CheckUndone(IReadOnlyList<(string Key, string Account)> taken, JsonElement run, IReadOnlyList<(string Key, string Account)> given)
    {
        run.GetProperty("rows").EnumerateArray().Where(r => r.GetProperty("outcome").GetString() != "done").Select(r => r.GetRawText()).ShouldBeEmpty();
        given.Select(c => Changes.Opposite(c.Key)).ShouldBeUnique();
        taken.Select(c => c.Key).Except(given.Select(c => Changes.Opposite(c.Key))).ShouldBeEmpty();
        given.Select(c => Changes.Opposite(c.Key)).Except(taken.Select(c => c.Key)).ShouldBeEmpty();
    }

    /// <summary>The chain is whole, and every change stands in it as intended and as done, of the account that the ledger names.</summary>
    private async Task CheckLogAsync(string data, IReadOnlyList<(string Key, string Account)> changed)
    {
        await RunAsync(data, "audit", "verify");
        var file = Path.Combine(_folder.FullName, $"{Path.GetFileName(data)}.jsonl");
        await RunAsync(data, "audit", "export", file);
        var entries = (await File.ReadAllLinesAsync(file, Cancel)).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(e => (Record: JsonDocument.Parse(e.GetProperty("record").GetString()!).RootElement, Subject: e.TryGetProperty("subject", out var subject) ? subject.GetString() : null))
            .Select(e => $"{e.Record.GetProperty("action").GetString()} {e.Record.GetProperty("outcome").GetString()} {e.Subject}").ToList();
        foreach (var (key, account) in changed)
        {
            var word = key.Split(' ')[0] switch { "leave" => "leave-group", "join" => "join-group", "revoke" => "revoke-role", "assign" => "assign-role", var verb => verb };
            entries.ShouldContain($"{word} intended {account}");
            entries.ShouldContain($"{word} done {account}");
        }

        File.Delete(file);
    }

    /// <summary>Lets requests go wrong by chance, and ends when so many more have come.</summary>
    private Task After(EmulatorServer emulator, int requests)
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
        Fault[] kinds = [new Fault.Drop(), new Fault.AnswerLost(), new Fault.Failed(500), new Fault.Failed(429), Fault.ProxyPage(503), Fault.ProxyPage(), new Fault.TruncatedJson()];
        foreach (var fault in kinds)
            emulator.Faults.Next((_, path) => path.Contains("/admin/v2/", StringComparison.Ordinal) && _random.Next(400) == 0, int.MaxValue, fault);
        return reached.Task;
    }

    /// <summary>Who holds what. How it is held is read of candidates alone, and those are others by then.</summary>
    private static async Task<List<string>> FactsAsync(string data) =>
    [
        .. from user in JsonDocument.Parse(await RunAsync(data, "users", "list", "--json")).RootElement.EnumerateArray()
           let seats = user.GetProperty("seats").EnumerateArray().Select(s => $"{s.GetProperty("product")} {s.GetProperty("site")} {s.GetProperty("role")}")
           select $"{user.GetProperty("accountId")} {user.GetProperty("status")} {string.Join(", ", seats)}",
    ];

    private static async Task<string> RunAsync(string data, params string[] arguments)
    {
        var answer = await RecoupProcess.RunAsync(data, null, arguments);
        answer.ExitCode.ShouldBeOneOf([0, 3], $"{string.Join(' ', arguments)}: {answer.Error}");
        return answer.Output;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
