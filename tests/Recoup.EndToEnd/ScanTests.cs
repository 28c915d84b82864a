using System.Text;
using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Rules;
using Recoup.Engine.Reporting;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.EndToEnd;

/// <summary>The main job on the built binary, against an emulator that is a process of its own.</summary>
public sealed class ScanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_prints_one_object_with_everything_that_scripts_rely_on()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(300);
        await organisation.ConnectAsync();
        (await RecoupProcess.RunAsync(organisation.Data, null, "settings", "set", "cost.jira-software", "7.53")).ExitCode.ShouldBe(0);

        var scan = await RecoupProcess.RunAsync(organisation.Data, null, "scan", "--json");
        var printed = JsonDocument.Parse(scan.Output).RootElement;

        scan.ExitCode.ShouldBe(0, scan.Error);
        printed.GetProperty("status").GetString().ShouldBe("complete");
        printed.GetProperty("accounts").GetInt32().ShouldBe(300);
        foreach (var name in new[] { "scanId", "seats", "requests", "seconds", "health", "recommendations", "recoverable" })
            printed.TryGetProperty(name, out _).ShouldBeTrue(name);
        printed.GetProperty("recommendations").GetProperty("byTier").GetProperty("probable").GetInt32().ShouldBeGreaterThan(0);
        var saving = printed.GetProperty("recoverable")[0];
        saving.GetProperty("currency").GetString().ShouldBe("USD");
        saving.GetProperty("perMonth").GetDecimal().ShouldBeGreaterThan(0);
        saving.GetProperty("effective").ValueKind.ShouldBe(JsonValueKind.Null);
        saving.GetProperty("estimate").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Recommendations_carry_their_evidence()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(300);
        await organisation.ConnectAsync();
        await RecoupProcess.RunAsync(organisation.Data, null, "scan");

        var listed = await RecoupProcess.RunAsync(organisation.Data, null, "recommendations", "list", "--tier", "certain,probable", "--json");
        var rows = JsonDocument.Parse(listed.Output).RootElement.EnumerateArray().ToList();

        rows.ShouldNotBeEmpty();
        foreach (var row in rows)
        {
            foreach (var name in new[] { "id", "rule", "tier", "accountId", "displayName", "kind", "product", "site", "action", "evidence", "guards", "saving", "firstSeen", "lastSeen", "state" })
                row.TryGetProperty(name, out _).ShouldBeTrue(name);
            row.GetProperty("tier").GetString().ShouldBeOneOf("certain", "probable");
            row.GetProperty("state").GetString().ShouldBe("open");
            foreach (var evidence in row.GetProperty("evidence").EnumerateArray())
                evidence.EnumerateObject().Select(p => p.Name).ShouldBe(["signal", "value", "source", "fetchedAt"]);
        }
    }

    [Fact]
    public async Task P05_The_key_is_found_nowhere()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(120);
        await organisation.ConnectAsync();
        var outputs = new StringBuilder();
        foreach (var verb in new[] { "scan", "scans list --json", "users list --json", "recommendations list --format csv", "settings list" })
        {
            var answer = await RecoupProcess.RunAsync(organisation.Data, null, verb.Split(' '));
            outputs.Append(answer.Output).Append(answer.Error);
        }

        var files = Directory.EnumerateFiles(organisation.Data, "*", SearchOption.AllDirectories).ToList();

        outputs.ToString().ShouldNotContain(organisation.Key);
        files.ShouldContain(f => f.EndsWith("recoup.db", StringComparison.Ordinal));
        foreach (var file in files)
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel)).Contains(organisation.Key, StringComparison.Ordinal).ShouldBeFalse(file);
    }

    [Fact]
    public async Task A_scan_that_is_killed_goes_on_where_it_stopped()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(5_000);
        var calmData = organisation.Folder("calm");
        await organisation.ConnectAsync(calmData);
        await organisation.ConnectAsync();
        var calm = JsonDocument.Parse((await RecoupProcess.RunAsync(calmData, null, "scan", "--json")).Output).RootElement;

        await using (var killed = RecoupProcess.Start(organisation.Data, "scan"))
        {
            await killed.SaysAsync("reading accounts");
            await killed.KillAsync();
        }

        var resumed = await RecoupProcess.RunAsync(organisation.Data, null, "scan", "--json");
        var rough = JsonDocument.Parse(resumed.Output).RootElement;

        resumed.Error.ShouldContain("going on with the scan");
        rough.GetProperty("status").GetString().ShouldBe("complete");
        foreach (var name in new[] { "accounts", "seats" })
            rough.GetProperty(name).GetInt32().ShouldBe(calm.GetProperty(name).GetInt32());
        rough.GetProperty("recommendations").ToString().ShouldBe(calm.GetProperty("recommendations").ToString());
    }

    [Fact]
    public async Task A_scanned_organisation_of_2000_is_judged_byte_for_byte_alike_natively_and_in_WebAssembly()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(2_000);
        await organisation.ConnectAsync();
        await RecoupProcess.RunAsync(organisation.Data, null, "scan");
        var snapshot = await SnapshotAsync(organisation);

        var native = Snapshot.Judged(snapshot);
        var wasm = await ForgeEngine.JudgeAsync(Encoding.UTF8.GetBytes(snapshot), Cancel);

        wasm.ExitCode.ShouldBe(0, wasm.Error);
        native.Length.ShouldBeGreaterThan(100_000);
        ForgeEngineTests.ShouldBeSameBytes(wasm.Output, Encoding.UTF8.GetBytes(native));
    }

    [Fact]
    public async Task Demo_reports_and_leaves_nothing_behind()
    {
        var temporary = Directory.CreateTempSubdirectory("recoup-demo-test-");
        try
        {
            var demo = await RecoupProcess.RunAsync(temporary.FullName, null, "demo", "--once", "--users", "200");

            demo.ExitCode.ShouldBe(0, demo.Error);
            demo.Output.ShouldContain("seats can be had back: about USD");
            demo.Output.ShouldContain("made-up prices");
            temporary.EnumerateFileSystemInfos().ShouldBeEmpty();
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>What the scan left in the store, as the judge takes it.</summary>
    private static async Task<string> SnapshotAsync(EmulatedOrganisation organisation)
    {
        await using var workplace = await Workplace.OpenAsync(organisation.Data, CommandHost.System, Cancel);
        var org = new Core.Directory.OrgId(organisation.Org);
        var scan = (await Shown.TryGetAsync(workplace.Store, org, Cancel)).ShouldNotBeNull();
        var pages = await workplace.Store.AccountPagesAsync(org, scan.Id, 0, int.MaxValue, Cancel);
        var grants = (await workplace.Store.ListingsAsync(org, scan.Id, new(0, int.MaxValue), Cancel)).SelectMany(p => p.Grants);
        var snapshot = new Snapshot(scan.Survey with { Grants = [.. grants] }, await workplace.Store.SettingsAsync(org, Cancel), [], [.. pages.SelectMany(p => p.Accounts)]);
        snapshot.Accounts.Count.ShouldBe(2_000);
        return JsonSerializer.Serialize(snapshot, CoreJson.Default.Snapshot);
    }
}
