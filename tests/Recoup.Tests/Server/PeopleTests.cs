using System.Text.Json;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup people import|show|clear</c>.</summary>
public sealed class PeopleTests
{
    [Fact]
    public async Task A_list_is_taken_told_in_numbers_and_kept_until_the_next()
    {
        await using var premises = await Premises.ScannedAsync();
        var (one, other) = await TwoAsync(premises);

        var told = await premises.DoneAsync($"people import {List(premises, $"{one.Id},,left,2026-11-01,7\n,{other.Email},active,,8\n,gone@x.test,left,,9\n,,left,,")} --as-of 2026-11-20");
        var shown = await premises.JsonAsync("people show");

        told.ShouldContain("Imported 3 people as of 2026-11-20: 2 gone, 0 with the end of a contract, 3 with a number of their own.");
        told.ShouldContain("Read: account id from \"Account ID\", address from \"Email\", number from \"Person ID\", status from \"Status\", last day from \"Left on\".");
        told.ShouldContain("Left out: 1 row with neither an account id nor an address (line 5).");
        told.ShouldContain("1 is found by account id and 1 by address alone; of these, 1 belongs to people who have left or whose contract has ended.");
        told.ShouldContain("It counts from the next scan or import on.");
        shown.ToString().ShouldStartWith("""{"asOf":"2026-11-20","ageDays":3,"fresh":true,"rows":3,"gone":2,"contractEnds":0,"numbers":3,"accounts":{"active":""");
        (shown.GetProperty("accounts").GetProperty("byAccount").GetInt32(), shown.GetProperty("accounts").GetProperty("byAddress").GetInt32(), shown.GetProperty("accounts").GetProperty("leavers").GetInt32()).ShouldBe((1, 1, 1));
        (await premises.DoneAsync("people show")).ShouldStartWith("List of people as of 2026-11-20, 3 days old\n3 people: 2 gone");
    }

    [Fact]
    public async Task Each_change_is_an_entry_of_the_log_with_numbers_and_without_a_name()
    {
        await using var premises = await Premises.ScannedAsync();
        var (one, _) = await TwoAsync(premises);

        await premises.DoneAsync($"people import {List(premises, $"{one.Id},zebra@x.test,left,2026-11-01,hr-zebra\n,b@x.test,active,,")}");
        await premises.DoneAsync("people clear --yes");

        var entries = Sqlite.Query<string>(premises.Shell.Data, "select record from audit_entries order by seq").TakeLast(2).Select(r => JsonDocument.Parse(r).RootElement).ToList();
        entries.Select(e => e.GetProperty("action").GetString()).ShouldBe(["people.import", "people.clear"]);
        entries.ShouldAllBe(e => e.GetProperty("numbers").GetProperty("rows").GetInt32() == 2 && e.GetProperty("numbers").GetProperty("gone").GetInt32() == 1);
        (await premises.DoneAsync("audit list")).ShouldNotContain("zebra");
    }

    [Fact]
    public async Task Clearing_asks_for_the_organisations_id_and_leaves_nothing_in_any_file()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync($"people import {List(premises, ",zebra-9@x.test,active,,")}");

        var wrong = await premises.Shell.TypeAsync("yes\n", "people", "clear");
        premises.Shell.Files().Contains("zebra-9@x.test", StringComparison.Ordinal).ShouldBeTrue();
        var right = await premises.Shell.TypeAsync($"{premises.Org}\n", "people", "clear");
        var again = await premises.RunAsync("people clear --yes");

        wrong.Code.ShouldBe(ExitCode.Usage);
        wrong.Error.ShouldContain("This removes the list of 1 person");
        right.Code.ShouldBe(ExitCode.Ok);
        premises.Shell.Files().Contains("zebra-9@x.test", StringComparison.Ordinal).ShouldBeFalse();
        again.Error.ShouldContain("There is no list of people. Import one");
        (await premises.DoneAsync("people show")).ShouldStartWith("There is no list of people.");
        (await premises.JsonAsync("people show")).GetProperty("asOf").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_list_that_looks_wrong_is_refused_with_the_numbers_and_force_takes_it()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync($"people import {List(premises, Active(40))}");

        var wrong = await premises.RunAsync($"people import {List(premises, Active(20) + ",x@x.test,somewhere,,\n")} --as-of 2026-11-22");
        var kept = await premises.JsonAsync("people show");
        var forced = await premises.RunAsync($"people import {List(premises, Active(20))} --as-of 2026-11-22 --force");

        wrong.Code.ShouldBe(ExitCode.Failed);
        foreach (var part in new[] { "Nothing was imported.", "- it holds 20 people, the list of 2026-11-23 held 40: 50 % fewer, where 30 % are allowed", "- it is of 2026-11-22, and the list that is kept is newer, of 2026-11-23", "- 1 row with the status \"somewhere\"", "--force" })
            wrong.Error.ShouldContain(part);
        (kept.GetProperty("rows").GetInt32(), kept.GetProperty("asOf").GetString()).ShouldBe((40, "2026-11-23"));
        forced.Code.ShouldBe(ExitCode.Ok);
        (await premises.JsonAsync("people show")).GetProperty("rows").GetInt32().ShouldBe(20);
        (await premises.JsonAsync("audit list")).EnumerateArray().Last().GetProperty("note").GetString().ShouldBe("as of 2026-11-22, forced");
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task Not_more_than_thirty_percent_of_the_active_accounts_may_become_leavers(int percent, bool taken)
    {
        await using var premises = await Premises.ScannedAsync();
        var active = (await premises.JsonAsync("users list")).EnumerateArray().Where(u => u.GetProperty("status").GetString() == "active").Select(u => u.GetProperty("accountId").GetString()).ToList();
        // The most that are no more than so much, and one more where it has to be more.
        var leavers = (active.Count * 30 / 100) + (percent > 30 ? 1 : 0);

        var run = await premises.RunAsync($"people import {List(premises, string.Concat(active.Take(leavers).Select(a => $"{a},,left,,\n")))}");

        run.Code.ShouldBe(taken ? ExitCode.Ok : ExitCode.Failed);
        if (!taken)
            run.Error.ShouldContain($"{leavers} of {active.Count} active accounts would be those of leavers");
    }

    [Theory]
    [InlineData("--as-of 2026-11-24", "is still to come", ExitCode.Usage)]
    [InlineData("--as-of 23.11.2026", "is no date. Write it as", ExitCode.Usage)]
    [InlineData("--as-of 2026-11-23", "", ExitCode.Ok)]
    public async Task A_list_is_of_a_day_that_was(string option, string words, int code)
    {
        await using var premises = await Premises.ScannedAsync();

        var run = await premises.RunAsync($"people import {List(premises, Active(3))} {option}");

        run.Code.ShouldBe(code);
        run.Error.ShouldContain(words);
    }

    [Fact]
    public async Task A_row_that_is_left_out_makes_the_import_partial_and_a_list_of_no_use_is_not_taken()
    {
        await using var premises = await Premises.ScannedAsync();

        var partial = await premises.RunAsync($"people import {List(premises, Active(9) + ",x@x.test,unknown,,\n")}");
        var ambiguous = await premises.RunAsync($"people import {List(premises, ",x@x.test,left,03/04/2026,\n")}");
        var nothing = await premises.RunAsync("people import nothing.csv");

        partial.Code.ShouldBe(ExitCode.Partial);
        partial.Out.ShouldContain("Left out: 1 row with the status \"unknown\", which tells neither that somebody left nor that somebody is there (line 11).");
        ambiguous.Code.ShouldBe(ExitCode.Failed);
        ambiguous.Error.ShouldContain("Line 2: \"03/04/2026\"");
        nothing.Error.ShouldContain("nothing.csv cannot be read");
        (await premises.JsonAsync("people show")).GetProperty("rows").GetInt32().ShouldBe(9);
    }

    [Fact]
    public async Task P08_Of_a_list_nothing_is_kept_but_the_columns_that_are_used()
    {
        await using var premises = await Premises.ScannedAsync();

        await premises.DoneAsync($"people import {premises.Shell.Write("people.csv", "Name,Email,Status,Sponsor,Salary,Cost centre\nzebra-name,zebra@x.test,active,zebra-sponsor,zebra-salary,zebra-centre\n")}");

        var files = premises.Shell.Files();
        new[] { "zebra-name", "zebra@x.test", "zebra-sponsor", "zebra-salary", "zebra-centre" }.Where(files.Contains).ShouldBe(["zebra@x.test", "zebra-sponsor"]);
    }

    [Fact]
    public async Task A_hundred_thousand_people_are_stored_replaced_and_found()
    {
        await using var premises = await Premises.ScannedAsync();
        var (one, _) = await TwoAsync(premises);
        var rows = string.Concat(Enumerable.Range(0, 99_999).Select(i => $",person{i}@elsewhere.test,active,,{i}\n"));

        await premises.DoneAsync($"people import {List(premises, rows + $"{one.Id},,left,,zebra")}");
        await premises.DoneAsync($"people import {List(premises, rows + $"{one.Id},,left,,zebra")}");

        (await premises.JsonAsync("people show")).GetProperty("rows").GetInt32().ShouldBe(100_000);
        (await premises.DoneAsync($"users show {one.Id}")).ShouldContain("number zebra, gone");
        await premises.DoneAsync($"forget {one.Id} --yes");
        (await premises.JsonAsync("people show")).GetProperty("rows").GetInt32().ShouldBe(99_999);
    }

    [Fact]
    public async Task An_old_list_says_that_it_is_too_old()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync($"people import {List(premises, Active(3))} --as-of 2026-10-23");

        (await premises.DoneAsync("people show")).ShouldContain("31 days old: older than 30 days, nobody is called a leaver for certain from it");
    }

    [Fact]
    public async Task Before_the_first_scan_a_list_is_taken_and_says_that_nobody_was_looked_up()
    {
        await using var premises = await Premises.StartAsync();
        (await premises.RunAsync($"people import {List(premises, Active(3))}")).Error.ShouldContain("There is no data yet");
        await premises.ConnectAsync();

        (await premises.DoneAsync($"people import {List(premises, Active(3))}")).ShouldContain("No scan has come to an end yet");
    }

    [Fact]
    public async Task A_leaver_of_a_file_without_a_key_is_found_by_the_next_import()
    {
        await using var premises = await Premises.StartAsync();
        var file = premises.Shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\nann-1,Ann,ann@x.test,Active,User,22 Nov 2026\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"b-{i},Bob,b{i}@x.test,Active,User,22 Nov 2026\n")));
        await premises.DoneAsync($"import {file}");
        (await premises.JsonAsync("recommendations list --rule R06")).GetArrayLength().ShouldBe(0);

        await premises.DoneAsync($"people import {List(premises, "ann-1,,left,,")}");
        await premises.DoneAsync($"import {file}");

        (await premises.JsonAsync("recommendations list --rule R06")).EnumerateArray().Select(f => f.GetProperty("accountId").GetString()).ShouldBe(["ann-1"]);
    }

    private static string List(Premises premises, string rows) => premises.Shell.Write("people.csv", $"Account ID,Email,Status,Left on,Person ID\n{rows}\n");

    private static string Active(int rows) => string.Concat(Enumerable.Range(0, rows).Select(i => $",p{i}@elsewhere.test,active,,\n"));

    /// <summary>Two active accounts with addresses.</summary>
    private static async Task<((string Id, string Email) One, (string Id, string Email) Other)> TwoAsync(Premises premises)
    {
        var active = (await premises.JsonAsync("users list")).EnumerateArray()
            .Where(u => u.GetProperty("status").GetString() == "active" && u.GetProperty("email").ValueKind == JsonValueKind.String)
            .Select(u => (u.GetProperty("accountId").GetString()!, u.GetProperty("email").GetString()!)).ToList();
        return (active[0], active[1]);
    }
}
