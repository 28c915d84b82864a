using System.Text.Json;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup plan create|show|list</c> over a scanned organisation.</summary>
public sealed class PlanVerbTests
{
    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static int SeatsHeld(JsonElement money, string name) =>
        money.GetProperty("subscriptions").EnumerateArray().Single(s => Text(s, "name") == name).GetProperty("users").GetInt32();

    [Fact]
    public async Task Everything_that_is_ready_is_planned_or_skipped_with_its_reason()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        var ready = (await premises.JsonAsync("recommendations list --tier certain,probable")).EnumerateArray()
            .Where(f => f.GetProperty("accountId").ValueKind != JsonValueKind.Null).Select(f => Text(f, "id")).ToList();

        var plan = await premises.JsonAsync("plan create");

        var rows = plan.GetProperty("rows").EnumerateArray().ToList();
        var planned = rows.SelectMany(r => r.GetProperty("findings").EnumerateArray().Select(f => f.GetString()!));
        planned.Concat(plan.GetProperty("skipped").EnumerateArray().Select(s => Text(s, "id"))).ShouldBe(ready, ignoreOrder: true);
        rows.Count.ShouldBeGreaterThan(5);
        rows.ShouldAllBe(r => r.GetProperty("changes").GetArrayLength() > 0 && Text(r.GetProperty("before"), "status") == "active");
        Text(plan, "hash").ShouldStartWith(Text(plan, "id"));
        plan.GetProperty("skipped").EnumerateArray().ShouldContain(s => Text(s, "gate") == "route-out");
    }

    [Fact]
    public async Task A_plan_is_shown_as_a_diff_with_its_sum_its_skipped_and_what_it_still_needs()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);

        var made = await premises.DoneAsync("plan create");
        var id = made.Split('\n')[0].Split(' ')[1].TrimEnd(',');
        var shown = await premises.DoneAsync($"plan show {id}");

        made.ShouldStartWith($"Plan {id}, made ");
        made.ShouldContain("~ active → suspended in Primary Directory");
        made.ShouldContain("- member of the group ");
        made.ShouldContain(" stays");
        made.ShouldContain("Together they save about USD ");
        made.ShouldContain("Sums of single rows are indicative and do not add up.");
        made.ShouldContain("Skipped (route-out): ");
        made.ShouldContain("Nothing was changed: a plan says what would be done.");
        made.ShouldContain($"recoup plan show {id}");
        shown.Count(c => c == '(').ShouldBeGreaterThan(made.Count(c => c == '('));
        shown.ShouldNotContain("more account");
    }

    [Fact]
    public async Task Beside_what_is_saved_stands_until_when_the_plan_has_to_be_applied_and_a_warning_where_that_is_before_it_expires()
    {
        await using var premises = await Premises.StartAsync(users: 300);
        await premises.ConnectAsync();
        const string book = """
            { "version": 1, "asOf": "2026-10-01", "subscriptions": [
              { "name": "Jira", "products": ["jira-software"], "billing": "monthly", "currency": "USD", "renews": "2026-11-26", "prices": [{ "by": "all-units", "bands": [{ "price": 10 }] }] },
              { "name": "Confluence", "products": ["confluence"], "billing": "monthly", "currency": "EUR", "renews": "2026-11-15", "prices": [{ "by": "all-units", "bands": [{ "price": 5 }] }] } ] }
            """;
        await premises.DoneAsync($"price-book set {premises.Shell.Write("book.jsonc", book)}");
        await premises.DoneAsync("settings set billingZone +02:00");
        var scanned = await premises.DoneAsync("scan");

        var plan = await premises.JsonAsync("plan create");
        var shown = await premises.DoneAsync($"plan show {Text(plan, "id")}");
        premises.Shell.Time.Advance(TimeSpan.FromHours(30));
        var late = await premises.DoneAsync($"plan show {Text(plan, "id")}");

        plan.GetProperty("saving").EnumerateArray().Select(s => Text(s, "actBefore")).ShouldBe(["2026-11-25T00:00:00+02:00", "2026-12-14T00:00:00+02:00"]);
        (await premises.JsonAsync("scans list"))[0].GetProperty("recoverable").EnumerateArray().Select(s => Text(s, "actBefore"))
            .ShouldBe(["2026-12-14T00:00:00+02:00", "2026-12-25T00:00:00+02:00"], "for 26 November it is too late by now");
        scanned.ShouldContain(" a month from 2026-11-26, if done before 2026-11-25 00:00 +02:00; EUR ");
        shown.ShouldContain(" a month from 2026-11-26, if done before 2026-11-25 00:00 +02:00; EUR ");
        shown.ShouldContain(" a month from 2026-12-15, if done before 2026-12-14 00:00 +02:00. Sums of single rows");
        shown.ShouldContain("\nWARNING: 2026-11-25 00:00 +02:00 comes before the plan expires. Applied later, USD ");
        shown.ShouldNotContain("TOO LATE");
        shown.ShouldNotContain("WARNING: 2026-12");
        late.ShouldContain("\nTOO LATE for 2026-11-26: 2026-11-25 00:00 +02:00 has passed, and USD ");
        late.ShouldNotContain("WARNING: ");
    }

    [Fact]
    public async Task The_same_scan_at_the_same_moment_gives_the_same_bytes()
    {
        await using var premises = await Premises.ScannedAsync();

        var (first, second) = (await premises.Shell.RunAsync("plan", "create", "--json"), await premises.Shell.RunAsync("plan", "create", "--json"));
        await premises.DoneAsync("plan create --json");

        second.Out.ShouldBe(first.Out);
        (await premises.JsonAsync("plan list")).GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_solver_takes_what_a_target_needs_and_says_who_would_be_next()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        var held = SeatsHeld(await premises.JsonAsync("money"), "Jira");

        var plan = await premises.JsonAsync($"plan create --target jira-software={held - 3}");
        var said = await premises.DoneAsync($"plan show {Text(plan, "id")}");

        var target = plan.GetProperty("targets").EnumerateArray().ShouldHaveSingleItem();
        target.GetProperty("reached").GetInt32().ShouldBe(held - 3);
        target.GetProperty("missedBy").GetInt32().ShouldBe(0);
        plan.GetProperty("rows").GetArrayLength().ShouldBe(3);
        Text(target.GetProperty("next"), "displayName").ShouldNotBeEmpty();
        said.ShouldContain($"Jira: {held} seats, {held - 3} wanted: 3 to go, ");
        said.ShouldContain("Reached. Next would be ");
    }

    [Fact]
    public async Task A_target_that_cannot_be_met_says_how_near_it_gets_and_ends_with_3()
    {
        await using var premises = await Premises.ScannedAsync();

        var run = await premises.RunAsync("plan create --target jira-software=1");

        run.Code.ShouldBe(ExitCode.Partial);
        run.Out.ShouldContain("MISSED by ");
        run.Out.ShouldContain("What needs your eyes first, and what only the identity provider can change, is not in it.");
    }

    [Theory]
    [InlineData("--target jira-software=9999", "No plan (target-met): Jira has ")]
    [InlineData("--rule R19", "No plan (nothing): nothing that was found can be acted on as asked for.")]
    public async Task What_gives_no_plan_is_said_by_its_name(string options, string says)
    {
        await using var premises = await Premises.ScannedAsync();

        var run = await premises.RunAsync($"plan create {options}");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldStartWith(says);
        (await premises.DoneAsync("plan list")).ShouldContain("There is no plan yet. Make one: recoup plan create");
    }

    [Fact]
    public async Task A_file_is_not_enough_for_a_plan()
    {
        var shell = new Shell();
        await shell.RunAsync("import", shell.Write("users.csv", "User id,User name,email,User status,Added to org,Org role,Last seen in Jira - acme,Jira - acme\n712020:a,Ann,ann@acme.example,Active,01 Jan 2024,User,01 Jan 2025,User\n"));

        var run = await shell.RunAsync("plan", "create");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldStartWith("No plan (import): a file does not tell how access is held");
    }

    [Fact]
    public async Task A_policy_that_changed_after_the_scan_wants_a_new_scan_first()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync("settings set threshold.inactiveDays 120");

        var refused = await premises.RunAsync("plan create");
        await premises.DoneAsync("scan");

        refused.Error.ShouldBe("No plan (policy-changed): the policy was changed after the last scan: scan again, then plan.\n");
        await premises.DoneAsync("plan create");
    }

    [Fact]
    public async Task A_list_of_people_that_changed_after_the_scan_wants_a_new_scan_first()
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync($"people import {premises.Shell.Write("people.csv", "email,status\nann@acme.example,active\n")}");

        var refused = await premises.RunAsync("plan create");
        await premises.DoneAsync("scan");

        refused.Error.ShouldBe("No plan (people-changed): the list of people was changed after the last scan: scan again, then plan.\n");
        await premises.DoneAsync("plan create");
    }

    [Theory]
    [InlineData("settings set companyDomains agency.example")]
    [InlineData("settings set plan.confluence enterprise")]
    public async Task What_tells_externals_or_a_plan_of_a_product_changed_after_the_scan(string change)
    {
        await using var premises = await Premises.ScannedAsync();
        await premises.DoneAsync(change);

        (await premises.RunAsync("plan create")).Error.ShouldBe("No plan (terms-changed): the company's mail domains or the plan of a product were changed after the last scan: scan again, then plan.\n");
    }

    [Fact]
    public async Task Somebody_held_or_set_aside_after_the_scan_is_in_no_plan()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        var rows = (await premises.JsonAsync("plan create")).GetProperty("rows").EnumerateArray().ToList();
        await premises.DoneAsync($"hold add {Text(rows[0], "accountId")} --owner HR --reason leave --until 2099-01-31");
        await premises.DoneAsync($"dismiss {Text(rows[1], "id")} --reason known");

        var after = (await premises.JsonAsync("plan create")).GetProperty("rows").EnumerateArray().Select(r => Text(r, "accountId")).ToList();

        after.Count.ShouldBe(rows.Count - 2);
        after.ShouldNotContain(Text(rows[0], "accountId"));
        after.ShouldNotContain(Text(rows[1], "accountId"));
    }

    [Fact]
    public async Task A_plan_whose_rows_were_changed_in_the_database_is_not_shown()
    {
        await using var premises = await Premises.ScannedAsync();
        var id = Text(await premises.JsonAsync("plan create"), "id");
        Sqlite.Execute(premises.Shell.Data, "update plan_parts set doc = replace(doc, 'suspend', 'deactivate') where kind = 'rows'");

        (await premises.RunAsync($"plan show {id}")).Error.ShouldStartWith($"The rows of plan {id} are not those that its hash names: somebody changed them in the database, or another version of Recoup wrote it.");
    }

    [Fact]
    public async Task P27_What_a_plan_keeps_about_somebody_is_shown_and_goes_when_they_are_forgotten()
    {
        await using var premises = await Premises.ScannedAsync();
        var plan = await premises.JsonAsync("plan create");
        var account = Text(plan.GetProperty("rows")[0], "accountId");

        (await premises.DoneAsync($"users show {account}")).ShouldContain($"plan      {Text(plan, "id")}, made ");
        await premises.DoneAsync($"forget {account} --yes");

        (await premises.DoneAsync("plan list")).ShouldContain("There is no plan yet.");
    }

    [Fact]
    public async Task A_plan_is_an_entry_of_the_audit_log_with_its_hash_and_nobody_of_Atlassian_is_asked()
    {
        await using var premises = await Premises.ScannedAsync();
        var before = premises.Shell.Sent.All.Count;

        var plan = await premises.JsonAsync("plan create");

        premises.Shell.Sent.All.Count.ShouldBe(before);
        var entry = (await premises.JsonAsync("audit list")).EnumerateArray().First(e => Text(e, "action") == "plan.create");
        Text(entry, "note").ShouldBe($"hash {Text(plan, "hash")}");
    }

    [Theory]
    [InlineData("--target jira-software", "\"jira-software\" is no target: write a product and the seats to be left, such as jira-software=2500.")]
    [InlineData("--target jira-software=-1", "\"jira-software=-1\" is no target")]
    [InlineData("--target bamboo=1", "\"bamboo=1\" is no target")]
    [InlineData("--target confluence=1 --target confluence=2", "confluence has two targets: give one.")]
    [InlineData("--max 0", "--max is the number of accounts at most: 1 or more.")]
    [InlineData("--rule R99", "'R99'")]
    public async Task What_is_asked_for_wrongly_is_said(string options, string says)
    {
        var run = await new Shell().RunAsync(["plan", "create", .. options.Split(' ')]);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain(says);
    }
}
