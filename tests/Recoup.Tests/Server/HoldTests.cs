using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup hold add|remove|list</c>.</summary>
public sealed class HoldTests
{
    [Fact]
    public async Task Findings_of_an_account_on_hold_are_held_at_once_and_excluded_at_the_next_scan()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();

        (await HoldAsync(premises, account)).Out.ShouldBe($"{account} is left alone until the end of 2027-03-31 (UTC). Sums change with the next scan.\n");
        var atOnce = await premises.FindingAsync(id);
        await premises.DoneAsync("scan");
        var scanned = await premises.FindingAsync(id);

        atOnce.GetProperty("state").GetString().ShouldBe("held");
        scanned.GetProperty("state").GetString().ShouldBe("held");
        scanned.GetProperty("tier").GetString().ShouldBe("excluded");
        scanned.GetProperty("guards").EnumerateArray().Select(g => g.GetString()).ShouldContain("G3");
    }

    [Fact]
    public async Task What_is_held_no_longer_counts_as_to_be_had_back()
    {
        await using var premises = await Premises.ScannedAsync();
        var before = await RecoverableAsync(premises);
        var (_, account) = await premises.AFindingAsync(like: f => f.GetProperty("seats").ToString().Contains("jira-software", StringComparison.Ordinal));

        await HoldAsync(premises, account);

        (await RecoverableAsync(premises)).ShouldBe(before - 7.53m);
    }

    [Fact]
    public async Task A_hold_that_ended_lets_findings_open_again()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        await HoldAsync(premises, account, "2026-11-24");
        await premises.DoneAsync("scan");

        premises.Shell.Time.SetUtcNow(new(2026, 11, 24, 23, 59, 0, TimeSpan.Zero));
        await premises.DoneAsync("scan");
        (await premises.FindingAsync(id)).GetProperty("state").GetString().ShouldBe("held");
        premises.Shell.Time.SetUtcNow(new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));
        await premises.DoneAsync("scan");

        (await premises.FindingAsync(id)).GetProperty("state").GetString().ShouldBe("open");
        (await premises.DoneAsync("hold list")).ShouldContain("ended");
    }

    [Fact]
    public async Task A_hold_that_was_removed_lets_findings_open_again_at_the_next_scan_and_not_before()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        await HoldAsync(premises, account);
        await premises.DoneAsync("scan");

        (await premises.DoneAsync($"hold remove {account}")).ShouldContain("stay held until the next scan");
        (await premises.FindingAsync(id)).GetProperty("state").GetString().ShouldBe("held");
        await premises.DoneAsync("scan");

        var open = await premises.FindingAsync(id);
        open.GetProperty("state").GetString().ShouldBe("open");
        open.GetProperty("tier").GetString().ShouldBe("probable");
        (await premises.DoneAsync("hold list")).ShouldBe("No hold.\n");
    }

    [Fact]
    public async Task A_second_hold_takes_the_place_of_the_first_and_each_leaves_its_entry()
    {
        await using var premises = await Premises.ScannedAsync();
        var (_, account) = await premises.AFindingAsync();

        await HoldAsync(premises, account);
        await HoldAsync(premises, account, "2027-06-30");
        await premises.DoneAsync($"hold remove {account}");

        var audit = (await premises.JsonAsync("audit list")).EnumerateArray().TakeLast(3).ToList();
        audit.Select(e => e.GetProperty("action").GetString()).ShouldBe(["hold.add", "hold.add", "hold.remove"]);
        audit.ShouldAllBe(e => e.GetProperty("actor").GetString() == "ada" && e.GetProperty("subject").GetString() == account);
        audit[1].GetProperty("note").GetString().ShouldBe("for Zoë until 2027-06-30: parental leave");
    }

    [Fact]
    public async Task List_says_who_until_when_for_whom_and_why()
    {
        await using var premises = await Premises.ScannedAsync();
        var (_, account) = await premises.AFindingAsync();
        await HoldAsync(premises, account);

        var table = await premises.DoneAsync("hold list");
        var row = (await premises.JsonAsync("hold list")).EnumerateArray().ShouldHaveSingleItem();

        foreach (var text in new[] { account, "2027-03-31", "live", "Zoë", "parental leave" })
            table.ShouldContain(text);
        row.EnumerateObject().Select(p => p.Name).ShouldBe(["accountId", "displayName", "owner", "reason", "until", "live", "from", "daysLeft"]);
        row.GetProperty("displayName").GetString().ShouldNotBeNullOrEmpty();
        row.GetProperty("daysLeft").GetInt32().ShouldBe(128);
        table.ShouldContain("128");
    }

    [Theory]
    [InlineData("2026-11-22", "has passed already", ExitCode.Usage)]
    [InlineData("31.3.2027", "is no date. Write it as 2027-03-31", ExitCode.Usage)]
    [InlineData("tomorrow", "is no date", ExitCode.Usage)]
    public async Task A_date_that_is_none_or_has_passed_is_refused(string until, string words, int code)
    {
        await using var premises = await Premises.ScannedAsync();
        var (_, account) = await premises.AFindingAsync();

        var run = await HoldAsync(premises, account, until);

        run.Code.ShouldBe(code);
        run.Error.ShouldContain(words);
        (await premises.DoneAsync("hold list")).ShouldBe("No hold.\n");
    }

    [Fact]
    public async Task Somebody_unknown_cannot_be_held_and_a_hold_that_is_not_there_cannot_be_removed()
    {
        await using var premises = await Premises.ScannedAsync();

        var add = await HoldAsync(premises, "nobody");
        var remove = await premises.RunAsync("hold remove nobody");
        var blank = await premises.Shell.RunAsync("hold", "add", "nobody", "--owner", " ", "--reason", "r", "--until", "2027-03-31");

        add.Code.ShouldBe(ExitCode.Failed);
        add.Error.ShouldContain("saw no account nobody");
        remove.Code.ShouldBe(ExitCode.Failed);
        remove.Error.ShouldContain("There is no hold on nobody");
        blank.Code.ShouldBe(ExitCode.Usage);
        blank.Error.ShouldContain("--owner takes a text");
    }

    private static Task<Shell.Run> HoldAsync(Premises premises, string account, string until = "2027-03-31") =>
        premises.Shell.RunAsync("hold", "add", account, "--owner", "Zoë", "--reason", "parental leave", "--until", until);

    private static async Task<decimal> RecoverableAsync(Premises premises) =>
        (await premises.JsonAsync("scan")).GetProperty("recoverable")[0].GetProperty("perMonth").GetDecimal();
}
