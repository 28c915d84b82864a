using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup audit list|export|verify</c>, and that every verb that changes something is in the log.</summary>
public sealed class AuditVerbTests
{
    [Fact]
    public async Task P14_Every_action_leaves_one_entry_with_who_and_what()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();
        await premises.DoneAsync("settings set threshold.inactiveDays 60");
        await premises.DoneAsync("scan");
        var (id, account) = await premises.AFindingAsync();
        await premises.DoneAsync($"hold add {account} --owner Zoë --reason leave --until 2027-03-31");
        await premises.DoneAsync($"hold remove {account}");
        await premises.DoneAsync($"dismiss {id} --reason known");
        await premises.DoneAsync($"dismiss {id} --undo");
        await premises.DoneAsync($"settings set billingContact {account}");
        await premises.DoneAsync($"audit export {Path.Combine(premises.Shell.Folder, "log.csv")}");
        await premises.DoneAsync($"forget {account} --yes");
        await premises.DoneAsync("clear --yes");

        var audit = (await premises.JsonAsync("audit list")).EnumerateArray().ToList();
        (string Action, string Outcome)[] expected =
        [
            ("connection.set", "done"), ("site.connect", "done"), ("settings.set", "done"), ("scan.start", "done"), ("scan.end", "complete"),
            ("hold.add", "done"), ("hold.remove", "done"), ("finding.dismiss", "done"), ("finding.reopen", "done"),
            ("settings.set", "done"), ("audit.export", "done"), ("settings.set", "done"), ("person.forget", "done"), ("data.clear", "done"),
        ];
        audit.Select(e => (e.GetProperty("action").GetString()!, e.GetProperty("outcome").GetString()!)).ShouldBe(expected);
        audit.ShouldAllBe(e => e.GetProperty("actor").GetString() == "ada");
        audit.Select(e => e.GetProperty("seq").GetInt64()).ShouldBe(Enumerable.Range(1, expected.Length).Select(n => (long)n));
        audit[2].GetProperty("note").GetString().ShouldBe("threshold.inactiveDays: 90 → 60");
        audit[3].GetProperty("note").GetString().ShouldBe(audit[4].GetProperty("note").GetString());
        audit[4].GetProperty("numbers").GetProperty("accounts").GetInt64().ShouldBe(120);
    }

    [Fact]
    public async Task P14_An_import_leaves_one_entry_and_reading_leaves_none()
    {
        await using var premises = await Premises.StartAsync();
        var file = premises.Shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\na,Ann,ann@x.test,Active,User,1 Jan 2024\n");
        var import = await premises.RunAsync($"import {file}");
        foreach (var reading in new[] { "users list", "users show a", "recommendations list", "scans list", "settings list", "hold list", "doctor", "audit verify" })
            await premises.DoneAsync(reading);

        (await premises.ActionsAsync()).ShouldBe(["import"]);
        import.Error.ShouldContain("audit head 1:");
    }

    [Fact]
    public async Task P14_What_is_refused_leaves_no_entry_of_something_done()
    {
        await using var premises = await Premises.ScannedAsync();
        var before = await premises.ActionsAsync();

        await premises.RunAsync("settings set threshold.inactiveDays 3");
        await premises.RunAsync("hold add nobody --owner a --reason b --until 2027-01-01");
        await premises.RunAsync("dismiss nothing --reason b");
        await premises.RunAsync("clear");
        await premises.ConnectAsync(key: "a-wrong-key-of-some-length");

        (await premises.ActionsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("log.csv", "")]
    [InlineData("log.jsonl", "")]
    [InlineData("log.txt", "--format csv")]
    public async Task P15_An_export_verifies_without_a_database(string name, string options)
    {
        await using var premises = await Premises.ScannedAsync();
        var file = Path.Combine(premises.Shell.Folder, name);

        var export = await premises.DoneAsync($"audit export {file} {options}");
        Directory.Delete(premises.Shell.Data, recursive: true);
        var verify = await premises.DoneAsync($"audit verify {file}");

        var head = Head(export);
        verify.ShouldContain($"The chain is whole: 6 entries, head {head}.");
        verify.ShouldContain("--head SEQ:HASH");
        Directory.Exists(premises.Shell.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task P15_A_file_that_was_cut_or_edited_is_found_out()
    {
        await using var premises = await Premises.ScannedAsync();
        var file = Path.Combine(premises.Shell.Folder, "log.csv");
        var head = Head(await premises.DoneAsync($"audit export {file}"));
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);

        premises.Shell.Write("log.csv", string.Join('\n', lines[..^1]) + "\n");
        var alone = await premises.RunAsync($"audit verify {file}");
        var against = await premises.RunAsync($"audit verify {file} --head {head}");
        premises.Shell.Write("log.csv", string.Join('\n', lines).Replace("settings.set", "settings.get", StringComparison.Ordinal) + "\n");
        var edited = await premises.RunAsync($"audit verify {file}");

        alone.Code.ShouldBe(ExitCode.Ok);
        against.Code.ShouldBe(ExitCode.Failed);
        against.Out.ShouldBe("BROKEN: entry 6: the chain ends at entry 5 and once had 6: its end was cut off.\n");
        edited.Code.ShouldBe(ExitCode.Failed);
        edited.Out.ShouldStartWith("BROKEN: entry 3 (line 4): ");
    }

    [Theory]
    [InlineData("drop trigger audit_entries_update; update audit_entries set record = replace(record, 'settings.set', 'settings.get')", "BROKEN: entry 3: ")]
    [InlineData("drop trigger audit_entries_delete; delete from audit_entries where seq = 2", "BROKEN: entry 2: ")]
    [InlineData("drop trigger audit_entries_delete; delete from audit_entries where seq = 5", "BROKEN: entry 5: ")]
    [InlineData("drop trigger audit_heads_update; update audit_heads set seq = 3", "BROKEN: entry 4: ")]
    [InlineData("drop trigger audit_heads_delete; delete from audit_heads", "BROKEN: entry 1: ")]
    [InlineData("drop trigger audit_heads_update; update audit_heads set hash = substr(hash, 2) || 'a'", "BROKEN: entry 5: ")]
    public async Task P14_A_log_that_was_changed_behind_Recoups_back_is_broken_and_it_says_where(string sql, string words)
    {
        await using var premises = await Premises.ScannedAsync();
        (await premises.DoneAsync("audit verify")).ShouldContain("The chain is whole: 5 entries");

        Sqlite.Execute(premises.Shell.Data, sql);
        var verify = await premises.RunAsync("audit verify");

        verify.Code.ShouldBe(ExitCode.Failed);
        verify.Out.ShouldStartWith(words);
    }

    [Fact]
    public async Task Every_scan_and_import_prints_the_head_to_compare_with()
    {
        await using var premises = await Premises.ScannedAsync();

        var scan = await premises.RunAsync("scan");
        var head = scan.Error.Split('\n').Single(l => l.StartsWith("audit head ", StringComparison.Ordinal))["audit head ".Length..];

        (await premises.DoneAsync($"audit verify --head {head}")).ShouldContain($"head {head}.");
        (await premises.DoneAsync("doctor")).ShouldContain($"Audit head: {head}");
    }

    [Fact]
    public async Task The_installations_log_is_exported_as_its_own_chain_and_says_so()
    {
        await using var premises = await Premises.ScannedAsync();
        var file = Path.Combine(premises.Shell.Folder, "installation.jsonl");

        await premises.DoneAsync($"audit export {file} --chain installation");

        (await premises.DoneAsync($"audit verify {file}")).ShouldContain("The chain is whole: 1 entry");
        (await premises.ActionsAsync("--chain installation")).ShouldBe(["audit.export"]);
    }

    [Fact]
    public async Task A_file_is_held_against_the_log_that_was_named_and_says_whose_it_is()
    {
        await using var premises = await Premises.ScannedAsync();
        var file = Path.Combine(premises.Shell.Folder, "log.jsonl");
        await premises.DoneAsync($"audit export {file}");

        (await premises.DoneAsync($"audit verify {file}")).ShouldContain($"It is the log of {premises.Org}.");
        (await premises.DoneAsync($"audit verify {file} --org {premises.Org}")).ShouldContain("The chain is whole");
        (await premises.RunAsync($"audit verify {file} --org another")).Out.ShouldStartWith($"BROKEN: entry 1 (line 1): it belongs to the chain \"{premises.Org}\" and not to \"another\".");
        (await premises.RunAsync($"audit verify {file} --chain installation")).Code.ShouldBe(ExitCode.Failed);
    }

    [Fact]
    public async Task What_cannot_be_read_or_written_is_said()
    {
        await using var premises = await Premises.ScannedAsync();

        var name = await premises.RunAsync("audit export log.txt");
        var place = await premises.RunAsync($"audit export {Path.Combine(premises.Shell.Folder, "none", "log.csv")}");
        var missing = await premises.RunAsync("audit verify none.csv");
        var other = await premises.RunAsync($"audit verify {premises.Shell.Write("other.csv", "a,b\n1,2\n")}");
        var head = await premises.RunAsync("audit verify --head 3:abc");

        (name.Code, head.Code).ShouldBe((ExitCode.Usage, ExitCode.Usage));
        name.Error.ShouldContain("call the file .csv or .jsonl");
        head.Error.ShouldContain("is not a head of an audit log");
        new[] { place, missing, other }.ShouldAllBe(r => r.Code == ExitCode.Failed);
        place.Error.ShouldContain("cannot be written");
        missing.Error.ShouldContain("cannot be read");
        other.Error.ShouldContain("not an exported audit log");
    }

    private static string Head(string export) => export.Split("head ")[1].Split('.')[0];
}
