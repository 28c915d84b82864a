using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R23: the number of seats lies close to an edge that costs money.</summary>
public sealed class TierBoundaryTests
{
    private static readonly Contract Annual = new() { Billing = Billing.Annual, Tiers = [100, 200, 300], Renews = Make.Today.AddDays(100) };
    private static readonly Contract Monthly = new() { Billing = Billing.Monthly, Purchased = 100, Onboarding = 10 };

    private static Recommendation? Found(Contract contract, int seats, int ready = 0, Survey? survey = null) =>
        Make.Around(survey, Make.Settings.With(Product.Jira, contract))
            .Whole(new Dictionary<Product, int> { [Product.Jira] = seats }, new Dictionary<Product, int> { [Product.Jira] = ready }).Of("R23");

    [Fact]
    public void Is_certain_advice_about_the_product()
    {
        var found = Found(Annual, seats: 205, ready: 5)!;

        (found.Tier, found.Action, found.Product, found.AccountId, found.DisplayName).ShouldBe((Tier.Certain, RecommendedAction.Advise, Product.Jira, null, "Jira"));
        found.Saving.ShouldBe(new Saving("USD", 815m, Annual.Renews, Estimate: true, 9780m), "from 300 seats to 200");
        found.Said("seats in use").ShouldBe("205");
        found.Said("order form").ShouldBe("5 seats above the tier of 200, and 5 can be had back: below it from the renewal on 2027-02-09");
    }

    [Theory]
    [InlineData(205, 5, true)]
    [InlineData(205, 4, false)]
    [InlineData(205, 6, true)]
    [InlineData(201, 1, true)]
    [InlineData(201, 0, false)]
    [InlineData(200, 0, true)] // full: no seat left
    [InlineData(100, 99, true)]
    [InlineData(50, 50, false)] // below the first tier's edge lies nothing
    [InlineData(310, 10, true)] // above the last tier
    [InlineData(310, 9, false)]
    public void Seats_that_can_be_had_back_have_to_reach_the_lower_edge(int seats, int ready, bool found) => (Found(Annual, seats, ready) is not null).ShouldBe(found);

    [Theory]
    [InlineData(190, true)]
    [InlineData(189, false)]
    [InlineData(191, true)]
    [InlineData(95, true)]
    [InlineData(94, false)]
    [InlineData(285, true)]
    [InlineData(284, false)]
    [InlineData(301, false)]
    public void Five_percent_left_below_the_upper_edge_is_nearly_full(int seats, bool found) => (Found(Annual, seats) is not null).ShouldBe(found);

    [Theory]
    [InlineData(205, 20, 10, null)] // 215 need 300: ten taken back save nothing
    [InlineData(205, 20, 25, "25 seats above the tier of 200, 20 to be added among them, and 25 can be had back: below it from the renewal on 2027-02-09")]
    [InlineData(180, 25, 0, "25 people are to be added and 20 seats are left in the tier of 200: take back 5 before the renewal on 2027-02-09")]
    [InlineData(180, 20, 0, null)]
    [InlineData(190, 5, 0, "10 seats left in the tier of 200: take seats back before adding more")]
    public void People_to_be_added_before_the_renewal_of_a_term_count(int seats, int coming, int ready, string? says)
    {
        var found = Found(Annual with { Onboarding = coming }, seats, ready);

        found?.Said("order form").ShouldBe(says);
        (found is null).ShouldBe(says is null);
        found?.Saving?.PerMonth.ShouldBe(815m, "from 300 seats to 200");
    }

    [Fact]
    public void Says_how_many_seats_are_left() => Found(Annual, 190)!.Said("order form").ShouldBe("10 seats left in the tier of 200: take seats back before adding more");

    [Theory]
    [InlineData(90, false)]
    [InlineData(91, true)]
    [InlineData(89, false)]
    [InlineData(120, true)]
    public void By_the_month_more_are_to_be_added_than_seats_are_free(int seats, bool found) => (Found(Monthly, seats) is not null).ShouldBe(found);

    [Fact]
    public void By_the_month_says_how_many_to_take_back_and_never_counts_below_none()
    {
        Found(Monthly, 91)!.Said("order form").ShouldBe("10 people are to be added and 9 seats are free: take back 1 before adding them");
        Found(Monthly, 120)!.Said("order form").ShouldStartWith("10 people are to be added and 0 seats are free");
    }

    [Theory]
    [InlineData(Billing.Annual, -1, null)]
    [InlineData(Billing.Annual, 0, null)]
    [InlineData(Billing.Annual, 1, "2027-11-02")] // the last day has begun: the one after
    [InlineData(Billing.Annual, 2, "2026-11-03")]
    [InlineData(Billing.Contract, 0, null)]
    [InlineData(Billing.Contract, 1, null)] // how long the next term is, nobody says
    [InlineData(Billing.Contract, 2, "2026-11-03")]
    public void The_renewal_is_the_next_that_can_still_be_changed_in_the_text_and_in_the_saving(Billing billing, int day, string? renewal)
    {
        var found = Found(Annual with { Billing = billing, Renews = Make.Today.AddDays(day) }, 205, 5);

        (found is null).ShouldBe(renewal is null);
        found?.Said("order form").ShouldBe($"5 seats above the tier of 200, and 5 can be had back: below it from the renewal on {renewal}");
        found?.Saving!.Effective!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(renewal);
    }

    [Theory]
    [InlineData("+14:00", null)] // there it is the day of the renewal already
    [InlineData("+00:00", "2027-11-02")]
    [InlineData("-12:00", "2026-11-02")]
    public void Days_are_those_of_the_billing_zone(string zone, string? renewal)
    {
        var settings = SettingName.TryGet("billingZone")!.Set(Make.Settings, zone)!.With(Product.Jira, Annual with { Renews = new(2026, 11, 2) });
        var late = Make.Survey with { Now = new(2026, 11, 1, 11, 30, 0, TimeSpan.Zero) };

        var found = Make.Around(late, settings).Whole(new Dictionary<Product, int> { [Product.Jira] = 205 }, new Dictionary<Product, int> { [Product.Jira] = 5 }).Of("R23");

        found?.Said("order form").ShouldEndWith($"from the renewal on {renewal}");
        (found is null).ShouldBe(renewal is null);
    }

    [Theory]
    [InlineData(190, null, "10 seats left in the tier of 200: take seats back before adding more")]
    [InlineData(190, 200, "10 seats left in the tier of 200: take seats back before adding more")]
    [InlineData(190, 201, null)] // the tier of 300 is paid, and 110 are left in it
    [InlineData(190, 100, "10 seats left in the tier of 200: take seats back before adding more")] // more are there than were bought
    [InlineData(290, 300, "10 seats left in the tier of 300: take seats back before adding more")]
    [InlineData(190, 400, null)] // beyond the last tier
    public void What_is_left_is_left_of_the_tier_that_was_bought(int seats, int? bought, string? says)
    {
        var found = Found(Annual with { Purchased = bought }, seats);

        found?.Said("order form").ShouldBe(says);
        (found is null).ShouldBe(says is null);
    }

    [Fact]
    public void Tiers_may_come_in_any_order_and_no_billing_is_by_the_year()
    {
        Found(Annual with { Tiers = [300, 100, 200] }, 205, 5)!.Said("order form").ShouldStartWith("5 seats above the tier of 200");
        Found(Annual with { Billing = null }, 205, 5).ShouldNotBeNull();
        Found(Annual with { Billing = Billing.Contract }, 205, 5).ShouldNotBeNull();
    }

    [Fact]
    public void Waits_for_what_it_needs()
    {
        string? For(Contract contract) => Make.Waiting("R23", settings: Make.Settings.With(Product.Jira, contract));

        Make.Waiting("R23").ShouldBe("tiers and renewal dates: recoup settings set tiers.jira-software 100,200,300 and renewal.jira-software 2027-03-14");
        For(Annual).ShouldBeNull();
        For(Monthly).ShouldBeNull();
        Contract[] gaps = [Annual with { Tiers = [] }, Annual with { Renews = null }, Monthly with { Purchased = null }, Monthly with { Onboarding = null }];
        foreach (var gap in gaps)
        {
            For(gap).ShouldNotBeNull();
            Found(gap, 205, 5).ShouldBeNull();
        }
    }

    [Fact]
    public void Counts_that_are_not_known_make_it_a_question()
    {
        var unread = Found(Annual, 205, 5, Make.Survey with { UnreadSeats = [Product.Jira.On(Make.Other)] })!;

        (unread.Tier, unread.Guards.ShouldHaveSingleItem()).ShouldBe((Tier.Review, "G6"));
        unread.Said("guard G6").ShouldBe("who holds Jira seats on other could not be read");
        Found(Annual, 205, 5, Make.Survey with { UnreadSeats = [Product.Confluence.On()] })!.Tier.ShouldBe(Tier.Certain);
        Found(Annual, 205, 5, Make.Survey with { Missing = ["events"] })!.Said("guard G6").ShouldBe("the scan is partial: events");
    }

    [Fact]
    public void A_product_without_seats_is_silent() => Found(Monthly with { Onboarding = 500 }, 0).ShouldBeNull();
}
