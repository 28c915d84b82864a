using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R04: seats, and nothing was ever used.</summary>
public sealed class NeverActiveTests
{
    private static Account Joined(TimeSpan ago) => Make.NeverActive() with { AddedToOrg = Make.Now - ago };

    [Fact]
    public void Is_silent_one_tick_before_the_grace_ends() => Joined(TimeSpan.FromDays(30) - Make.Tick).Judged().ShouldBeEmpty();

    [Fact]
    public void Is_for_a_person_when_the_grace_is_exactly_over()
    {
        var found = Joined(TimeSpan.FromDays(30)).Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Action).ShouldBe(("R04", Tier.Review, RecommendedAction.Suspend));
        found.Guards.ShouldBeEmpty();
    }

    [Fact]
    public void Is_for_a_person_one_tick_before_sixty_days() => Joined(TimeSpan.FromDays(60) - Make.Tick).Judged().ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);

    [Fact]
    public void Is_probable_at_exactly_sixty_days() => Joined(TimeSpan.FromDays(60)).Judged().ShouldHaveSingleItem().Tier.ShouldBe(Tier.Probable);

    [Fact]
    public void Is_for_a_person_when_the_day_of_joining_is_unknown()
    {
        var found = Make.NeverActive(joined: null).Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier).ShouldBe(("R04", Tier.Review));
        found.Said("joined the organisation").ShouldBe("not known");
    }

    [Fact]
    public void Is_silent_when_joining_lies_in_the_future() => Make.NeverActive(-2).Judged().ShouldBeEmpty();

    [Fact]
    public void A_longer_grace_than_sixty_days_is_kept()
    {
        var settings = Make.Settings with { NeverUsedDays = 365 };

        Make.NeverActive(364.9).Judged(settings: settings).ShouldBeEmpty();
        Make.NeverActive(365).Judged(settings: settings).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Probable);
    }

    [Fact]
    public void Takes_every_seat_that_costs_money()
    {
        var found = Make.PersonOn((Product.Jira.On(), Signal.None), (Product.Confluence.On(), Signal.None), (Product.Jira.On(Make.Sandbox), Signal.None))
            .Judged().ShouldHaveSingleItem();

        found.Seats.Select(s => s.Product).ShouldBe([Product.Jira, Product.Confluence]);
        (found.Product, found.Site).ShouldBe((null, null));
    }

    [Fact]
    public void Any_use_of_a_seat_silences_it() =>
        Make.Person((Product.Jira, Signal.None), (Product.Confluence, Make.Ago(900))).Judged().Of("R04").ShouldBeNull();

    [Fact]
    public void Any_use_of_an_unpriced_product_silences_it() =>
        Make.NeverActive().Using(Make.Bitbucket.On(), Make.Ago(900)).Judged().Of("R04").ShouldBeNull();

    [Fact]
    public void Use_in_a_sandbox_silences_it() =>
        Make.PersonOn((Product.Jira.On(), Signal.None), (Product.Jira.On(Make.Sandbox), Make.Ago(900))).Judged().Of("R04").ShouldBeNull();

    [Fact]
    public void Use_in_the_future_silences_it() =>
        Make.NeverActive().Using(Make.Bitbucket.On(), Make.Ago(-1)).Judged().Of("R04").ShouldBeNull();

    [Fact]
    public void Unknown_use_of_a_seat_is_not_never() => Make.Person((Product.Jira, Signal.Unknown)).Judged().ShouldBeEmpty();

    [Fact]
    public void Unknown_use_of_an_unpriced_product_is_not_never() => Make.NeverActive().Using(Make.Bitbucket.On(), Signal.Unknown).Judged().ShouldBeEmpty();

    [Fact]
    public void Use_that_was_not_read_is_not_never() => (Make.NeverActive() with { Usage = null }).Judged().ShouldBeEmpty();

    [Fact]
    public void An_export_that_says_never_for_all_products_is_never() =>
        (Make.NeverActive() with { Usage = null, LastActiveAnywhere = Signal.None }).Judged().Rules().ShouldBe(["R04"]);

    [Fact]
    public void Sandbox_seats_alone_are_no_finding() => Make.PersonOn((Product.Jira.On(Make.Sandbox), Signal.None)).Judged().ShouldBeEmpty();
}
