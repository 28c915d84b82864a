using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R06: the list of people says that the person has left.</summary>
public sealed class LeaverTests
{
    private static readonly ListedPerson Gone = new() { Account = Make.Ann, Gone = true };
    private static readonly ListedPerson ByAddress = new() { Email = "ann.smith@acme.example", Gone = true };

    /// <summary>Somebody who left five days ago, and used the account before.</summary>
    private static readonly ListedPerson Left = new() { Account = Make.Ann, LeftOn = Make.Today.AddDays(-5), Sponsor = "Bob" };
    private static readonly DateTimeOffset DayAfter = new(2026, 10, 28, 0, 0, 0, TimeSpan.Zero);

    private static Recommendation? Found(ListedPerson row, Account? account = null, int listed = 0, params Recommendation[] earlier) =>
        (account ?? Make.IdleEverywhere()).Judged(earlier: earlier, people: Make.People(row).DaysAgo(listed)).Of("R06");

    private static void ShouldAsk(Recommendation? found, string why)
    {
        found.ShouldNotBeNull();
        (found.Tier, found.Action).ShouldBe((Tier.Review, RecommendedAction.Suspend));
        found.Evidence.ShouldContain(e => e.Signal == "missing" && e.Value.StartsWith(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    [InlineData(false, -1, true)]
    [InlineData(false, 0, false)]
    [InlineData(true, 0, false)]
    [InlineData(true, 1, false)]
    [InlineData(false, 1, false)]
    public void Has_left_when_the_last_day_is_over_or_without_one_when_the_list_says_so(bool gone, int? lastDay, bool found) =>
        (Found(new() { Account = Make.Ann, Gone = gone, LeftOn = lastDay is { } days ? Make.Today.AddDays(days) : null })?.Tier == Tier.Certain).ShouldBe(found);

    [Fact]
    public void Names_the_row_and_takes_every_seat_that_costs_money()
    {
        var account = Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Confluence.On(), Make.Ago(9)), (Product.Jira.On(Make.Sandbox), Make.Ago(9)));

        var found = Found(Left, account)!;

        (found.Product, found.Seats.Count).ShouldBe((null, 2));
        found.Said("list of people").ShouldBe("left on 2026-10-27; sponsor Bob (found by the account id)");
        found.Evidence.ShouldContain(e => e.Signal == "list of people, of 2026-11-01");
        Found(Gone)!.Said("list of people").ShouldBe("has left or is disabled (found by the account id)");
    }

    [Theory]
    [InlineData("ann.smith@acme.example")]
    [InlineData("Ann.Smith@ACME.example")]
    public void An_address_alone_is_for_a_person(string email) => ShouldAsk(Found(ByAddress, Make.IdleEverywhere() with { Email = email }), "whether it is the same person");

    [Fact]
    public void Another_address_a_hidden_one_or_a_row_about_another_account_is_nobody()
    {
        Found(ByAddress with { Email = "ann@acme.example" }).ShouldBeNull();
        Found(ByAddress, Make.IdleEverywhere() with { Email = null }).ShouldBeNull();
        Found(ByAddress with { Account = new("712020:other") }).ShouldBeNull();
    }

    [Fact]
    public void The_row_about_the_account_counts_before_one_by_address_and_the_first_of_two()
    {
        var account = Make.IdleEverywhere();

        account.Judged(people: Make.People(ByAddress, new() { Account = Make.Ann })).Of("R06").ShouldBeNull();
        account.Judged(people: Make.People(new() { Account = Make.Ann }, Gone)).Of("R06").ShouldBeNull();
        account.Judged(people: Make.People(Gone, new() { Account = Make.Ann })).Of("R06")!.Tier.ShouldBe(Tier.Certain);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(400, false)]
    [InlineData(-1, true)]
    [InlineData(-2, false)]
    public void A_list_that_is_old_or_of_a_day_to_come_says_too_little(int listed, bool fresh)
    {
        var found = Found(Gone, listed: listed);

        if (fresh)
            found!.Tier.ShouldBe(Tier.Certain);
        else
            ShouldAsk(found, "what the list says today: it is of ");
    }

    [Fact]
    public void A_list_of_the_last_day_of_time_does_no_harm() =>
        ShouldAsk(Make.IdleEverywhere().Judged(people: new(DateOnly.MaxValue, [Gone])).Of("R06"), "what the list says today");

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Use_after_the_last_day_speaks_for_a_rehire(int ticks, bool sure)
    {
        var used = Signal.Of(DayAfter.AddTicks(ticks));

        // A list of the last day, which tells no date, means the same.
        foreach (var (row, listed) in new[] { (Left, 0), (Gone, 5) })
        {
            var found = Found(row, Make.Person((Product.Jira, used)), listed);
            if (sure)
                found!.Tier.ShouldBe(Tier.Certain);
            else
                ShouldAsk(found, "who used the account after that day (2026-10-28)");
        }
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Access_given_after_the_last_day_speaks_for_a_rehire(int ticks, bool sure)
    {
        var given = DayAfter.AddTicks(ticks);
        foreach (var account in new[] { Make.IdleEverywhere() with { LastGiven = given }, Make.IdleEverywhere() with { AddedToOrg = given } })
        {
            var found = Found(Left, account);
            if (sure)
                found!.Tier.ShouldBe(Tier.Certain);
            else
                ShouldAsk(found, "why it was given access after that day");
        }
    }

    [Fact]
    public void Unknown_use_is_for_a_person() => ShouldAsk(Found(Left, Make.IdleEverywhere() with { Usage = null }), "the use of every product");

    [Fact]
    public void Issues_reported_before_leaving_say_nothing_against_it() =>
        Make.IdleEverywhere().Probed(issues: new IssueActivity(Make.Acme, 5, 0)).Judged(Make.Survey.Connected(Make.Acme), people: Make.People(Left)).Of("R06")!.Tier.ShouldBe(Tier.Certain);

    [Theory]
    [InlineData(0, "managed", RecommendedAction.Deactivate)]
    [InlineData(1, "managed", RecommendedAction.Deactivate)]
    [InlineData(-1, "managed", RecommendedAction.Suspend)]
    [InlineData(0, "unmanaged", RecommendedAction.Suspend)]
    public void A_managed_account_still_active_after_fourteen_days_is_deactivated(int ticks, string claim, RecommendedAction action)
    {
        var account = Make.IdleEverywhere() with { Claim = claim };
        var open = Found(Left, account)! with { OpenSince = Make.Now - TimeSpan.FromDays(14) - TimeSpan.FromTicks(ticks) };

        Found(Left, account, 0, open)!.Action.ShouldBe(action);
        Found(Left, account, 0, open.Closed("no longer listed"))!.Action.ShouldBe(RecommendedAction.Suspend);
        Found(Left, account, 31, open)!.Action.ShouldBe(RecommendedAction.Suspend);
    }

    [Fact]
    public void Sandbox_seats_alone_are_no_finding() => Found(Left, Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200)))).ShouldBeNull();

    [Fact]
    public void Waits_for_a_list_and_says_so()
    {
        Make.Waiting("R06").ShouldBe("a list of people from HR or the identity provider: recoup people import FILE.csv");
        Make.Waiting("R06", people: Make.People(ByAddress)).ShouldBeNull();
        Make.IdleEverywhere().Judged().Of("R06").ShouldBeNull();
    }
}
