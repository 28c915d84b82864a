using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.Tests.Server;

/// <summary><c>recoup notice export|import|list</c>.</summary>
public sealed class NoticeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Premises> TellingAsync(int days = 14, int users = 300)
    {
        var premises = await Premises.ScannedAsync(users);
        await premises.DoneAsync($"settings set notice.days {days}");
        return premises;
    }

    private static string Beside(Premises premises, string name) => Path.Combine(premises.Shell.Folder, name);

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static List<Dictionary<string, string>> Read(string path)
    {
        using var csv = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(r => ((IDictionary<string, object>)r).ToDictionary(c => c.Key, c => (string)c.Value))];
    }

    private static async Task<List<Dictionary<string, string>>> ExportedAsync(Premises premises, string name = "tell.csv", string more = "")
    {
        (await premises.DoneAsync($"notice export {Beside(premises, name)} {more}")).ShouldContain($"Wrote {Beside(premises, name)}");
        return Read(Beside(premises, name));
    }

    private static async Task<List<JsonElement>> ToTellAsync(Premises premises) =>
        [.. (await premises.JsonAsync("recommendations list --tier certain,probable")).EnumerateArray().Where(f =>
            f.GetProperty("supersededBy").ValueKind == JsonValueKind.Null && f.GetProperty("accountId").ValueKind == JsonValueKind.String
            && Text(f, "state") == "open" && Text(f, "action") is not ("route-out" or "advise") && Text(f, "rule") is not ("R06" or "R16"))];

    private static Task<Shell.Run> ImportAsync(Premises premises, string rows, string heading = "Account ID,Answer,Reason") =>
        premises.RunAsync($"notice import {premises.Shell.Write("answers.csv", $"{heading}\n{rows}\n")}");

    private static void SetDay(Premises premises, int days) => premises.Shell.Time.SetUtcNow(new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.Zero).AddDays(days));

    [Fact]
    public async Task Everybody_is_told_of_whom_something_would_be_done_and_nobody_twice()
    {
        await using var premises = await TellingAsync();
        var wanted = await ToTellAsync(premises);

        var rows = await ExportedAsync(premises);
        var again = await premises.DoneAsync($"notice export {Beside(premises, "again.csv")}");

        wanted.Count.ShouldBeGreaterThan(5);
        rows.Select(r => r["Finding"]).ShouldBe(wanted.Select(f => Text(f, "id")), ignoreOrder: true);
        rows[0].Keys.ShouldBe(["Account ID", "Name", "Email", "What", "Last used", "Answer by", "Finding"]);
        rows.ShouldAllBe(r => r["Answer by"] == "2026-12-07" && r["Email"].Contains('@') && r["Last used"].Length > 0);
        rows.ShouldContain(r => r["What"].EndsWith(" will be taken from you", StringComparison.Ordinal));
        rows.ShouldContain(r => r["What"].StartsWith("Your access to ", StringComparison.Ordinal) && r["What"].Contains(" will be suspended: ", StringComparison.Ordinal));
        again.ShouldContain("Nobody to tell");
        File.Exists(Beside(premises, "again.csv")).ShouldBeFalse();
        foreach (var row in rows)
            (await premises.FindingAsync(row["Finding"])).GetProperty("noticedAt").GetDateTimeOffset().ShouldBeGreaterThan(new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task P14_Telling_leaves_one_entry_that_counts_and_names_nobody()
    {
        await using var premises = await TellingAsync();
        var before = await premises.ActionsAsync();

        var rows = await ExportedAsync(premises);

        (await premises.ActionsAsync()).ShouldBe([.. before, "notice.export"]);
        var entry = (await premises.JsonAsync("audit list")).EnumerateArray().Last();
        entry.GetProperty("subject").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var text in rows.SelectMany(r => new[] { r["Account ID"], r["Name"], r["Email"] }))
            entry.ToString().ShouldNotContain(text);
    }

    [Fact]
    public async Task Off_by_default_nobody_is_told_and_a_plan_waits_for_nobody()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);

        var export = await premises.RunAsync($"notice export {Beside(premises, "tell.csv")}");

        (export.Code, export.Error).ShouldBe((ExitCode.Usage, "Nobody is told before anything is done: notice.days is 0. To give people two weeks to answer: recoup settings set notice.days 14\n"));
        File.Exists(Beside(premises, "tell.csv")).ShouldBeFalse();
        (await premises.JsonAsync("plan create")).GetProperty("skipped").EnumerateArray().ShouldNotContain(s => Text(s, "gate").Contains("notice", StringComparison.Ordinal));
        (await premises.DoneAsync("notice list")).ShouldContain("notice.days is 0");
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_alone_and_nobody_counts_as_told()
    {
        await using var premises = await TellingAsync();
        var path = premises.Shell.Write("tell.csv", "being sent");

        var refused = await premises.RunAsync($"notice export {path}");
        var nowhere = await premises.RunAsync($"notice export {Beside(premises, "no/such/folder.csv")}");

        (refused.Code, refused.Error).ShouldBe((ExitCode.Failed, $"{path} is there already. Name a new file: nobody counts as told yet.\n"));
        nowhere.Error.ShouldContain("cannot be written");
        File.ReadAllText(path).ShouldBe("being sent");
        (await premises.DoneAsync("notice list")).ShouldContain("Nobody was told yet");
        (await premises.ActionsAsync()).ShouldNotContain("notice.export");
    }

    [Fact]
    public async Task Who_has_no_address_is_named_and_not_told_and_no_cell_is_a_formula()
    {
        await using var premises = await TellingAsync();
        var people = (await ToTellAsync(premises)).Select(f => Text(f, "accountId")).Distinct().Take(2).ToList();
        await ChangeAsync(premises, people[0], a => a with { Email = null, Name = "Hidden \u001b[31mNobody" });
        await ChangeAsync(premises, people[1], a => a with { Name = "=HYPERLINK(\"http://x\")" });

        var said = await premises.DoneAsync($"notice export {Beside(premises, "tell.csv")}");

        said.ShouldContain("Without an address, and not told");
        said.ShouldContain($"Hidden \uFFFD[31mNobody, {people[0]}");
        var rows = Read(Beside(premises, "tell.csv"));
        rows.ShouldNotContain(r => r["Account ID"] == people[0]);
        rows.First(r => r["Account ID"] == people[1])["Name"].ShouldBe("'=HYPERLINK(\"http://x\")");
        (await premises.JsonAsync("recommendations list")).EnumerateArray().Where(f => f.GetProperty("accountId").GetString() == people[0]).Count(f => f.GetRawText().Contains("noticedAt", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public async Task From_half_of_the_days_to_their_end_who_has_not_answered_is_reminded_and_nothing_is_noted_anew(int after, bool reminded)
    {
        await using var premises = await TellingAsync();
        var told = await ExportedAsync(premises);
        var (kept, agreed) = (told[0]["Account ID"], told.First(r => r["Account ID"] != told[0]["Account ID"])["Account ID"]);
        (await ImportAsync(premises, $"{kept},keep,x\n{agreed},no,")).Code.ShouldBe(ExitCode.Ok);
        var before = await ToldAsync(premises);
        SetDay(premises, after);

        var run = await premises.DoneAsync($"notice export {Beside(premises, "remind.csv")} --reminder");

        File.Exists(Beside(premises, "remind.csv")).ShouldBe(reminded);
        if (reminded)
            Read(Beside(premises, "remind.csv")).Select(r => (r["Finding"], r["Answer by"])).ShouldBe(told.Where(r => r["Account ID"] != kept && r["Account ID"] != agreed).Select(r => (r["Finding"], r["Answer by"])), ignoreOrder: true);
        else
            run.ShouldContain("Nobody to remind");
        (await ToldAsync(premises)).ShouldBe(before);
    }

    private static async Task<List<(string, DateTimeOffset, string)>> ToldAsync(Premises premises) =>
        [.. (await premises.JsonAsync("notice list")).EnumerateArray().Select(r => (Text(r, "id"), r.GetProperty("noticedAt").GetDateTimeOffset(), Text(r, "answer")))];

    [Fact]
    public async Task An_answer_is_taken_and_decides_what_a_plan_may_hold()
    {
        await using var premises = await TellingAsync();
        var told = await ExportedAsync(premises);
        var people = told.Select(r => r["Account ID"]).Distinct().Take(4).ToList();
        var byMail = told.First(r => r["Account ID"] == people[2])["Email"];

        var run = await ImportAsync(premises, $"{people[0]},,Keep,year-end close\n{people[1]},,NO,\n,{byMail.ToUpperInvariant()},auto-reply,", "Account ID,Email,Answer,Reason");
        var skipped = (await premises.JsonAsync("plan create")).GetProperty("skipped").EnumerateArray().ToLookup(s => Text(s, "accountId"), s => Text(s, "gate"));

        run.Code.ShouldBe(ExitCode.Ok, run.Error);
        run.Out.ShouldContain("1 person keeps what they have and is held, 1 agreed, and 1 could not be reached.");
        var hold = (await premises.JsonAsync("hold list")).EnumerateArray().ShouldHaveSingleItem();
        (Text(hold, "accountId"), Text(hold, "owner"), Text(hold, "reason"), Text(hold, "until")).ShouldBe((people[0], "the person", "year-end close", "2027-02-21"));
        Text(await premises.FindingAsync(told[0]["Finding"]), "state").ShouldBe("held");
        skipped[people[0]].ShouldBeEmpty();
        skipped[people[1]].ShouldNotContain(g => g.Contains("notice", StringComparison.Ordinal));
        skipped[people[2]].ShouldContain("notice-bounced");
        skipped[people[3]].ShouldContain("notice-runs");
        var states = (await premises.JsonAsync("notice list")).EnumerateArray().ToLookup(r => Text(r, "accountId"), r => (Text(r, "answer"), Text(r, "state")));
        people.Select(p => states[p].First()).ShouldBe(
            [("none", "held for the person until 2027-02-21: year-end close"), ("agreed", "agreed"), ("bounced", "did not arrive: somebody has to look"), ("none", "no answer yet")]);
        var table = await premises.DoneAsync("notice list");
        table.ShouldContain("2026-11-23");
        table.ShouldContain("2026-12-07");
    }

    [Fact]
    public async Task A_plan_waits_for_the_days_and_a_hold_wants_a_new_notice()
    {
        await using var premises = await TellingAsync();
        var tooSoon = await premises.RunAsync("plan create");
        var told = await ExportedAsync(premises);
        var kept = told[0]["Account ID"];
        await ImportAsync(premises, $"{kept},keep,x");
        await premises.DoneAsync($"hold remove {kept}");
        await premises.DoneAsync("scan");
        SetDay(premises, 15);
        var plan = await premises.JsonAsync("plan create");
        var after = plan.GetProperty("rows").EnumerateArray().Select(r => Text(r, "accountId")).ToList();
        var skipped = plan.GetProperty("skipped").EnumerateArray().Where(s => Text(s, "accountId") == kept).Select(s => Text(s, "gate"));

        tooSoon.Code.ShouldBe(ExitCode.Failed);
        after.Count.ShouldBeGreaterThan(3);
        after.ShouldBeSubsetOf(told.Select(r => r["Account ID"]).Where(a => a != kept));
        skipped.ShouldContain("not-noticed");
        (await premises.JsonAsync("notice list")).EnumerateArray().Select(r => Text(r, "state")).ShouldContain("no answer, and the days are over");
    }

    [Fact]
    public async Task Rows_that_cannot_be_taken_are_named_by_line_and_the_others_count_with_one_entry_that_names_nobody()
    {
        await using var premises = await TellingAsync();
        var told = await ExportedAsync(premises);
        var untold = (await premises.JsonAsync("users list")).EnumerateArray().Select(u => Text(u, "accountId")).First(a => told.All(r => r["Account ID"] != a));
        var before = await premises.ActionsAsync();

        var run = await ImportAsync(premises, $"{told[0]["Account ID"]},keep,my secret reason\n{told[^1]["Account ID"]},perhaps,\n{untold},no,\n{told[^1]["Account ID"]},no,");

        run.Code.ShouldBe(ExitCode.Partial);
        run.Out.ShouldContain("1 person keeps what they have and is held, 0 agreed");
        run.Out.ShouldContain("Left out: 1 row with an answer that is none (line 3).");
        run.Out.ShouldContain("Left out: 1 row about nobody who was told (line 4).");
        run.Out.ShouldContain("Left out: 1 row of people of whom another row cannot be understood (line 5).");
        (await premises.ActionsAsync()).ShouldBe([.. before, "notice.import"]);
        var entry = (await premises.JsonAsync("audit list")).EnumerateArray().Last().ToString();
        foreach (var text in new[] { told[0]["Account ID"], told[0]["Name"], told[0]["Email"], "my secret reason" })
            entry.ShouldNotContain(text);
    }

    [Fact]
    public async Task Another_file_changes_nothing()
    {
        await using var premises = await TellingAsync();
        var before = await premises.ActionsAsync();

        var run = await ImportAsync(premises, "Ana,left", "Name,Status");
        var missing = await premises.RunAsync("notice import nothing.csv");

        (run.Code, missing.Code).ShouldBe((ExitCode.Failed, ExitCode.Failed));
        run.Error.ShouldContain("These are no answers");
        missing.Error.ShouldContain("nothing.csv cannot be read");
        (await premises.ActionsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task While_a_scan_is_under_way_nothing_is_noted_that_it_would_write_over()
    {
        await using var premises = await TellingAsync();
        await using var workplace = await Workplace.OpenAsync(premises.Shell.Data, new(TextWriter.Null, TextWriter.Null, TextReader.Null, premises.Shell.Time, _ => null), Cancel);
        await using var turn = await Turns.TakeAsync(workplace.Store, new(premises.Org), Jobs.Scan, premises.Shell.Time, Cancel);

        var export = await premises.RunAsync($"notice export {Beside(premises, "tell.csv")}");
        var import = await ImportAsync(premises, "a,no,");

        (export.Code, import.Code).ShouldBe((ExitCode.Failed, ExitCode.Failed));
        export.Error.ShouldContain("is already running");
        import.Error.ShouldContain("is already running");
        File.Exists(Beside(premises, "tell.csv")).ShouldBeFalse();
    }

    /// <summary>As another scan would have read the account.</summary>
    private static async Task ChangeAsync(Premises premises, string account, Func<Core.Directory.Account, Core.Directory.Account> change)
    {
        await using var workplace = await Workplace.OpenAsync(premises.Shell.Data, new(TextWriter.Null, TextWriter.Null, TextReader.Null, premises.Shell.Time, _ => null), Cancel);
        var scan = (await Shown.TryGetAsync(workplace.Store, new(premises.Org), Cancel))!;
        for (var from = 0; await workplace.Store.AccountPagesAsync(scan.Org, scan.Id, from, 20, Cancel) is { Count: > 0 } pages; from = pages[^1].Number + 1)
            await workplace.Store.SaveAccountsAsync(scan, [.. pages.Select(p => p with { Accounts = [.. p.Accounts.Select(a => a.Id.Value == account ? change(a) : a)] })], Cancel);
    }
}
