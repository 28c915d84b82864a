using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>What is paid, what can be had back and from when.</summary>
public sealed class MoneyViewTests
{
    private static readonly Footprint Jira = Book.Holding(Product.Jira);
    private static readonly Footprint Confluence = Book.Holding(Product.Confluence);
    private static readonly Footprint Agent = Book.Holding(Product.ServiceManagement);

    private static MoneyView View(Tariff tariff, Headcount held, Headcount? ready = null, Headcount? review = null) => MoneyView.Of(tariff, held, ready ?? new(), review ?? new(), Make.Now);

    private static Saving Usd(decimal year, DateOnly? day) => Saving.OfYear("USD", year, day, false);

    [Fact]
    public void Spend_is_by_currency_the_own_one_first_and_by_the_year()
    {
        var tariff = Book.Tariff(Book.For(Product.Confluence) with { Currency = "EUR" }, Book.For(Product.Jira), Book.Tiers(Product.ServiceManagement, 10));

        View(tariff, Book.People((5, Jira), (3, Confluence), (2, Agent))).Spend.ShouldBe([new("USD", 133.33m, 600 + 1000, false), new("EUR", 30, 360, false)]);
    }

    [Fact]
    public void Seats_that_nobody_holds_are_told_apart_and_not_spent()
    {
        var view = View(Book.Tariff(Book.Tiers(Product.Jira, 100, 200, 300) with { Purchased = 300 }), Book.People((150, Jira)));

        view.Spend.ShouldHaveSingleItem().PerYear.ShouldBe(20_000);
        view.Unassigned.ShouldBe([Usd(10_000, Book.Term)]);
        view.Lines.ShouldHaveSingleItem().Unassigned.ShouldBe(150);
        view.Recoverable.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Billing.Contract, 100, 80, null, 20, 20_000)]
    [InlineData(Billing.Contract, 100, 80, 5, 20, 15_000)]
    [InlineData(Billing.Contract, 100, 80, 20, 20, null)]
    [InlineData(Billing.Contract, 100, 80, 30, 20, null)]
    [InlineData(Billing.Contract, 100, 100, null, 0, null)]
    [InlineData(Billing.Contract, 100, 120, null, 0, null)]
    [InlineData(Billing.Contract, null, 120, null, null, null)]
    [InlineData(Billing.Monthly, 100, 80, null, null, null)]
    [InlineData(null, 100, 80, null, null, null)]
    public void A_lower_quote_leaves_room_for_those_to_come(Billing? billing, int? bought, int users, int? coming, int? unassigned, int? saved)
    {
        var line = View(Book.Tariff(Book.For(Product.Jira) with { Billing = billing, Renews = Book.Term, Purchased = bought, Onboarding = coming, Prices = [PriceList.Each(1000)] }), Book.People((users, Jira))).Lines.ShouldHaveSingleItem();

        (line.Unassigned, line.UnassignedSaving?.PerYear).ShouldBe((unassigned, (decimal?)saved));
    }

    [Fact]
    public void What_can_be_had_back_is_joint_by_currency_and_day()
    {
        var tariff = Book.Tariff(Book.For(Product.Jira), Book.Tiers(Product.ServiceManagement, 10, 20), Book.For(Product.Confluence) with { Currency = "EUR", Renews = null });
        var ready = Book.Moved(2, Jira, Footprint.Nothing).Plus(Book.Moved(1, Agent, Footprint.Nothing)).Plus(Book.Moved(1, Confluence, Footprint.Nothing));

        View(tariff, Book.People((5, Jira), (11, Agent), (3, Confluence)), ready).Recoverable
            .ShouldBe([Usd(240, Book.NextMonthly), Usd(1000, Book.Term), Saving.OfYear("EUR", 120, null, false)]);
    }

    [Fact]
    public void Review_is_told_as_what_it_would_save_further()
    {
        // Two above the edge: one is ready, and only with the one in review is the edge reached.
        var view = View(Book.Tariff(Book.Tiers(Product.Jira, 10, 20)), Book.People((12, Jira)), Book.Moved(1, Jira, Footprint.Nothing), Book.Moved(1, Jira, Footprint.Nothing));

        view.Recoverable.ShouldBe([Usd(0, Book.Term)]);
        view.InReview.ShouldBe([Usd(1000, Book.Term)]);
    }

    [Fact]
    public void A_line_has_all_of_a_subscription()
    {
        var line = View(Book.Tariff(Book.Tiers(Product.Jira, 100, 200) with { Plan = ProductPlan.Premium }), Book.People((103, Jira)), Book.Moved(3, Jira, Footprint.Nothing)).Lines.ShouldHaveSingleItem();

        (line.Name, line.Kind, line.Billing, line.Plan, line.Currency, line.Estimate).ShouldBe(("Jira", SubscriptionKind.Product, Billing.Annual, ProductPlan.Premium, "USD", false));
        (line.Users, line.Ready, line.PerPeriod, line.PerYear, line.PerMonth).ShouldBe((103, 3, 20_000, 20_000, 1666.67m));
        (line.Renewal, line.Deadline, line.Saving).ShouldBe((Book.Term, new(2027, 3, 30, 0, 0, 0, TimeSpan.Zero), Usd(10_000, Book.Term)));
        (line.OneFewer, line.AboveEdge, line.LeftInTier).ShouldBe((0, 3, 97));
    }

    [Theory]
    [InlineData(1, 1, 99, 10_000)]
    [InlineData(100, 100, 0, 0)]
    [InlineData(101, 1, 99, 10_000)]
    [InlineData(200, 100, 0, 0)]
    public void Edges_are_told_from_both_sides(int users, int above, int left, int oneFewer)
    {
        var line = View(Book.Tariff(Book.Tiers(Product.Jira, 100, 200)), Book.People((users, Jira))).Lines.ShouldHaveSingleItem();

        (line.AboveEdge, line.LeftInTier, line.OneFewer).ShouldBe((above, left, oneFewer));
    }

    [Theory]
    [InlineData(Billing.Annual, 85, 20, 4, 5, 95, 0)] // 85 and 20 need the tier of 200
    [InlineData(Billing.Annual, 85, 20, 5, 5, 95, 10_000)]
    [InlineData(Billing.Annual, 101, 20, 5, 21, 79, 0)] // without those to come one would reach the edge
    [InlineData(Billing.Annual, 95, null, 4, 95, 5, 0)]
    [InlineData(Billing.Monthly, 95, 20, 4, 95, 5, 0)] // by the month each is billed when they come
    public void Those_to_come_before_the_renewal_of_a_term_are_there_before_and_after(Billing billing, int users, int? coming, int taken, int above, int left, int saved)
    {
        var line = View(
            Book.Tariff(Book.Tiers(Product.Jira, 100, 200) with { Billing = billing, Onboarding = coming }), Book.People((users, Jira)), Book.Moved(taken, Jira, Footprint.Nothing)).Lines.ShouldHaveSingleItem();

        (line.Users, line.Ready, line.AboveEdge, line.LeftInTier, line.Saving!.PerYear).ShouldBe((users, taken, above, left, saved));
    }

    [Fact]
    public void Beyond_the_last_tier_nothing_is_left_and_nothing_is_known()
    {
        var line = View(Book.Tariff(Book.Tiers(Product.Jira, 100, 200)), Book.People((201, Jira))).Lines.ShouldHaveSingleItem();

        (line.PerPeriod, line.OneFewer, line.AboveEdge, line.LeftInTier).ShouldBe((null, null, 1, null));
    }

    [Fact]
    public void Without_tiers_there_are_no_edges_and_a_negative_marginal_is_shown()
    {
        var line = View(Book.Tariff(Book.For(Product.Jira) with { Prices = [new(null, PricedBy.AllUnits, [new(100, 10), new(null, 8)])] }), Book.People((101, Jira)), Book.Moved(1, Jira, Footprint.Nothing)).Lines.ShouldHaveSingleItem();

        (line.AboveEdge, line.LeftInTier, line.OneFewer, line.Saving).ShouldBe((null, null, -192, Usd(-2304, Book.NextMonthly)));
    }

    [Fact]
    public void Lines_are_of_what_has_users_or_was_bought()
    {
        var tariff = Book.Tariff(Book.For(Product.Jira), Book.For(Product.Confluence) with { Purchased = 5 }, Book.For(Product.Discovery) with { Purchased = 0 }, Book.For(Product.ServiceManagement));

        View(tariff, Book.People((1, Agent))).Lines.Select(l => l.Name).ShouldBe(["Confluence", "Jira Service Management"]);
    }

    [Fact]
    public void Who_comes_to_be_counted_has_a_line_too()
    {
        var tariff = Book.Tariff(Book.For(Product.Confluence, Product.Discovery) with { Kind = SubscriptionKind.Collection, Plan = ProductPlan.Premium }, Book.For(Product.Jira), Book.Guard());
        var both = Book.Holding(Product.Jira, Product.Confluence);

        var view = View(tariff, Book.People((3, both)), Book.Moved(1, both, Jira));

        view.Lines.Select(l => (l.Name, l.Users, l.Ready, l.Saving?.PerYear)).ShouldBe([("Confluence and Jira Product Discovery", 3, 1, 120), ("Jira", 3, 0, null), ("Guard", 0, -1, -48)]);
        view.Recoverable.ShouldBe([Usd(72, Book.NextMonthly)]);
    }

    [Fact]
    public void Seats_without_a_price_are_named_with_what_is_missing()
    {
        var tariff = Book.Tariff(
            Book.Tiers(Product.Jira, 10), Book.For(Product.Confluence) with { Prices = [] }, Book.For(Product.ServiceManagement) with { Sites = ["acme"], Prices = [PriceList.Each(9) with { From = new(2027, 1, 1) }] });
        var idea = Book.Holding(Product.Discovery);
        var held = Book.People((11, Jira), (3, Confluence), (2, Agent), (4, Book.Holding(Product.ServiceManagement.On(Make.Other))), (5, idea), (6, Book.Holding(Product.Discovery.On(Make.Sandbox))));

        View(tariff, held, Book.Moved(2, idea, Footprint.Nothing).Plus(Book.Moved(1, Confluence, Footprint.Nothing))).Unpriced.ShouldBe(
        [
            new("Jira", 11, 0, "it has more users than its last price is for"),
            new("Confluence", 3, 1, "no price is given"),
            new("Jira Service Management", 2, 0, "its first prices begin on 2027-01-01"),
            new("Jira Product Discovery", 5, 2, "set cost.jira-product-discovery, or name it in the price book"),
            new("Jira Service Management", 4, 0, "set cost.jira-servicedesk, or name it in the price book"),
        ]);
    }

    [Fact]
    public void The_forecast_has_twelve_months_of_each_currency_behind_this_one()
    {
        var forecast = View(Book.Tariff(Book.For(Product.Jira), Book.For(Product.Confluence) with { Currency = "EUR" }), Book.People((5, Jira), (3, Confluence)), Book.Moved(2, Jira, Footprint.Nothing)).Forecast;

        forecast.Count.ShouldBe(24);
        forecast[0].ShouldBe(new(new(2026, 12, 1), "EUR", 30, 30));
        forecast[1].ShouldBe(new(new(2026, 12, 1), "USD", 50, 30));
        forecast[^1].Month.ShouldBe(new(2027, 11, 1));
    }

    [Fact]
    public void The_forecast_renews_what_was_bought_and_with_all_taken_back_who_is_left_or_announced()
    {
        var jira = Book.For(Product.Jira) with { Billing = Billing.Contract, Renews = new(2027, 4, 1), Purchased = 20, Onboarding = 3, Prices = [PriceList.Each(120), PriceList.Each(240) with { From = new(2027, 4, 1) }] };

        IReadOnlyList<ForecastMonth> Months(int? bought) => View(Book.Tariff(jira with { Purchased = bought }), Book.People((10, Jira)), Book.Moved(4, Jira, Footprint.Nothing)).Forecast;

        Months(20).Select(m => (m.AsItIs, m.TakenBack)).Distinct().ShouldBe([(200m, 200m), (400m, 180m)]);
        Months(20).First(m => m.AsItIs == 400).Month.ShouldBe(new(2027, 4, 1), "a renewal on the first counts in its month");
        Months(12).Select(m => (m.AsItIs, m.TakenBack)).Distinct().ShouldBe([(120m, 120m), (260m, 180m)], "more are there then than were bought");
        Months(null).Select(m => (m.AsItIs, m.TakenBack)).Distinct().ShouldBe([(100m, 100m), (260m, 180m)]);
    }

    [Theory]
    [InlineData(Billing.Annual)]
    [InlineData(Billing.Contract)]
    public void A_term_that_is_paid_keeps_the_prices_of_its_beginning(Billing billing)
    {
        // The year runs until 31 March; new prices hold from October on, before today.
        var jira = Book.For(Product.Jira) with { Billing = billing, Renews = Book.Term, Prices = [PriceList.Each(120), PriceList.Each(240) with { From = new(2026, 10, 1) }, PriceList.Each(360) with { From = new(2027, 6, 1) }] };

        var view = View(Book.Tariff(jira), Book.People((10, Jira)), Book.Moved(4, Jira, Footprint.Nothing));

        view.Spend.ShouldHaveSingleItem().PerYear.ShouldBe(1200);
        view.Recoverable.ShouldBe([Usd(960, Book.Term)], "at the prices of the renewal");
        view.Forecast.Select(m => (m.AsItIs, m.TakenBack)).Distinct().ShouldBe([(100m, 100m), (200m, 120m)], "those of June are of the year after that");
        view.Forecast.First(m => m.AsItIs == 200).Month.ShouldBe(new(2027, 4, 1));
    }

    [Fact]
    public void Prices_that_were_first_looked_up_within_a_term_are_its_prices()
    {
        var jira = Book.For(Product.Jira) with { Billing = Billing.Annual, Renews = Book.Term, Prices = [PriceList.Each(120) with { From = new(2026, 9, 1) }, PriceList.Each(240) with { From = new(2026, 10, 1) }] };

        View(Book.Tariff(jira), Book.People((10, Jira))).Spend.ShouldHaveSingleItem().PerYear.ShouldBe(1200);
    }

    [Fact]
    public void By_the_month_prices_hold_from_their_day() =>
        View(Book.Tariff(Book.For(Product.Jira) with { Prices = [PriceList.Each(10), PriceList.Each(20) with { From = new(2026, 10, 1) }] }), Book.People((10, Jira))).Spend.ShouldHaveSingleItem().PerYear.ShouldBe(2400);

    [Fact]
    public void The_forecast_changes_nothing_while_no_renewal_is_known() =>
        View(Book.Tariff(Book.For(Product.Jira) with { Renews = null, Onboarding = 5 }), Book.People((10, Jira)), Book.Moved(4, Jira, Footprint.Nothing)).Forecast
            .ShouldAllBe(m => m.AsItIs == 100 && m.TakenBack == 100);

    [Fact]
    public void A_product_s_saving_is_that_of_its_own_subscriptions_only()
    {
        var view = View(
            Book.Tariff(Book.For(Product.Jira), Book.For(Product.Confluence, Product.ServiceManagement) with { Kind = SubscriptionKind.Collection }, Book.Guard()),
            Book.People((5, Jira), (3, Confluence)), Book.Moved(1, Jira, Footprint.Nothing).Plus(Book.Moved(1, Confluence, Footprint.Nothing)));

        view.SavingOf(Product.Jira, "USD").ShouldBe([Usd(120, Book.NextMonthly)]);
        view.SavingOf(Product.Confluence, "USD").ShouldBeEmpty();
        view.Recoverable.ShouldBe([Usd(120 + 120 + 96, Book.NextMonthly)]);
    }

    [Fact]
    public void Whatever_rests_on_a_cost_per_seat_is_an_estimate()
    {
        var tariff = new Tariff(Make.Settings with { PriceBook = new() { AsOf = Make.Today, Subscriptions = [Book.For(Product.Confluence)] } }, Make.Survey);

        var view = View(tariff, Book.People((2, Jira), (2, Confluence)), Book.Moved(1, Jira, Footprint.Nothing).Plus(Book.Moved(1, Confluence, Footprint.Nothing)));

        view.Spend.ShouldHaveSingleItem().Estimate.ShouldBeTrue();
        view.Recoverable.ShouldBe([Usd(120, Book.NextMonthly), Saving.OfYear("USD", 97.80m, null, true)]);
    }
}
