using System.Text;
using System.Text.Json;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup policy show|check|diff|set|schema</c>.</summary>
public sealed class PolicyVerbTests
{
    private const string Sixty = """{ "version": 1, "thresholds": { "inactiveDays": 60 } }""";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [Fact]
    public async Task What_is_shown_is_accepted_and_changes_nothing()
    {
        using var shell = new Shell();
        var shown = await shell.RunAsync("policy", "show");
        var file = shell.Write("policy.jsonc", shown.Out);

        var check = await shell.RunAsync("policy", "check", file);
        var diff = await shell.RunAsync("policy", "diff", file);
        var set = await shell.RunAsync("policy", "set", file);

        check.Code.ShouldBe(ExitCode.Ok, check.Error);
        check.Out.ShouldContain("is good: 0 rules off, 0 scopes, 0 exclusions. Hash 5c5157f2");
        diff.Out.Trim().ShouldBe("It is the policy that holds already.");
        set.Out.ShouldStartWith("Nothing to change: this is the policy of local already.");
        (await shell.RunAsync("audit", "list", "--org", "local")).Out.ShouldNotContain("policy.set");
        shown.Out.ShouldContain("// No scan has come to an end yet: only that tells which rules are silent.");
    }

    [Fact]
    public async Task Shown_at_the_end_are_the_rules_that_are_silent_and_what_for()
    {
        await using var premises = await Premises.ScannedAsync();

        var before = await premises.DoneAsync("policy show");
        await premises.DoneAsync("settings set purchased.jira-software 500");
        await premises.DoneAsync("settings set billing.jira-software annual");
        var after = await premises.DoneAsync("policy show");
        var off = premises.Shell.Write("off.json", """{ "version": 1, "rules": { "R06": "off" } }""");
        await premises.DoneAsync($"policy set {off}");

        before.ShouldContain("// Silent until they have what they need:");
        before.ShouldContain("//   R06 has left: waits for a list of people");
        before.ShouldContain("//   R24 bought, held by nobody: waits for how many seats are bought and how they are billed: recoup settings set purchased.jira-software 500");
        after.ShouldNotContain("R24 bought, held by nobody: waits");
        (await premises.DoneAsync("policy show")).ShouldNotContain("R06 has left: waits");
        before.TrimEnd().Split('\n')[^1].ShouldStartWith("//   R24");
    }

    [Fact]
    public async Task As_JSON_it_has_the_hash_and_a_policy_that_is_accepted()
    {
        using var shell = new Shell();
        await shell.RunAsync("policy", "set", shell.Write("p.json", """{ "version": 1, "exclusions": [{ "where": { "group": "größte" }, "reason": "r" }] }"""));

        var json = JsonDocument.Parse((await shell.RunAsync("policy", "show", "--json")).Out).RootElement;
        var check = await shell.RunAsync("policy", "check", shell.Write("q.json", json.GetProperty("policy").GetRawText()), "--json");

        json.GetProperty("policy").GetRawText().ShouldContain("größte");
        var checkedJson = JsonDocument.Parse(check.Out).RootElement;
        checkedJson.GetProperty("valid").GetBoolean().ShouldBeTrue();
        checkedJson.GetProperty("hash").GetString().ShouldBe(json.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task P10_A_bad_file_is_refused_with_everything_that_is_wrong_and_nothing_is_kept()
    {
        using var shell = new Shell();
        var file = shell.Write("bad.jsonc", "{ \"version\": 1,\n\"thresholds\": { \"inactiveDays\": 5 },\n\"rules\": { \"R99\": \"off\" } }");

        foreach (var verb in new[] { "check", "diff", "set" })
        {
            var run = await shell.RunAsync("policy", verb, file);

            run.Code.ShouldBe(ExitCode.Failed, verb);
            run.Out.ShouldBeEmpty(verb);
            run.Error.ShouldContain($"{file} is no policy that can be kept:\n  line 2, $.thresholds.inactiveDays: 5 does not fit: write a whole number from 7 to 730.\n  line 3, $.rules.R99: is not known here: write one of R01, R02,", customMessage: verb);
        }

        (await shell.RunAsync("settings", "get", "threshold.inactiveDays")).Out.Trim().ShouldBe("90");
        var json = await shell.RunAsync("policy", "check", file, "--json");
        json.Code.ShouldBe(ExitCode.Failed);
        JsonDocument.Parse(json.Out).RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("line").GetInt32()).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_file_that_is_none_is_told()
    {
        using var shell = new Shell();
        var latin = Path.Combine(shell.Folder, "latin.json");
        File.WriteAllBytes(latin, Encoding.Latin1.GetBytes("""{ "version": 1 } // für alle"""));
        var marked = Path.Combine(shell.Folder, "marked.json");
        File.WriteAllBytes(marked, [.. Encoding.UTF8.Preamble, .. "{ \"version\": 1 }"u8]);

        (await shell.RunAsync("policy", "check", Path.Combine(shell.Folder, "nowhere.json"))).Error.ShouldContain("cannot be read");
        (await shell.RunAsync("policy", "check", shell.Folder)).Error.ShouldContain("cannot be read");
        (await shell.RunAsync("policy", "check", latin)).Error.ShouldContain("is no text in UTF-8: save it with that encoding.");
        (await shell.RunAsync("policy", "check", shell.Write("large.json", new string(' ', 1_000_001)))).Error.ShouldContain("is larger than 1 MB, which no policy is.");
        (await shell.RunAsync("policy", "check", shell.Write("many.json", "{" + string.Concat(Enumerable.Range(0, 500).Select(i => $"\"a{i}\":1,")) + "}"))).Error.ShouldContain("  and 401 more.");
        (await shell.RunAsync("policy", "check", marked)).Code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public async Task What_a_file_says_moves_no_cursor()
    {
        using var shell = new Shell();

        var run = await shell.RunAsync("policy", "check", shell.Write("odd.json", "{ \"version\": 1, \"\\u001b[2J\": 1, \"scopes\": [{ \"where\": { \"group\": \"\\u001b[31m\" } }] }"));

        run.Error.ShouldContain("[2J");
        run.Error.ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task From_standard_input_it_is_taken_too()
    {
        using var shell = new Shell();

        var run = await shell.TypeAsync(Sixty, "policy", "set", "-");

        run.Code.ShouldBe(ExitCode.Ok, run.Error);
        (await shell.RunAsync("settings", "get", "threshold.inactiveDays")).Out.Trim().ShouldBe("60");
    }

    [Fact]
    public async Task Names_that_nobody_in_the_last_scan_has_get_a_warning()
    {
        await using var premises = await Premises.ScannedAsync();
        var domain = premises.Emulator.Organisation.Accounts[0].Email!.Split('@')[1];
        var file = premises.Shell.Write("p.jsonc", $$"""
            { "version": 1,
              "scopes": [{ "where": { "site": "nowhere" }, "inactiveDays": 60 },
                         { "where": { "domain": "{{domain}}", "product": "confluence" }, "inactiveDays": 60 }],
              "exclusions": [{ "where": { "group": "works council" }, "reason": "r" }] }
            """);

        var run = await premises.RunAsync($"policy check {file}");

        run.Code.ShouldBe(ExitCode.Ok, run.Error);
        run.Out.Split('\n').Where(l => l.StartsWith("Warning", StringComparison.Ordinal)).Select(l => l.Split(": sites are")[0].TrimEnd('.')).ShouldBe(
        [
            "Warning: line 2, $.scopes[0].where.site: nobody in the last scan has a seat on a site \"nowhere\"",
            "Warning: line 4, $.exclusions[0].where.group: nobody in the last scan is known to be in a group \"works council\": who is in a group that gives no seat is read from the next scan on",
        ]);
    }

    [Fact]
    public async Task Before_the_first_scan_names_are_not_looked_for_and_that_is_said()
    {
        using var shell = new Shell();
        var file = shell.Write("p.json", """{ "version": 1, "exclusions": [{ "where": { "group": "x" }, "reason": "r" }] }""");

        (await shell.RunAsync("policy", "check", file)).Error.ShouldContain("No scan has come to an end yet");
        (await shell.RunAsync("policy", "diff", file)).Out.ShouldContain("No scan has come to an end yet, so what it would find is not known.");
    }

    [Fact]
    public async Task Diff_says_what_would_change_and_changes_nothing()
    {
        await using var premises = await Premises.ScannedAsync(users: 300, seed: 7);
        var file = premises.Shell.Write("p.json", """{ "version": 1, "rules": { "R02": "off" }, "exclusions": [{ "where": { "product": "confluence" }, "reason": "frozen" }] }""");
        var (before, actions, sent) = (await premises.DoneAsync("recommendations list --json"), (await premises.ActionsAsync()).Count, premises.Shell.Sent.All.Count);

        var text = await premises.DoneAsync($"policy diff {file}");
        var json = await premises.JsonAsync($"policy diff {file}");

        text.ShouldContain("rules.R02");
        text.ShouldContain("gone, was probable");
        text.ShouldContain("probable → excluded");
        text.ShouldContain("and ");
        text.ShouldContain($"more: recoup policy diff {file} --json");
        json.GetProperty("policy").EnumerateArray().Select(p => p.GetProperty("part").GetString()).ShouldBe(["rules.R02", "exclusions"]);
        json.GetProperty("accounts").GetInt32().ShouldBe(300);
        json.GetProperty("removed").EnumerateArray().ShouldAllBe(r => r.GetProperty("rule").GetString() == "R02" && r.GetProperty("to").ValueKind == JsonValueKind.Null);
        json.GetProperty("changed").EnumerateArray().ShouldContain(c => c.GetProperty("rule").GetString() == "R01" && c.GetProperty("from").GetString() == "probable" && c.GetProperty("to").GetString() == "excluded");
        json.GetProperty("removed").GetArrayLength().ShouldBeGreaterThan(20);
        (await premises.DoneAsync("recommendations list --json")).ShouldBe(before);
        (await premises.ActionsAsync()).Count.ShouldBe(actions);
        premises.Shell.Sent.All.Count.ShouldBe(sent);
        (await premises.DoneAsync("settings get threshold.inactiveDays")).Trim().ShouldBe("90");
    }

    [Fact]
    public async Task Set_prints_the_counts_keeps_the_policy_and_writes_down_both_hashes()
    {
        await using var premises = await Premises.ScannedAsync(users: 300, seed: 7);
        var file = premises.Shell.Write("p.json", """{ "version": 1, "rules": { "R02": "off" }, "thresholds": { "bufferPercent": 20 } }""");
        var told = await premises.JsonAsync($"policy diff {file}");
        var was = (await premises.JsonAsync("policy show")).GetProperty("hash").GetString();

        var set = await premises.DoneAsync($"policy set {file}");
        var becomes = (await premises.JsonAsync("policy show")).GetProperty("hash").GetString();
        var entry = (await premises.JsonAsync("audit list")).EnumerateArray().Last();
        await premises.DoneAsync("scan --full");

        set.ShouldContain($"{told.GetProperty("removed").GetArrayLength()} removed");
        set.ShouldContain($"Hash {becomes}");
        entry.GetProperty("action").GetString().ShouldBe("policy.set");
        entry.GetProperty("note").GetString().ShouldBe($"{was} → {becomes}");
        entry.GetProperty("numbers").GetProperty("removed").GetInt32().ShouldBe(told.GetProperty("removed").GetArrayLength());
        entry.GetProperty("numbers").GetProperty("added").GetInt32().ShouldBe(told.GetProperty("added").GetArrayLength());
        (await premises.JsonAsync("recommendations list")).EnumerateArray().ShouldAllBe(r => r.GetProperty("rule").GetString() != "R02");
        (await premises.DoneAsync("settings get cost.jira-software")).Trim().ShouldBe("7.53");
        (await premises.DoneAsync("settings get threshold.bufferPercent")).Trim().ShouldBe("20");
    }

    [Fact]
    public async Task A_policy_that_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        using var shell = new Shell();
        var file = shell.Write("p.json", Sixty);
        using var error = new StringWriter();
        await using var output = new Interrupted(() => shell.RunAsync("settings", "set", "threshold.externalDays", "60"));
        var host = new CommandHost(output, error, TextReader.Null, shell.Time, shell.Environment.GetValueOrDefault) { User = "ada" };

        var code = await CommandLine.RunAsync(["policy", "set", file], host);

        code.ShouldBe(ExitCode.Failed);
        error.ToString().ShouldContain("The policy was changed by somebody else just now, and nothing was kept.");
        (await shell.RunAsync("settings", "get", "threshold.inactiveDays")).Out.Trim().ShouldBe("90");
        (await shell.RunAsync("settings", "get", "threshold.externalDays")).Out.Trim().ShouldBe("60");
    }

    /// <summary>Somebody else does something as soon as the first line is printed.</summary>
    private sealed class Interrupted(Func<Task> meanwhile) : StringWriter
    {
        private bool _done;

        public override async Task WriteLineAsync(string? value)
        {
            if (!_done)
            {
                _done = true;
                await meanwhile();
            }

            await base.WriteLineAsync(value);
        }
    }

    [Fact]
    public async Task A_part_that_is_missing_goes_back_to_its_default_and_the_difference_says_so()
    {
        using var shell = new Shell();
        await shell.RunAsync("settings", "set", "threshold.externalDays", "60");

        var diff = await shell.RunAsync("policy", "diff", shell.Write("p.json", Sixty), "--json");

        JsonDocument.Parse(diff.Out).RootElement.GetProperty("policy").EnumerateArray()
            .Select(p => $"{p.GetProperty("part")} {p.GetProperty("from")} {p.GetProperty("to")}")
            .ShouldBe(["thresholds.inactiveDays 90 60", "thresholds.externalDays 60 45"]);
    }

    [Fact]
    public async Task The_schema_is_printed_as_it_is_documented()
    {
        using var shell = new Shell();

        (await shell.RunAsync("policy", "schema")).Out.ShouldBe(File.ReadAllText(Path.Combine(Root(), "docs", "policy.schema.json")));
    }

    [Fact]
    public async Task The_example_in_the_documentation_is_good()
    {
        using var shell = new Shell();
        var parts = File.ReadAllText(Path.Combine(Root(), "docs", "policy.md")).Split("```");
        var examples = parts.Where(p => p.StartsWith("jsonc\n", StringComparison.Ordinal)).Select(p => p["jsonc\n".Length..]).ToList();

        var example = examples.ShouldHaveSingleItem();
        var check = await shell.RunAsync("policy", "check", shell.Write("p.jsonc", example), "--json");

        check.Code.ShouldBe(ExitCode.Ok, check.Out);
        var result = JsonDocument.Parse(check.Out).RootElement;
        result.GetProperty("warnings").GetArrayLength().ShouldBe(0);
    }
}
