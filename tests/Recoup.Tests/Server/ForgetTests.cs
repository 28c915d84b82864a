using Recoup.Engine.Scanning;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup users show ACCOUNT</c> and <c>recoup forget ACCOUNT</c>: everything about one person, seen and removed.</summary>
public sealed class ForgetTests
{
    [Fact]
    public async Task P27_Everything_kept_about_one_person_is_in_one_view_and_in_one_export()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        await TouchAsync(premises, id, account);

        var shown = await premises.DoneAsync($"users show {account}");
        var exported = await premises.JsonAsync($"users show {account}");

        foreach (var part in new[] { $"account   {account}", $"id        {id}", "hold      for Zoë until 2027-03-31: on leave", "settings  billing contact", "people    list of 2026-11-23: ", "number hr-zebra, contract ends 2027-12-31, sponsor Max", "Set aside: known", "hold.add", "finding.dismiss", "settings.set" })
            shown.ShouldContain(part);
        exported.GetProperty("account").GetProperty("id").GetString().ShouldBe(account);
        exported.GetProperty("recommendations").EnumerateArray().Select(r => r.GetProperty("id").GetString()).ShouldContain(id);
        exported.GetProperty("hold").GetProperty("reason").GetString().ShouldBe("on leave");
        exported.GetProperty("billingContact").GetBoolean().ShouldBeTrue();
        exported.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("row").GetProperty("personId").GetString()).ShouldBe(["hr-zebra", "hr-yak"]);
        exported.GetProperty("listed").GetArrayLength().ShouldBeGreaterThan(0);
        exported.GetProperty("audit").EnumerateArray().Select(e => e.GetProperty("action").GetString()).ShouldBe(["finding.dismiss", "hold.add", "settings.set"]);
    }

    [Fact]
    public async Task P27_Every_row_of_the_database_that_names_a_person_is_in_the_view()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        await TouchAsync(premises, id, account);
        var shown = (await premises.JsonAsync($"users show {account}")).ToString();
        string[] inTheView = ["accounts", "account_rows", "recommendations", "recommendation_rows", "holds", "settings", "listings", "audit_names", "people"];

        var tables = Sqlite.TablesThatName(premises.Shell.Data, account);

        tables.ShouldNotBeEmpty();
        tables.ShouldBeSubsetOf(inTheView);
        tables.ShouldContain("people");
        shown.ShouldContain(account);
    }

    [Fact]
    public async Task P27_Closed_findings_and_the_log_are_shown_of_somebody_whom_the_last_scan_did_not_see()
    {
        await using var premises = await Premises.StartAsync();
        const string header = "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\n", bob = "bob-1,Bob,bob@x.test,Active,User,1 Jan 2024\n";
        await premises.DoneAsync($"import {premises.Shell.Write("before.csv", $"{header}ann-1,Ann,ann@x.test,Active,User,1 Jan 2024\n{bob}")}");
        var id = (await premises.JsonAsync("recommendations list")).EnumerateArray().First(f => f.GetProperty("accountId").GetString() == "ann-1").GetProperty("id").GetString()!;
        await premises.Shell.RunAsync("hold", "add", "ann-1", "--owner", "Zoë", "--reason", "on leave", "--until", "2027-03-31");
        await premises.DoneAsync($"import {premises.Shell.Write("after.csv", header + bob)}");

        var shown = await premises.DoneAsync("users show ann-1");

        shown.ShouldContain("the last scan saw none of that id");
        shown.ShouldContain(id);
        shown.ShouldContain("closed");
        shown.ShouldContain("for Zoë until 2027-03-31");
        shown.ShouldContain("hold.add");
    }

    [Fact]
    public async Task P27_What_somebody_did_is_shown_too_where_the_log_knows_them_by_the_account()
    {
        await using var premises = await Premises.StartAsync();
        await premises.DoneAsync($"import {premises.Shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\nada,Ada,ada@x.test,Active,User,1 Jan 2024\n")}");

        (await premises.JsonAsync("users show ada")).GetProperty("audit").EnumerateArray().Select(e => e.GetProperty("action").GetString()).ShouldBe(["import"]);
    }

    [Fact]
    public async Task P27_What_a_stopped_scan_read_is_shown_too()
    {
        await using var premises = await Premises.ScannedAsync();
        var (_, account) = await premises.AFindingAsync();
        await StopHalfwayAsync(premises, account);

        (await premises.DoneAsync($"users show {account}")).ShouldContain("by a scan that has not ended");
    }

    [Fact]
    public async Task P27_A_person_who_is_forgotten_is_in_no_file_and_no_longer_in_the_log()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        await TouchAsync(premises, id, account);
        await StopHalfwayAsync(premises, account);
        var name = (await premises.FindingAsync(id)).GetProperty("displayName").GetString()!;
        premises.Shell.Files().Contains(account, StringComparison.Ordinal).ShouldBeTrue();

        (await premises.DoneAsync($"forget {account} --yes")).ShouldContain($"Everything kept about {account} is removed");

        var files = premises.Shell.Files();
        files.Contains(account, StringComparison.Ordinal).ShouldBeFalse();
        files.Contains(name, StringComparison.Ordinal).ShouldBeFalse();
        files.Contains("on leave", StringComparison.Ordinal).ShouldBeFalse();
        files.Contains("hr-zebra", StringComparison.Ordinal).ShouldBeFalse("by the account");
        files.Contains("hr-yak", StringComparison.Ordinal).ShouldBeFalse("by the address");
        (await premises.JsonAsync("people show")).GetProperty("rows").GetInt32().ShouldBe(1);
        (await premises.DoneAsync("audit verify")).ShouldContain("The chain is whole");
        (await premises.DoneAsync("audit list")).ShouldNotContain(account);
        (await premises.ActionsAsync())[^1].ShouldBe("person.forget");
        (await premises.RunAsync($"users show {account}")).Error.ShouldContain($"Nothing is kept about an account {account}");
        (await premises.DoneAsync("settings get billingContact")).Trim().ShouldBeEmpty();
        (await premises.JsonAsync("users list")).GetArrayLength().ShouldBe(119);
    }

    [Fact]
    public async Task P27_Who_is_still_in_the_organisation_is_read_again_by_the_next_scan_as_somebody_new()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        await premises.DoneAsync($"dismiss {id} --reason known");
        premises.Shell.Time.Advance(TimeSpan.FromDays(1));

        var forgotten = premises.Shell.Time.GetUtcNow();
        await premises.DoneAsync($"forget {account} --yes");
        await premises.DoneAsync("scan");

        var again = await premises.FindingAsync(id);
        again.GetProperty("state").GetString().ShouldBe("open");
        again.GetProperty("firstSeen").GetDateTimeOffset().ShouldBeGreaterThan(forgotten);
    }

    [Fact]
    public async Task Forgetting_asks_for_the_account_and_another_word_changes_nothing()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();

        var wrong = await premises.Shell.TypeAsync("y\n", "forget", account);
        (await premises.FindingAsync(id)).GetProperty("accountId").GetString().ShouldBe(account);
        var right = await premises.Shell.TypeAsync($"{account}\n", "forget", account);
        var nobody = await premises.DoneAsync("forget nobody --yes");

        wrong.Code.ShouldBe(ExitCode.Usage);
        wrong.Error.ShouldContain("The next scan reads the account again");
        wrong.Error.ShouldContain("Nothing was changed");
        right.Code.ShouldBe(ExitCode.Ok);
        nobody.ShouldBe("Nothing was kept about nobody.\n");
    }

    /// <summary>Leaves a trace of the person wherever one can be.</summary>
    private static async Task TouchAsync(Premises premises, string id, string account)
    {
        await premises.DoneAsync($"dismiss {id} --reason known");
        await premises.Shell.RunAsync("hold", "add", account, "--owner", "Zoë", "--reason", "on leave", "--until", "2027-03-31");
        await premises.DoneAsync($"settings set billingContact {account}");
        var address = (await premises.JsonAsync($"users show {account}")).GetProperty("account").GetProperty("email").GetString()!.ToUpperInvariant();
        await premises.DoneAsync($"people import {premises.Shell.Write("people.csv", $"Account ID,Email,Person ID,Contract ends,Sponsor\n{account},,hr-zebra,2027-12-31,Max\n,{address},hr-yak,,\n,else@acme.test,hr-gnu,,\n")}");
    }

    /// <summary>A scan that stopped after it had read the person.</summary>
    private static async Task StopHalfwayAsync(Premises premises, string account)
    {
        await using var workplace = await Workplace.OpenAsync(premises.Shell.Data, CommandHost.System with { Time = premises.Shell.Time }, TestContext.Current.CancellationToken);
        var (org, cancel) = (new Core.Directory.OrgId(premises.Org), TestContext.Current.CancellationToken);
        var last = (await workplace.Store.ScansAsync(org, new(1), cancel))[0];
        var record = (await workplace.Store.TryGetAccountAsync(org, last.Id, new(account), cancel))!;
        premises.Shell.Time.Advance(TimeSpan.FromMinutes(1));
        var id = new Core.Directory.ScanId("zzz-half");
        await workplace.Store.SaveAccountsAsync(
            new Scan { Org = org, Id = id, Fence = 99, Phase = ScanPhase.Inventory, Survey = last.Survey with { Scan = id, Now = premises.Shell.Time.GetUtcNow() } },
            [new(0, [record])],
            cancel);
    }
}
