using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R24: more seats are bought than held, beyond the buffer.</summary>
public sealed class BoughtNotUsedTests
{
    private static readonly Contract Annual = new() { Billing = Billing.Annual, Purchased = 100, Renews = Make.Today.AddDays(100) };

    private static Recommendation? Found(Contract contract, int held, Survey? survey = null, Settings? settings = null, Product? product = null) =>
        Make.Around(survey, (settings ?? Make.Settings).With(product ?? Product.Jira, contract)).Whole(new Dictionary<Product, int> { [Product.Jira] = held }).Of("R24");

    [Fact]
    public void Is_certain_advice_with_what_the_seats_cost_from_the_renewal()
    {
        var found = Found(Annual, 80)!;

        (found.Tier, found.Action, found.Product, found.AccountId, found.DisplayName).ShouldBe((Tier.Certain, RecommendedAction.Advise, Product.Jira, null, "Jira"));
        found.Saving.ShouldBe(new Saving("USD", 163m, Annual.Renews, Estimate: true, 1956m));
        found.Said("seats in use").ShouldBe("80");
        found.Said("order form").ShouldBe("100 bought: 20 held by nobody, more than the buffer of 10 %; renewed on 2027-02-09");
    }

    [Theory]
    [InlineData(90, 10, false)]
    [InlineData(89, 10, true)]
    [InlineData(91, 10, false)]
    [InlineData(99, 1, false)]
    [InlineData(98, 1, true)]
    [InlineData(0, 100, false)]
    [InlineData(120, 1, false)]
    public void Is_said_one_seat_beyond_the_buffer(int held, int buffer, bool found) =>
        (Found(Annual, held, settings: Make.Settings with { BufferPercent = buffer }) is not null).ShouldBe(found);

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(11, false)]
    public void People_to_be_added_count_as_held(int onboarding, bool found)
    {
        var finding = Found(Annual with { Onboarding = onboarding }, 80);

        (finding is not null).ShouldBe(found);
        finding?.Said("order form").ShouldStartWith("100 bought, 9 to be added: 11 held by nobody");
    }

    [Theory]
    [InlineData(Billing.Annual, true)]
    [InlineData(Billing.Contract, true)]
    [InlineData(Billing.Monthly, false)]
    [InlineData(null, false)]
    public void By_the_month_only_what_is_held_is_billed(Billing? billing, bool found) => (Found(Annual with { Billing = billing }, 10) is not null).ShouldBe(found);

    [Fact]
    public void Is_silent_without_a_number_and_for_what_has_no_seats()
    {
        Found(Annual with { Purchased = null }, 10).ShouldBeNull();
        Found(Annual with { Purchased = 0 }, 0).ShouldBeNull();
        Found(Annual, 10, product: Product.Guard).ShouldBeNull();
    }

    [Fact]
    public void A_product_that_runs_and_that_nobody_holds_was_bought_for_nobody() => Found(Annual, 10, product: Product.Confluence)!.Said("seats in use").ShouldBe("0");

    [Fact]
    public void A_product_that_no_site_was_seen_to_run_is_a_question()
    {
        var survey = Make.Survey with { Sites = [.. Make.Survey.Sites.Select(s => s with { Products = [Product.Jira] })] };

        var found = Found(Annual, 10, survey, product: Product.Confluence)!;

        (found.Tier, found.Said("missing")).ShouldBe((Tier.Review, "who holds seats of it: no site was seen to run it"));
        Found(Annual, 10, survey)!.Tier.ShouldBe(Tier.Certain);
    }

    [Theory]
    [InlineData(-1, Tier.Review)]
    [InlineData(0, Tier.Certain)]
    [InlineData(null, Tier.Certain)]
    public void After_the_renewal_the_order_form_is_out_of_date(int? day, Tier tier)
    {
        var found = Found(Annual with { Renews = day is { } days ? Make.Today.AddDays(days) : null }, 10)!;

        found.Tier.ShouldBe(tier);
        if (tier == Tier.Review)
            found.Said("missing").ShouldBe("what the order form says since the renewal");
    }

    [Fact]
    public void A_product_without_a_cost_has_no_saving() => Found(Annual, 10, settings: new Settings())!.Saving.ShouldBeNull();

    [Fact]
    public void Counts_that_are_not_known_make_it_a_question()
    {
        var found = Found(Annual, 10, Make.Survey with { UnreadSeats = [Product.Jira.On()] })!;

        (found.Tier, found.Guards.ShouldHaveSingleItem()).ShouldBe((Tier.Review, "G6"));
        Found(Annual, 10, Make.Survey with { Missing = ["groups"] })!.Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void Waits_for_what_was_bought_and_how_it_is_billed()
    {
        string? For(Contract contract) => Make.Waiting("R24", settings: Make.Settings.With(Product.Jira, contract));

        Make.Waiting("R24").ShouldBe("how many seats are bought and how they are billed: recoup settings set purchased.jira-software 500 and billing.jira-software annual");
        For(Annual).ShouldBeNull();
        For(Annual with { Purchased = null }).ShouldNotBeNull();
        For(Annual with { Billing = null }).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, 366)]
    [InlineData(2, 2)]
    public void Saves_from_the_next_renewal_that_can_still_be_changed(int renewsIn, int? savesIn)
    {
        var found = Found(Annual with { Renews = Make.Today.AddDays(renewsIn) }, 10)!;

        found.Saving!.Effective.ShouldBe(savesIn is { } days ? Make.Today.AddDays(days) : null);
        found.Said("order form").ShouldEndWith($"; renewed on {Make.Today.AddDays(savesIn ?? renewsIn):yyyy-MM-dd}");
    }
}
