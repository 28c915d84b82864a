using System.Text.Json;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup dismiss ID</c>.</summary>
public sealed class DismissTests
{
    [Fact]
    public async Task A_finding_set_aside_stays_so_over_scans_and_comes_back_when_that_is_undone()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, _) = await premises.AFindingAsync();

        (await DismissAsync(premises, id)).Out.ShouldContain($"To take it back: recoup dismiss {id} --undo");
        await premises.DoneAsync("scan");
        await premises.DoneAsync("scan");
        var aside = await premises.FindingAsync(id);
        (await premises.DoneAsync($"dismiss {id} --undo")).ShouldContain("is open again");
        var open = await premises.FindingAsync(id);

        aside.GetProperty("state").GetString().ShouldBe("dismissed");
        aside.GetProperty("dismissedBecause").GetString().ShouldBe("needed for audits");
        open.GetProperty("state").GetString().ShouldBe("open");
        open.GetProperty("firstSeen").ToString().ShouldBe(aside.GetProperty("firstSeen").ToString());
    }

    [Fact]
    public async Task What_is_set_aside_counts_neither_in_the_sums_nor_in_the_headline()
    {
        await using var premises = await Premises.ScannedAsync();
        var before = await premises.JsonAsync("scan");
        var headline = Headline(await premises.DoneAsync("scan"));
        var (id, _) = await premises.AFindingAsync(like: f => f.GetProperty("rule").GetString() == "R01" && f.GetProperty("product").GetString() == "jira-software");

        await DismissAsync(premises, id);
        var report = await premises.DoneAsync("scan");
        var after = await premises.JsonAsync("scan");

        Saving(after).ShouldBe(Saving(before) - 7.53m);
        Headline(report).ShouldNotBe(headline);
        report.ShouldContain($"about USD {Saving(after):#,0.00} a month");
    }

    [Fact]
    public async Task What_is_set_aside_leads_no_other_finding_of_the_account()
    {
        await using var premises = await Premises.ScannedAsync(users: 300, seed: 7);
        var follower = (await premises.JsonAsync("recommendations list --tier probable")).EnumerateArray()
            .First(f => f.GetProperty("supersededBy").ValueKind == JsonValueKind.String);
        var id = follower.GetProperty("id").GetString()!;

        await DismissAsync(premises, follower.GetProperty("supersededBy").GetString()!);
        await premises.DoneAsync("scan");

        (await premises.FindingAsync(id)).GetProperty("supersededBy").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Undone_while_the_account_is_on_hold_it_is_held()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        await DismissAsync(premises, id);
        await premises.Shell.RunAsync("hold", "add", account, "--owner", "Zoë", "--reason", "leave", "--until", "2027-03-31");

        (await premises.DoneAsync($"dismiss {id} --undo")).ShouldContain("is held again");

        (await premises.FindingAsync(id)).GetProperty("state").GetString().ShouldBe("held");
    }

    [Fact]
    public async Task Each_leaves_its_entry_with_the_reason()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();

        await DismissAsync(premises, id);
        await premises.DoneAsync($"dismiss {id} --undo");

        var audit = (await premises.JsonAsync("audit list")).EnumerateArray().TakeLast(2).ToList();
        audit.Select(e => e.GetProperty("action").GetString()).ShouldBe(["finding.dismiss", "finding.reopen"]);
        audit.ShouldAllBe(e => e.GetProperty("actor").GetString() == "ada" && e.GetProperty("subject").GetString() == account);
        audit[0].GetProperty("note").GetString().ShouldBe("needed for audits");
    }

    [Fact]
    public async Task What_cannot_be_set_aside_or_taken_back_is_said()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, _) = await premises.AFindingAsync();

        var unknown = await DismissAsync(premises, "abc");
        var notAside = await premises.RunAsync($"dismiss {id} --undo");
        var noReason = await premises.RunAsync($"dismiss {id}");
        var both = await premises.RunAsync($"dismiss {id} --undo --reason x");
        await DismissAsync(premises, id);
        var twice = await DismissAsync(premises, id);

        unknown.Error.ShouldContain("There is no finding abc. Ids are in: recoup users show ACCOUNT");
        notAside.Error.ShouldContain("The finding is open: there is nothing to take back");
        twice.Error.ShouldContain("The finding is dismissed: there is nothing to set aside");
        new[] { unknown, notAside, twice }.ShouldAllBe(r => r.Code == ExitCode.Failed);
        new[] { noReason, both }.ShouldAllBe(r => r.Code == ExitCode.Usage && r.Error.Contains("--reason"));
    }

    private static Task<Shell.Run> DismissAsync(Premises premises, string id) => premises.Shell.RunAsync("dismiss", id, "--reason", "needed for audits");

    private static decimal Saving(JsonElement scan) => scan.GetProperty("recoverable")[0].GetProperty("perMonth").GetDecimal();

    private static string Headline(string report) => report.Split('\n').First(l => l.Contains("can be had back", StringComparison.Ordinal));
}
