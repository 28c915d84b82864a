using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R15: somebody from outside, idle on the shorter threshold.</summary>
public sealed class IdleExternalTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(45);
    private static readonly Survey Known = Make.Survey with { Domains = ["acme.example"] };

    private static Account Outsider(params (Product, Signal)[] seats) =>
        Make.Person(seats.Length == 0 ? [(Product.Jira, Make.Ago(50))] : seats) with { Email = "ann@agency.example" };

    private static Account Used(Signal last) => Outsider((Product.Jira, last));

    [Fact]
    public void Is_idle_when_exactly_on_the_limit()
    {
        var found = Used(Make.Ago(Limit)).Judged(Known).ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Action).ShouldBe(("R15", Tier.Probable, RecommendedAction.Suspend));
        found.Said("external because").ShouldBe("agency.example is not one of its domains");
    }

    [Fact]
    public void Is_idle_one_tick_above_the_limit() => Used(Make.Ago(Limit + Make.Tick)).Judged(Known).Rules().ShouldBe(["R15"]);

    [Fact]
    public void Is_not_idle_one_tick_below_the_limit() => Used(Make.Ago(Limit - Make.Tick)).Judged(Known).ShouldBeEmpty();

    [Fact]
    public void Is_not_idle_when_used_in_the_future() => Used(Make.Ago(-1)).Judged(Known).ShouldBeEmpty();

    [Fact]
    public void Follows_the_threshold_that_is_set() => Outsider().Judged(Known, Make.Settings with { ExternalDays = 51 }).ShouldBeEmpty();

    [Fact]
    public void Is_silent_while_no_own_domain_is_known()
    {
        Outsider().Judged().ShouldBeEmpty();
        (Outsider() with { Claim = "unmanaged" }).Judged().ShouldBeEmpty();
    }

    [Fact]
    public void A_domain_in_the_settings_is_enough() =>
        Outsider().Judged(settings: Make.Settings with { CompanyDomains = ["acme.example"] }).Rules().ShouldBe(["R15"]);

    [Theory]
    [InlineData("ann@acme.example")]
    [InlineData("ann@ACME.Example")]
    [InlineData("\"odd@local\"@acme.example")]
    public void An_own_address_is_not_external(string email) => (Outsider() with { Email = email }).Judged(Known).ShouldBeEmpty();

    [Theory]
    [InlineData("ann@notacme.example")]
    [InlineData("ann@acme.example.agency.example")]
    [InlineData("ann@sub.acme.example")]
    public void A_domain_that_only_looks_alike_is_external(string email) => (Outsider() with { Email = email }).Judged(Known).Rules().ShouldBe(["R15"]);

    [Fact]
    public void Verified_domains_are_compared_without_case() =>
        Outsider().Judged(Make.Survey with { Domains = ["AGENCY.example"] }).ShouldBeEmpty();

    [Fact]
    public void An_unmanaged_account_is_external_whatever_its_address()
    {
        var found = (Outsider() with { Email = "ann@acme.example", Claim = "unmanaged" }).Judged(Known).ShouldHaveSingleItem();

        found.Rule.ShouldBe("R15");
        found.Said("external because").ShouldBe("the account is not managed by the organisation");
    }

    [Fact]
    public void A_hidden_address_says_nothing()
    {
        (Outsider() with { Email = null }).Judged(Known).ShouldBeEmpty();
        (Outsider() with { Email = null, Claim = "unmanaged" }).Judged(Known).Rules().ShouldBe(["R15"]);
    }

    [Fact]
    public void The_newest_use_over_all_seats_decides() =>
        Outsider((Product.Jira, Make.Ago(60)), (Product.Confluence, Make.Ago(44))).Judged(Known).ShouldBeEmpty();

    [Fact]
    public void A_seat_never_used_may_stand_beside_an_idle_one() =>
        Outsider((Product.Jira, Make.Ago(60)), (Product.Confluence, Signal.None)).Judged(Known).Of("R15")!.Seats.Count.ShouldBe(2);

    [Fact]
    public void Never_used_anything_belongs_to_another_rule() => Used(Signal.None).Judged(Known).Rules().ShouldBe(["R04"]);

    [Fact]
    public void Unknown_use_of_a_seat_silences_it() => Outsider((Product.Jira, Make.Ago(60)), (Product.Confluence, Signal.Unknown)).Judged(Known).ShouldBeEmpty();

    [Fact]
    public void Use_of_an_unpriced_product_forbids_the_suspension() =>
        Outsider().Using(Make.Bitbucket.On(), Make.Ago(44)).Judged(Known).ShouldHaveSingleItem().Action.ShouldBe(RecommendedAction.RemoveAccess);

    [Fact]
    public void Unknown_use_of_an_unpriced_product_forbids_the_suspension_and_needs_a_person()
    {
        var found = Outsider().Using(Make.Bitbucket.On(), Signal.Unknown).Judged(Known).ShouldHaveSingleItem();

        (found.Tier, found.Action).ShouldBe((Tier.Review, RecommendedAction.RemoveAccess));
    }

    [Fact]
    public void Unknown_tenure_does_not_lower_it() => (Outsider() with { AddedToOrg = null }).Judged(Known).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Probable);

    [Fact]
    public void A_sandbox_seat_is_silent() =>
        (Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(60))) with { Claim = "unmanaged" }).Judged(Known).ShouldBeEmpty();

    [Fact]
    public void A_protected_external_is_listed_and_left_alone() =>
        (Outsider() with { PlatformRoles = [Role.SiteAdmin] }).Judged(Known).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Excluded);
}
