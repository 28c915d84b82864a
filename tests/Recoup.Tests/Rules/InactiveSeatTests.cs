using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R01: one seat idle, another in use.</summary>
public sealed class InactiveSeatTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(90);

    private static IReadOnlyList<Recommendation> WithJira(Signal last) => Make.Person((Product.Jira, last), (Product.Confluence, Make.Ago(1))).Judged();

    [Fact]
    public void Is_idle_when_exactly_on_the_limit()
    {
        var found = WithJira(Make.Ago(Limit)).ShouldHaveSingleItem();

        found.Rule.ShouldBe("R01");
        found.Tier.ShouldBe(Tier.Probable);
        found.Action.ShouldBe(RecommendedAction.RemoveAccess);
        found.Guards.ShouldBeEmpty();
    }

    [Fact]
    public void Is_idle_one_tick_above_the_limit() => WithJira(Make.Ago(Limit + Make.Tick)).Rules().ShouldBe(["R01"]);

    [Fact]
    public void Is_not_idle_one_tick_below_the_limit() => WithJira(Make.Ago(Limit - Make.Tick)).ShouldBeEmpty();

    [Fact]
    public void Is_not_idle_when_used_in_the_future() => WithJira(Make.Ago(-3)).ShouldBeEmpty();

    [Fact]
    public void Is_not_idle_when_never_used_which_is_another_rule() => WithJira(Signal.None).Rules().ShouldBe(["R03"]);

    [Fact]
    public void Is_not_idle_when_the_last_use_is_unknown() => WithJira(Signal.Unknown).ShouldBeEmpty();

    [Fact]
    public void Follows_the_threshold_that_is_set()
    {
        var settings = Make.Settings with { InactiveDays = 30 };
        var account = Make.Person((Product.Jira, Make.Ago(30)), (Product.Confluence, Make.Ago(1)));

        account.Judged().ShouldBeEmpty();
        account.Judged(settings: settings).Rules().ShouldBe(["R01"]);
    }

    [Fact]
    public void Needs_another_seat_in_use() => Make.IdleEverywhere().Judged().Of("R01").ShouldBeNull();

    [Fact]
    public void Needs_another_seat_used_one_tick_below_the_limit()
    {
        Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(Limit - Make.Tick))).Judged().Rules().ShouldBe(["R01"]);
        Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(Limit))).Judged().Rules().ShouldBe(["R02"]);
    }

    [Fact]
    public void Use_of_a_product_without_a_seat_is_not_another_seat() =>
        Make.IdleEverywhere().Using(Make.Bitbucket.On(), Make.Ago(1)).Judged().Rules().ShouldBe(["R02"]);

    [Fact]
    public void The_same_product_on_another_site_is_another_seat()
    {
        var found = Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Other), Make.Ago(1))).Judged().ShouldHaveSingleItem();

        found.Rule.ShouldBe("R01");
        (found.Product, found.Site).ShouldBe((Product.Jira, Make.Acme));
        found.Seats.ShouldBe([new SeatRef(Product.Jira, Make.Acme, null)]);
    }

    [Fact]
    public void A_seat_in_use_counts_as_another_seat_even_when_its_date_lies_in_the_future() =>
        Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(-1))).Judged().Rules().ShouldBe(["R01"]);

    [Fact]
    public void A_sandbox_seat_is_silent() =>
        Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200)), (Product.Jira.On(), Make.Ago(1))).Judged().ShouldBeEmpty();

    [Fact]
    public void A_sandbox_seat_in_use_is_not_another_seat_and_still_forbids_a_suspension()
    {
        var found = Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Sandbox), Make.Ago(1))).Judged().ShouldHaveSingleItem();

        (found.Rule, found.Action).ShouldBe(("R02", RecommendedAction.RemoveAccess));
        found.Seats.ShouldBe([new SeatRef(Product.Jira, Make.Acme, null)]);
    }

    [Fact]
    public void Every_idle_seat_is_a_row_of_its_own()
    {
        var found = Make.Person((Product.Jira, Make.Ago(200)), (Product.Discovery, Make.Ago(300)), (Product.Confluence, Make.Ago(1))).Judged();

        found.Rules().ShouldBe(["R01", "R01"]);
        found.ShouldAllBe(f => f.Seats.Count == 1 && f.SupersededBy == null);
        found.Select(f => f.Product).ShouldBe([Product.Jira, Product.Discovery]);
    }

    [Fact]
    public void One_date_for_all_products_tells_nothing_of_one_seat()
    {
        var account = Make.IdleInJira() with { Usage = null, LastActiveAnywhere = Make.Ago(1) };

        account.Judged().ShouldBeEmpty();
    }

    [Fact]
    public void One_date_for_all_products_never_stands_in_for_a_seat_that_was_not_read() =>
        (Make.Person((Product.Jira, Signal.Unknown), (Product.Confluence, Make.Ago(1))) with { LastActiveAnywhere = Make.Ago(200) }).Judged().ShouldBeEmpty();

    [Theory]
    [InlineData("suspended")]
    [InlineData("deactivated")]
    [InlineData("not_invited")]
    [InlineData("for_deletion")]
    [InlineData("Active")]
    [InlineData("a status of next year")]
    public void An_account_that_is_not_active_is_no_finding(string status) => (Make.IdleInJira() with { Status = status }).Judged().ShouldBeEmpty();

    [Fact]
    public void A_protected_person_is_listed_and_left_alone()
    {
        var found = (Make.IdleInJira() with { PlatformRoles = [Role.OrgAdmin] }).Judged().ShouldHaveSingleItem();

        (found.Tier, found.Action).ShouldBe((Tier.Excluded, RecommendedAction.Advise));
    }

    [Fact]
    public void The_card_shows_the_seats_own_date_and_the_newest_of_anything()
    {
        var found = Make.IdleInJira().Judged().ShouldHaveSingleItem();

        found.Said("last use of Jira on acme").ShouldBe("2026-04-15, 200 days ago");
        found.Said("newest use of anything").ShouldBe("2026-10-31, 1 day ago");
    }
}
