using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.Tests.Server;

/// <summary><c>recoup apply</c>, <c>undo</c> and <c>runs</c> over a scanned organisation.</summary>
public sealed class RunVerbTests
{
    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static string Key(Premises premises) => $"--write-key-file {premises.Secret("write", premises.Emulator.Key)}";

    private static async Task<string> PlanAsync(Premises premises, string options = "--max 8") => Text(await premises.JsonAsync($"plan create {options}"), "id");

    private static async Task<Premises> ReadyAsync()
    {
        var premises = await Premises.ScannedAsync(users: 300);
        await premises.DoneAsync("settings set verify.afterMinutes 0");
        return premises;
    }

    [Fact]
    public async Task A_plan_is_applied_seen_to_be_free_and_given_back()
    {
        await using var premises = await ReadyAsync();
        var plan = await PlanAsync(premises);

        var applied = await premises.JsonAsync($"apply {plan} --yes {Key(premises)}");
        var run = Text(applied, "runId");
        var shown = await premises.DoneAsync($"runs show {run}");
        var undone = await premises.DoneAsync($"undo {run} --yes {Key(premises)}");

        (Text(applied, "planId"), Text(applied, "status")).ShouldBe((plan, "done"));
        var rows = applied.GetProperty("rows").EnumerateArray().ToList();
        rows.Count.ShouldBe(8);
        rows.ShouldAllBe(r => Text(r, "outcome") == "done" && Text(r, "verified") == "released");
        shown.ShouldContain("Seen to be free: 8 of 8 done.");
        shown.ShouldContain("The plan promised ");
        shown.ShouldContain("To come, for what is seen to be free: ");
        undone.ShouldContain($"undoes run {run}");
        undone.ShouldContain("restored");
        (await premises.DoneAsync("runs list")).ShouldContain($"undoes {run}");
        (await premises.DoneAsync($"runs show {run}")).ShouldContain("undone in run ");
        (await premises.DoneAsync("hold list")).ShouldContain("undone in run ");
        (await premises.RunAsync($"undo {run} --yes {Key(premises)}")).Error.ShouldStartWith("Not undone (nothing): nothing of run ");
    }

    [Fact]
    public async Task Without_a_key_that_may_write_nothing_begins()
    {
        await using var premises = await ReadyAsync();
        var plan = await PlanAsync(premises);

        var refused = await premises.RunAsync($"apply {plan} --yes");
        var wrong = await premises.RunAsync($"apply {plan} --yes --write-key-file {premises.Secret("wrong", "canary-wrong-key")}");

        refused.Code.ShouldBe(ExitCode.Failed);
        refused.Error.ShouldStartWith("Refused (read-only): Recoup changes nothing until it is given a key that may write");
        wrong.Error.ShouldStartWith("Atlassian does not accept the key that was given to write with");
        wrong.Error.ShouldNotContain("canary");
        premises.Emulator.Ledger.Entries.ShouldBeEmpty();
        (await premises.DoneAsync("runs list")).ShouldStartWith("There is no run yet.");
    }

    [Fact]
    public async Task Where_the_configuration_lets_it_the_kept_key_writes()
    {
        await using var premises = await ReadyAsync();
        var plan = await PlanAsync(premises, "--max 2");
        premises.Shell.Environment["Recoup__ReadOnly"] = "false";

        Text(await premises.JsonAsync($"apply {plan} --yes"), "status").ShouldBe("done");
        premises.Shell.Environment["Recoup__ReadOnly"] = "perhaps";

        (await premises.RunAsync("runs list")).Error.ShouldContain("Recoup:ReadOnly takes true or false, not perhaps.");
    }

    [Fact]
    public async Task The_number_of_accounts_is_typed_before_anything_is_changed()
    {
        await using var premises = await ReadyAsync();
        var plan = await PlanAsync(premises, "--max 3");

        var unsure = await premises.Shell.TypeAsync("4\n", "apply", plan, "--write-key-file", premises.Secret("write", premises.Emulator.Key));
        var sure = await premises.Shell.TypeAsync("3\n", "apply", plan, "--write-key-file", premises.Secret("write", premises.Emulator.Key));

        unsure.Code.ShouldBe(ExitCode.Usage);
        unsure.Error.ShouldContain($"This changes the access of 3 accounts of {premises.Org}");
        sure.Code.ShouldBe(ExitCode.Ok, sure.Error);
    }

    [Theory]
    [InlineData("applied", "apply PLAN")]
    [InlineData("superseded", "undo")]
    [InlineData("policy-changed", "settings set threshold.inactiveDays 120")]
    [InlineData("prices-changed", "settings set cost.jira-software 9")]
    [InlineData("limit-run", "settings set limit.run 3")]
    public async Task A_plan_that_is_no_longer_what_was_approved_is_refused_and_the_log_says_so(string gate, string meanwhile)
    {
        await using var premises = await ReadyAsync();
        var first = await PlanAsync(premises, "--max 1");
        var plan = await PlanAsync(premises);
        if (meanwhile == "apply PLAN")
            await premises.DoneAsync($"apply {plan} --yes {Key(premises)}");
        else if (meanwhile == "undo")
            await premises.DoneAsync($"apply {first} --yes {Key(premises)}");
        else
            await premises.DoneAsync(meanwhile);
        var written = premises.Emulator.Ledger.Entries.Count;

        var refused = await premises.RunAsync($"apply {plan} --yes {Key(premises)}");

        refused.Code.ShouldBe(ExitCode.Failed);
        refused.Error.ShouldStartWith($"Not applied ({gate}): ");
        premises.Emulator.Ledger.Entries.Count.ShouldBe(written);
        (await premises.JsonAsync("audit list")).EnumerateArray().ShouldContain(e => Text(e, "action") == "run.start" && Text(e, "outcome") == "refused" && Text(e, "note").EndsWith(gate));
    }

    [Fact]
    public async Task A_corrected_list_of_people_stops_a_plan_that_rests_on_it_and_a_run_under_way()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        await premises.DoneAsync("settings set verify.afterMinutes 0");
        var gone = (await premises.JsonAsync("recommendations list --rule R02 --tier probable")).EnumerateArray().Where(f => Text(f, "action") == "suspend").Take(6).Select(f => Text(f, "accountId")).ToList();
        await premises.DoneAsync($"people import {premises.Shell.Write("people.csv", $"account id,status\n{string.Join('\n', gone.Select(g => $"{g},terminated"))}\n")} --force");
        await premises.DoneAsync("scan");
        var idle = await PlanAsync(premises, "--rule R01 --max 1");
        var leavers = await PlanAsync(premises, "--rule R06");
        await premises.DoneAsync("settings set waves.soakHours 1");
        var run = Text(JsonDocument.Parse((await premises.RunAsync($"apply {leavers} --yes --json {Key(premises)}")).Out).RootElement, "runId");
        await premises.DoneAsync($"people import {premises.Shell.Write("people.csv", $"account id,status\n{gone[0]},terminated\n")} --force");
        premises.Shell.Time.Advance(TimeSpan.FromHours(2));
        var written = premises.Emulator.Ledger.Entries.Count;

        var refused = await premises.RunAsync($"runs resume {run} {Key(premises)}");
        await premises.DoneAsync($"runs stop {run}");

        refused.Error.ShouldContain("Not resumed (people-changed): ");
        premises.Emulator.Ledger.Entries.Count.ShouldBe(written);
        (await premises.RunAsync($"apply {leavers} --yes {Key(premises)}")).Error.ShouldStartWith("Not applied (applied)");
        (await premises.RunAsync($"apply {idle} --yes {Key(premises)}")).Error.ShouldStartWith("Not applied (superseded)");
        (await premises.RunAsync("plan create")).Error.ShouldStartWith("No plan (people-changed)");
    }

    [Fact]
    public async Task A_plan_edited_in_the_database_or_of_another_organisation_is_refused()
    {
        await using var premises = await ReadyAsync();
        var plan = await PlanAsync(premises);
        Sqlite.Execute(premises.Shell.Data, "update plan_parts set doc = replace(doc, 'suspend', 'deactivate') where kind = 'rows'");

        (await premises.RunAsync($"apply {plan} --yes {Key(premises)}")).Error.ShouldStartWith("Not applied (edited): its rows are not those that its hash names");
        (await premises.RunAsync($"apply 0123456789ab --yes {Key(premises)}")).Error.ShouldStartWith("Not applied (no-plan): there is no plan 0123456789ab");
        premises.Emulator.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expired_plan_and_one_that_nobody_approved_are_refused()
    {
        await using var premises = await ReadyAsync();
        await premises.DoneAsync("settings set approval.above 2");
        var plan = await PlanAsync(premises);

        (await premises.RunAsync($"apply {plan} --yes {Key(premises)}")).Error.ShouldStartWith("Not applied (unapproved): a second person has to approve it: it takes back ");
        premises.Shell.Time.Advance(TimeSpan.FromHours(72));
        (await premises.RunAsync($"apply {plan} --yes {Key(premises)}")).Error.ShouldStartWith("Not applied (expired): it expired on ");
        premises.Emulator.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_applies_at_once_one_is_told_who_works()
    {
        await using var premises = await ReadyAsync();
        var plan = await PlanAsync(premises);
        await using var workplace = await Workplace.OpenAsync(premises.Shell.Data, CommandHost.System, TestContext.Current.CancellationToken);
        var now = premises.Shell.Time.GetUtcNow();
        await workplace.Store.LeaseAsync(new(new OrgId(premises.Org), Jobs.Run, "elsewhere", now, now.AddMinutes(2)), TestContext.Current.CancellationToken);

        var second = await premises.RunAsync($"apply {plan} --yes {Key(premises)}");

        second.Code.ShouldBe(ExitCode.Failed);
        second.Error.ShouldContain($"A run of {premises.Org} is already running: elsewhere.");
        premises.Emulator.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_waits_between_waves_goes_on_when_due_and_may_be_stopped()
    {
        await using var premises = await ReadyAsync();
        await premises.DoneAsync("settings set waves.soakHours 24");
        var plan = await PlanAsync(premises);

        var begun = await premises.RunAsync($"apply {plan} --yes --json {Key(premises)}");
        begun.Code.ShouldBe(ExitCode.Partial);
        var run = Text(JsonDocument.Parse(begun.Out).RootElement, "runId");
        (await premises.DoneAsync($"runs pause {run}")).ShouldContain("It is paused: somebody asked for it.");
        var early = await premises.RunAsync($"runs resume {run} {Key(premises)}");
        (await premises.RunAsync("clear --yes")).Error.ShouldStartWith($"Nothing was removed: run {run} has not ended.");
        premises.Shell.Time.Advance(TimeSpan.FromHours(25));
        var second = await premises.RunAsync($"runs resume {run} --json {Key(premises)}");
        var stopped = await premises.DoneAsync($"runs stop {run}");

        early.Code.ShouldBe(ExitCode.Partial);
        early.Error.ShouldContain("is not due before 24 Nov 2026");
        JsonDocument.Parse(second.Out).RootElement.GetProperty("tally").GetProperty("done").GetInt32().ShouldBe(2);
        stopped.ShouldContain("It was stopped: somebody asked for it. What was done stays done");
        (await premises.RunAsync($"runs resume {run} {Key(premises)}")).Error.ShouldContain("has ended");
        await premises.DoneAsync($"undo {run} --yes {Key(premises)}");
    }

    [Fact]
    public async Task P27_What_was_done_to_a_person_is_shown_and_goes_with_them()
    {
        await using var premises = await ReadyAsync();
        var run = Text(await premises.JsonAsync($"apply {await PlanAsync(premises)} --yes {Key(premises)}"), "runId");
        var account = Text((await premises.JsonAsync($"runs show {run}")).GetProperty("rows")[0], "accountId");

        (await premises.DoneAsync($"users show {account}")).ShouldContain($"run {run}, row 1: done, released");
        (await premises.JsonAsync($"users show {account}")).GetProperty("runs")[0].GetProperty("image").GetProperty("account").GetString().ShouldBe(account);
        await premises.DoneAsync($"forget {account} --yes");

        (await premises.JsonAsync($"runs show {run}")).GetProperty("rows").EnumerateArray().ShouldNotContain(r => Text(r, "accountId") == account);
        (await premises.DoneAsync($"runs show {run}")).ShouldContain("Rows about people who were forgotten since are not shown.");
        (await premises.DoneAsync("audit verify")).ShouldContain("whole");
        (await premises.RunAsync($"undo {run} --row 1 --yes {Key(premises)}")).Error.ShouldStartWith("Not undone (nothing)");
    }

    [Fact]
    public async Task A_seat_that_is_held_again_is_told_by_the_next_scan_and_in_the_evidence_of_its_rule()
    {
        await using var premises = await ReadyAsync();
        var applied = await premises.JsonAsync($"apply {await PlanAsync(premises, "--rule R02 --max 4")} --yes {Key(premises)}");
        var account = premises.Emulator.Organisation.Accounts.First(a => a.Id == Text(applied.GetProperty("rows")[0], "accountId"));
        var row = premises.Emulator.Organisation.Row(account.Index);
        row.SetIn(0, global::Recoup.Emulator.MembershipStatus.Active);
        premises.Emulator.Organisation.Put(account.Index, in row);
        premises.Shell.Time.Advance(TimeSpan.FromDays(10));

        var scan = await premises.RunAsync("scan --full");
        await premises.DoneAsync("scan --full");

        scan.Error.ShouldContain("1 account that a run took seats from holds one again");
        var finding = (await premises.JsonAsync("recommendations list --rule R02")).EnumerateArray().First();
        finding.GetProperty("evidence").EnumerateArray().ShouldContain(e => Text(e, "value") == "of 4 taken back, 1 came back by now");
        (await premises.JsonAsync("recommendations list --rule R22")).EnumerateArray().ShouldContain(f => Text(f, "accountId") == account.Id);
    }
}
