using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R02: no seat in use, at least one used once.</summary>
public sealed class IdleEverywhereTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(90);

    [Fact]
    public void Is_idle_when_exactly_on_the_limit()
    {
        var found = Make.Person((Product.Jira, Make.Ago(Limit)), (Product.Confluence, Make.Ago(Limit))).Judged().ShouldHaveSingleItem();

        found.Rule.ShouldBe("R02");
        found.Tier.ShouldBe(Tier.Probable);
        found.Action.ShouldBe(RecommendedAction.Suspend);
        (found.Product, found.Site).ShouldBe((null, null));
        found.Seats.Count.ShouldBe(2);
    }

    [Fact]
    public void Is_idle_one_tick_above_the_limit() => Make.Person((Product.Jira, Make.Ago(Limit + Make.Tick))).Judged().Rules().ShouldBe(["R02"]);

    [Fact]
    public void Is_not_idle_one_tick_below_the_limit() => Make.Person((Product.Jira, Make.Ago(Limit - Make.Tick))).Judged().ShouldBeEmpty();

    [Fact]
    public void Is_not_idle_when_used_in_the_future() => Make.Person((Product.Jira, Make.Ago(-0.1))).Judged().ShouldBeEmpty();

    [Fact]
    public void A_seat_never_used_may_stand_beside_an_idle_one()
    {
        var found = Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Signal.None)).Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Seats.Count).ShouldBe(("R02", Tier.Probable, 2));
    }

    [Fact]
    public void A_product_that_the_record_does_not_name_was_never_used()
    {
        var account = Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Signal.None));
        account = account with { Usage = [.. account.Usage!.Take(1)] };

        account.Judged().Rules().ShouldBe(["R02"]);
    }

    [Fact]
    public void Never_used_anything_is_another_rule() => Make.NeverActive().Judged().Rules().ShouldBe(["R04"]);

    [Fact]
    public void One_seat_of_unknown_use_silences_it() =>
        Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Signal.Unknown)).Judged().ShouldBeEmpty();

    [Fact]
    public void Use_of_an_unpriced_product_forbids_the_suspension()
    {
        var found = Make.IdleEverywhere().Using(Make.Bitbucket.On(), Make.Ago(1)).Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Action).ShouldBe(("R02", Tier.Probable, RecommendedAction.RemoveAccess));
    }

    [Fact]
    public void Use_of_an_unpriced_product_exactly_on_the_limit_does_not() =>
        Make.IdleEverywhere().Using(Make.Bitbucket.On(), Make.Ago(Limit)).Judged().ShouldHaveSingleItem().Action.ShouldBe(RecommendedAction.Suspend);

    [Fact]
    public void Unknown_use_of_an_unpriced_product_needs_a_person_and_forbids_the_suspension()
    {
        var found = Make.IdleEverywhere().Using(Make.Bitbucket.On(), Signal.Unknown).Judged().ShouldHaveSingleItem();

        (found.Tier, found.Action).ShouldBe((Tier.Review, RecommendedAction.RemoveAccess));
        found.Said("missing").ShouldBe("the use of every product");
    }

    [Fact]
    public void One_date_for_all_products_is_enough()
    {
        var found = (Make.IdleEverywhere() with { Usage = null, LastActiveAnywhere = Make.Ago(Limit) }).Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Action).ShouldBe(("R02", Tier.Probable, RecommendedAction.Suspend));
        found.Evidence[0].Signal.ShouldBe("last use of anything, Jira on acme included");
    }

    [Fact]
    public void A_newer_date_for_all_products_forbids_the_suspension() =>
        (Make.IdleEverywhere() with { LastActiveAnywhere = Make.Ago(1) }).Judged().ShouldHaveSingleItem().Action.ShouldBe(RecommendedAction.RemoveAccess);

    [Fact]
    public void No_date_at_all_is_no_finding() => (Make.IdleEverywhere() with { Usage = null }).Judged().ShouldBeEmpty();

    [Fact]
    public void Sandbox_seats_alone_are_no_finding() => Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200))).Judged().ShouldBeEmpty();

    [Fact]
    public void Sandbox_seats_are_not_among_the_seats_that_come_back() =>
        Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Sandbox), Make.Ago(300))).Judged()
            .ShouldHaveSingleItem().Seats.ShouldBe([new SeatRef(Product.Jira, Make.Acme, null)]);

    [Fact]
    public void Unknown_tenure_does_not_lower_it() => (Make.IdleEverywhere() with { AddedToOrg = null }).Judged().ShouldHaveSingleItem().Tier.ShouldBe(Tier.Probable);

    [Fact]
    public void No_seats_is_no_finding() => (Make.IdleEverywhere() with { Seats = [] }).Judged().ShouldBeEmpty();
}
