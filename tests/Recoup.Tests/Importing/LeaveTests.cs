using Microsoft.Extensions.Time.Testing;
using Recoup.Core.Directory;
using Recoup.Engine.Importing;
using Recoup.Forge.Kvs;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Importing;

/// <summary>Leave calendars, and the holds that come of them.</summary>
public sealed class LeaveTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("Email,From,Until,Reason\nAna@x.test,2026-12-01,2026-12-20,parental")]
    [InlineData("\uFEFFmail;Start date;End date;Leave type\nana@x.test;01.12.2026;20.12.2026;parental")]
    [InlineData("Until,Comment,Employee,E-mail,First day\n20 Dec 2026,parental,4711,ana@x.test,1 Dec 2026")]
    public void Takes_a_calendar_in_every_shape(string text) =>
        Read(text).Leaves.ShouldHaveSingleItem().ShouldBe(new Leave(2, null, "ana@x.test", new(2026, 12, 1), new(2026, 12, 20), "parental"));

    [Theory]
    [InlineData("a,2026-12-01,2026-11-30,x", "1 row that end before they begin (line 2)")]
    [InlineData("a,soon,2026-11-30,x", "1 row with a date that is none (line 2)")]
    [InlineData("a,2026-12-01,,x", "1 row without a last day (line 2)")]
    [InlineData("a,2026-12-01,9999-12-31,x", "1 row without a last day (line 2)")]
    [InlineData("a,2026-12-01,2031-11-24,x", "1 row that end more than 5 years ahead (line 2)")]
    [InlineData(",2026-12-01,2026-12-02,x", "1 row with neither an account id nor an address (line 2)")]
    [InlineData("a,2026-12-01", "1 row shorter than the header (line 2)")]
    public void A_row_that_cannot_be_understood_is_left_out_and_named(string row, string told)
    {
        var read = Read($"Account ID,From,Until,Reason\n{row}\nb,2026-12-01,2031-11-23,x");

        read.Refused.ShouldBe([told]);
        read.Leaves.Select(l => l.Account!.Value.Value).ShouldBe(["b"]);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("From,Until\n2026-12-01,2026-12-02", "This is no leave calendar")]
    [InlineData("Email,From\na@x.test,2026-12-01", "This is no leave calendar")]
    [InlineData("Email,From,Until\na@x.test,03/04/2026,2026-12-01", "Line 2: \"03/04/2026\" is a date that can be read with the day or with the month first")]
    public void Says_what_is_wrong_with_another_file(string text, string part) => Should.Throw<ImportException>(() => Read(text)).Message.ShouldContain(part);

    [Fact]
    public async Task Whose_leave_it_is_is_found_by_account_or_by_address_and_told_by_line_when_by_neither()
    {
        var plan = await PlanAsync("Account ID,Email,From,Until\na-1,,2026-12-01,2026-12-20\n,BOB@x.test,,2026-12-24\nz-9,ann@x.test,,2026-12-24\n,nobody@x.test,,2026-12-24");

        plan.Holds.ShouldBe([new(new("a-1"), "HR", "leave", new(2026, 12, 20)) { From = new(2026, 12, 1) }, new(new("b-2"), "HR", "leave", new(2026, 12, 24))]);
        plan.Unmatched.ShouldBe([4, 5]);
    }

    [Theory]
    [InlineData("2026-11-22", 0, 1)]
    [InlineData("2026-11-23", 1, 0)]
    public async Task A_leave_that_is_over_is_counted_and_holds_nobody(string until, int holds, int ended)
    {
        var plan = await PlanAsync($"Account ID,From,Until\na-1,2026-11-01,{until}");

        (plan.Holds.Count, plan.Ended).ShouldBe((holds, ended));
    }

    [Fact]
    public async Task A_hold_that_ends_later_is_not_shortened_and_keeps_its_words()
    {
        var hold = new Hold(new("a-1"), "Zoë", "project", new(2027, 6, 30));

        var plan = await PlanAsync("Account ID,From,Until\na-1,2026-12-01,2026-12-20", hold);

        plan.Holds.ShouldBeEmpty();
        plan.Kept.ShouldBe(1);
    }

    [Fact]
    public async Task A_hold_that_ends_sooner_lasts_longer_now_and_nobody_is_let_go_in_between()
    {
        var live = new Hold(new("a-1"), "Zoë", "project", new(2026, 11, 30));
        var later = new Hold(new("b-2"), "Zoë", "project", new(2027, 6, 30)) { From = new(2027, 1, 1) };

        var plan = await PlanAsync("Account ID,From,Until,Reason\na-1,2026-12-10,2026-12-20,leave\nb-2,2026-12-10,2026-12-20,leave", live, later);

        plan.Holds.ShouldBe([new(new("a-1"), "HR", "leave", new(2026, 12, 20)), later with { From = new(2026, 12, 10) }]);
    }

    [Fact]
    public async Task A_hold_that_has_ended_leaves_nothing_to_the_next()
    {
        var plan = await PlanAsync("Account ID,From,Until\na-1,2026-12-10,2026-12-20", new Hold(new("a-1"), "Zoë", "project", new(2026, 11, 22)));

        plan.Holds.Single().From.ShouldBe(new DateOnly(2026, 12, 10));
    }

    [Fact]
    public async Task Several_leaves_of_one_person_are_held_from_the_first_day_to_the_last()
    {
        var plan = await PlanAsync("Account ID,From,Until\na-1,2027-02-01,2027-02-10\na-1,2026-12-10,2026-12-20\nb-2,2026-12-10,2026-12-20\nb-2,2026-12-10,2026-12-20");

        plan.Holds.Select(h => (h.Account.Value, h.From, h.Until)).ShouldBe([("a-1", new(2026, 12, 10), new(2027, 2, 10)), ("b-2", new(2026, 12, 10), new(2026, 12, 20))]);
        plan.Several.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_calendar_again_changes_nothing()
    {
        const string text = "Account ID,From,Until\na-1,2026-12-10,2026-12-20\nb-2,,2026-12-20";
        var once = await PlanAsync(text);

        var twice = await PlanAsync(text, [.. once.Holds]);

        (twice.Holds.Count, twice.Kept).ShouldBe((0, 2));
    }

    private static LeaveFile Read(string text)
    {
        using var file = new StringReader(text);
        return LeaveFile.Read(file, Today);
    }

    private static async Task<LeaveHolds> PlanAsync(string text, params Hold[] existing)
    {
        var (store, scan, cancel) = (new KvsStore(new FakeKvs(), new FakeTimeProvider(Now)), Some.Scan(), TestContext.Current.CancellationToken);
        await store.SaveAccountsAsync(scan, [new(0, [Some.Account("a-1", email: "Ann@x.test"), Some.Account("b-2", email: "bob@x.test")])], cancel);
        return LeaveHolds.Of(Read(text).Leaves, await LeaveAccounts.ReadAsync(store, scan, cancel), existing, "HR", Now);
    }
}
