using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup hold import</c>, and holds that end soon.</summary>
public sealed class HoldImportTests
{
    [Fact]
    public async Task A_leave_holds_its_person_from_its_first_day_to_its_last()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();

        var told = await premises.DoneAsync($"hold import {Calendar(premises, $"{account},2026-12-01,2026-12-20,parental leave")} --owner Zoe");
        var before = await StateAsync(premises, id);
        premises.Shell.Time.SetUtcNow(new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        await premises.DoneAsync("scan");
        var stillBefore = await StateAsync(premises, id);
        premises.Shell.Time.SetUtcNow(new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
        await premises.DoneAsync("scan");
        var during = await StateAsync(premises, id);
        premises.Shell.Time.SetUtcNow(new(2026, 12, 21, 12, 0, 0, TimeSpan.Zero));
        await premises.DoneAsync("scan");

        told.ShouldStartWith("1 account is held by this: 0 from now on, 1 from a day to come.");
        (before, stillBefore, during, await StateAsync(premises, id)).ShouldBe(("open", "open", "held", "open"));
    }

    [Fact]
    public async Task A_leave_that_has_begun_holds_at_once_with_one_entry_in_the_log_that_names_nobody()
    {
        await using var premises = await Premises.ScannedAsync();
        var (id, account) = await premises.AFindingAsync();
        var email = (await premises.JsonAsync($"users show {account}")).GetProperty("account").GetProperty("email").GetString();

        var run = await premises.RunAsync($"hold import {premises.Shell.Write("leave.csv", $"Email,From,Until\n{email},2026-11-01,2026-12-20\n{email},2026-01-01,2026-01-20\nnobody@x.test,,2026-12-20\n")}");

        run.Code.ShouldBe(ExitCode.Partial);
        run.Out.ShouldContain("1 account is held by this: 1 from now on, 0 from a day to come.");
        run.Out.ShouldContain("1 leave is over already.");
        run.Out.ShouldContain("1 row names nobody whom the last scan saw (line 4).");
        (await StateAsync(premises, id)).ShouldBe("held");
        var entry = (await premises.JsonAsync("audit list")).EnumerateArray().Last();
        entry.GetProperty("action").GetString().ShouldBe("hold.import");
        foreach (var text in new[] { account, email!, "nobody@x.test" })
            entry.ToString().ShouldNotContain(text);
        var hold = (await premises.JsonAsync("hold list")).EnumerateArray().ShouldHaveSingleItem();
        (hold.GetProperty("owner").GetString(), hold.GetProperty("reason").GetString(), hold.GetProperty("from").GetString()).ShouldBe(("leave calendar", "leave", "2026-11-01"));
    }

    [Fact]
    public async Task The_list_says_from_when_and_how_many_days_are_left()
    {
        await using var premises = await Premises.ScannedAsync();
        var (_, account) = await premises.AFindingAsync();
        await premises.DoneAsync($"hold import {Calendar(premises, $"{account},2026-12-01,2026-12-20,parental leave")}");

        var table = await premises.DoneAsync("hold list");
        var row = (await premises.JsonAsync("hold list")).EnumerateArray().Single();

        foreach (var text in new[] { "2026-12-01", "2026-12-20", "27", "to come", "leave calendar", "parental leave" })
            table.ShouldContain(text);
        (row.GetProperty("live").GetBoolean(), row.GetProperty("daysLeft").GetInt32()).ShouldBe((false, 27));
        (await premises.DoneAsync($"users show {account}")).ShouldContain("hold      for leave calendar from 2026-12-01 until 2026-12-20: parental leave");
    }

    [Theory]
    [InlineData("2026-12-07", true)]
    [InlineData("2026-12-08", false)]
    public async Task A_hold_that_ends_within_fourteen_days_is_told_after_a_scan_and_by_the_doctor(string until, bool told)
    {
        await using var premises = await Premises.ScannedAsync();
        var (_, account) = await premises.AFindingAsync();
        await premises.Shell.RunAsync("hold", "add", account, "--owner", "Zoë", "--reason", "leave", "--until", until);

        var (scan, doctor) = (await premises.DoneAsync("scan"), await premises.DoneAsync("doctor"));

        const string line = "1 hold ends within 14 days, on 2026-12-07: see recoup hold list.";
        scan.Contains(line, StringComparison.Ordinal).ShouldBe(told);
        doctor.Contains(line, StringComparison.Ordinal).ShouldBe(told);
        (await premises.JsonAsync("doctor")).GetProperty("holdsEnding").ValueKind.ShouldBe(told ? System.Text.Json.JsonValueKind.Object : System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Another_file_changes_nothing()
    {
        await using var premises = await Premises.ScannedAsync();
        var before = await premises.ActionsAsync();

        var run = await premises.RunAsync($"hold import {premises.Shell.Write("other.csv", "Name,Status\nAna,left\n")}");
        var missing = await premises.RunAsync("hold import nothing.csv");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldContain("This is no leave calendar");
        missing.Error.ShouldContain("nothing.csv cannot be read");
        (await premises.ActionsAsync()).ShouldBe(before);
        (await premises.DoneAsync("hold list")).ShouldBe("No hold.\n");
    }

    private static string Calendar(Premises premises, string row) => premises.Shell.Write("leave.csv", $"Account ID,From,Until,Reason\n{row}\n");

    private static async Task<string?> StateAsync(Premises premises, string id) => (await premises.FindingAsync(id)).GetProperty("state").GetString();
}
