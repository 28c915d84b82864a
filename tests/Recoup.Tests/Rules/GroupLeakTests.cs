using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R20: a group gives a product that many of its members do not use.</summary>
public sealed class GroupLeakTests
{
    private static readonly Survey Grouped = Make.Survey with { Grants = [Make.Grant("all", Product.Jira), Make.Grant("all", Product.Confluence), Make.Grant("one", Product.Jira)] };

    /// <summary>Members of a group that gives Jira and Confluence: all use Jira, and Confluence as told.</summary>
    private static IEnumerable<Account> Members(int count, Signal confluence, string group = "all") => Enumerable.Range(0, count).Select(i =>
        Make.Person((Product.Jira, Make.Ago(1)), (Product.Confluence, confluence)) with
        {
            Id = new($"{group}-{confluence}-{i}"),
            Seats = [Make.Seat(Product.Jira, path: SeatPath.Group, groups: [group]), Make.Seat(Product.Confluence, path: SeatPath.Group, groups: [group])],
        });

    private static Recommendation? Found(IEnumerable<Account> members, Survey? survey = null, Settings? settings = null) =>
        Make.Around(survey ?? Grouped, settings, everybody: [.. members]).Whole(new Dictionary<Product, int> { [Product.Jira] = 100, [Product.Confluence] = 100 }).Of("R20");

    private static IEnumerable<Account> Leak => Members(10, Make.Ago(200)).Concat(Members(15, Make.Ago(1)));

    [Fact]
    public void Is_advice_about_the_group()
    {
        var found = Found(Members(6, Make.Ago(200)).Concat(Members(4, Signal.None)).Concat(Members(15, Make.Ago(1))))!;

        (found.Tier, found.Action, found.DisplayName, found.Product, found.AccountId, found.Seats.Count).ShouldBe((Tier.Probable, RecommendedAction.Advise, "all members", Product.Confluence, null, 0));
        found.Said("Confluence on acme").ShouldBe("10 of 25 members do not use it (40 %): 6 idle, 4 never");
        found.Saving!.PerMonth.ShouldBe(60m);
    }

    [Theory]
    [InlineData(10, 15, true)] // exactly 40 % and exactly 10
    [InlineData(10, 16, false)]
    [InlineData(10, 14, true)]
    [InlineData(9, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(40, 60, true)]
    [InlineData(39, 61, false)]
    public void Forty_percent_and_ten_members_are_enough(int idle, int used, bool found) =>
        (Found(Members(idle, Make.Ago(200)).Concat(Members(used, Make.Ago(1)))) is not null).ShouldBe(found);

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void A_member_is_idle_on_the_limit(int ticks, bool found) => (Found(Members(10, Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks)))) is not null).ShouldBe(found);

    [Theory]
    [InlineData(30, 0, true)]
    [InlineData(30, 1, false)]
    [InlineData(null, 0, false)]
    public void A_member_never_used_it_once_the_grace_is_over(int? days, int ticks, bool found) =>
        (Found(Members(10, Signal.None).Select(a => a with { AddedToOrg = days is { } some ? Make.Now.AddDays(-some).AddTicks(ticks) : null })) is not null).ShouldBe(found);

    [Fact]
    public void Unknown_use_is_none_of_both() => Found(Members(10, Signal.Unknown)).ShouldBeNull();

    [Fact]
    public void A_group_that_gives_one_product_leaks_nothing() => Found(Members(20, Make.Ago(200), "one")).ShouldBeNull();

    [Fact]
    public void Accounts_that_are_not_active_and_sandboxes_do_not_count()
    {
        Found(Leak.Select(a => a with { Status = "suspended" })).ShouldBeNull();
        Found(Leak.Select(a => a with { Seats = [.. a.Seats.Select(s => s with { Resource = s.Product.On(Make.Sandbox) })] })).ShouldBeNull();
    }

    [Fact]
    public void Two_products_not_used_are_one_finding_about_no_single_product()
    {
        var found = Found(Members(10, Make.Ago(200)).Select(a => a with { Usage = [.. a.Usage!.Select(u => u with { Last = Make.Ago(200) })] }))!;

        found.Product.ShouldBeNull();
        found.Evidence.Count(e => e.Value.Contains("do not use it")).ShouldBe(2);
        found.Saving!.PerMonth.ShouldBe(141.5m);
    }

    [Fact]
    public void Every_currency_has_a_sum_of_its_own()
    {
        var book = Money.Book.Settings(Money.Book.For(Product.Jira) with { Currency = "EUR" }, Money.Book.For(Product.Confluence));

        var found = Found(Members(10, Make.Ago(200)).Select(a => a with { Usage = [.. a.Usage!.Select(u => u with { Last = Make.Ago(200) })] }), settings: book)!;

        found.Saving.ShouldBe(Core.Money.Saving.OfYear("USD", 1200, Money.Book.NextMonthly, false));
        found.OtherSavings.ShouldBe([Core.Money.Saving.OfYear("EUR", 1200, Money.Book.NextMonthly, false)]);
    }

    [Fact]
    public void G5_and_G6_make_it_a_question()
    {
        var stalled = Found(Leak, Grouped with { Feed = [Make.Feed(Product.Jira)] })!;
        (stalled.Tier, stalled.Guards.ShouldHaveSingleItem()).ShouldBe((Tier.Review, "G5"));
        Found(Leak, Grouped with { Feed = [Make.Feed(Product.Confluence)] })!.Tier.ShouldBe(Tier.Probable);

        var unread = Found(Leak, Grouped with { UnreadSeats = [Product.Confluence.On(Make.Other)] })!;
        (unread.Tier, unread.Guards.ShouldHaveSingleItem()).ShouldBe((Tier.Review, "G6"));
        Found(Leak, Grouped with { Missing = ["events"] })!.Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void G7_routes_a_group_of_the_identity_provider_out()
    {
        var kept = Grouped with { Grants = [.. Grouped.Grants.Select(g => g with { Writable = false })] };

        var found = Found(Leak, kept)!;

        (found.Tier, found.Action, found.Said("guard G7")).ShouldBe((Tier.Probable, RecommendedAction.RouteOut, "the group all members is kept by the identity provider"));
    }

    [Theory]
    [InlineData("all", null, true)]
    [InlineData("all members", null, true)]
    [InlineData("one", null, false)]
    [InlineData(null, "confluence", true)]
    [InlineData(null, "jira-software", false)]
    [InlineData("all", "jira-software", false)]
    public void G3_protects_what_the_policy_leaves_alone(string? group, string? product, bool held)
    {
        Selector where = new() { Group = group, Product = product is null ? null : new(product) };
        var found = Found(Leak, settings: Make.Settings with { Exclusions = [new(where, "seasonal team", null)] })!;

        (found.Tier, found.State).ShouldBe(held ? (Tier.Excluded, RecommendationState.Held) : (Tier.Probable, RecommendationState.Open));
        found.Action.ShouldBe(RecommendedAction.Advise);
    }

    [Fact]
    public void An_exclusion_about_a_domain_or_one_that_is_over_says_nothing_of_a_group()
    {
        Exclusion[] others = [new(new() { Group = "all", Domain = "acme.example" }, "some of them", null), new(new() { Group = "all" }, "last year", Make.Today.AddDays(-1))];

        Found(Leak, settings: Make.Settings with { Exclusions = others })!.Tier.ShouldBe(Tier.Probable);
    }

    [Fact]
    public void Is_silent_until_everybody_was_read() => Make.Around(Grouped).Whole().Of("R20").ShouldBeNull();

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_member_who_was_just_given_access_does_not_count_as_one_who_never_used_it(int ticks, bool found)
    {
        var given = Make.Now.AddDays(-30).AddTicks(ticks);

        (Found(Members(10, Signal.None).Select(a => a with { LastGiven = given })) is not null).ShouldBe(found);
        (Found(Members(10, Make.Ago(200)).Select(a => a with { LastGiven = given })) is not null).ShouldBe(found);
    }

    [Fact]
    public void G3_for_one_product_does_not_hide_the_leak_in_another()
    {
        var members = Members(10, Make.Ago(200)).Select(a => a with { Usage = [.. a.Usage!.Select(u => u with { Last = Make.Ago(200) })] });

        var found = Found(members, settings: Make.Settings with { Exclusions = [new(new() { Product = Product.Confluence }, "seasonal team", null)] })!;

        (found.Tier, found.Product, found.Guards.Count).ShouldBe((Tier.Probable, Product.Jira, 0));
        found.Saving!.PerMonth.ShouldBe(81.5m);
    }
}
