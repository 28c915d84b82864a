using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;

namespace Recoup.Tests.Money;

/// <summary>Which subscription counts what, and what is saved where one headcount becomes another.</summary>
public sealed class TariffTests
{
    private static readonly Resource Jira = Product.Jira.On();
    private static readonly Resource There = Product.Jira.On(Make.Other);
    private static readonly Resource Agent = Product.ServiceManagement.On();

    private static int[] Users(Headcount held, params Subscription[] subscriptions)
    {
        var counted = Book.Tariff(subscriptions).Count(held);
        return [.. subscriptions.Select((_, at) => counted[at])];
    }

    [Fact]
    public void The_first_that_names_a_resource_covers_it()
    {
        var tariff = Book.Tariff(Book.For(Product.Jira) with { Name = "here", Sites = ["acme"] }, Book.For(Product.Jira, Product.Confluence) with { Name = "both", Kind = SubscriptionKind.Collection }, Book.For(Product.Jira) with { Name = "late" });

        tariff.TryGet(Jira)!.Name.ShouldBe("here");
        tariff.TryGet(There)!.Name.ShouldBe("both");
        tariff.TryGet(Product.Confluence.On())!.Name.ShouldBe("both");
        tariff.Guard.ShouldBeNull();
    }

    [Fact]
    public void Each_seat_is_counted_by_one_subscription_only() =>
        Users(Book.People((3, Book.Holding(Jira, There))), Book.For(Product.Jira) with { Sites = ["acme"] }, Book.For(Product.Jira)).ShouldBe([3, 3]);

    [Theory]
    [InlineData("other")]
    [InlineData("other-id")]
    public void A_site_is_named_by_name_or_id(string named)
    {
        var tariff = Book.Tariff(Book.For(Product.Jira) with { Sites = [named] });

        tariff.TryGet(There).ShouldNotBeNull();
        tariff.TryGet(Jira).ShouldBeNull();
        tariff.IsOpen(Jira).ShouldBeTrue("paid, and nobody says how");
        tariff.IsOpen(There).ShouldBeFalse();
    }

    [Fact]
    public void A_sandbox_costs_no_seat_even_where_it_is_named()
    {
        var sandbox = Product.Jira.On(Make.Sandbox);
        var tariff = Book.Tariff(Book.For(Product.Jira) with { Sites = ["acme-sandbox"] }, Book.For(Product.Jira), Book.App(Product.Jira) with { Sites = ["acme-sandbox"] }, Book.Guard());

        tariff.TryGet(sandbox).ShouldBeNull();
        tariff.IsOpen(sandbox).ShouldBeFalse();
        var counted = tariff.Count(Book.People((4, Book.Holding(sandbox))));
        (counted[0], counted[1], counted[2], counted[3]).ShouldBe((0, 0, 0, 4), "Guard alone counts them");
    }

    [Fact]
    public void Seats_on_two_sites_are_two_and_on_enterprise_one_person()
    {
        var held = Book.People((10, Book.Holding(Jira, There)), (5, Book.Holding(Jira)));

        Users(held, Book.For(Product.Jira)).ShouldBe([25]);
        Users(held, Book.For(Product.Jira) with { Plan = ProductPlan.Enterprise }).ShouldBe([15]);
        Users(held, Book.For(Product.Jira) with { Plan = ProductPlan.Premium }).ShouldBe([25]);
        Users(held, Book.For(Product.Jira) with { Plan = ProductPlan.Enterprise, Sites = ["other"] }, Book.For(Product.Jira)).ShouldBe([10, 15]);
    }

    [Fact]
    public void A_collection_counts_people()
    {
        var collection = Book.For(Product.Jira, Product.Confluence) with { Kind = SubscriptionKind.Collection };

        Users(Book.People((10, Book.Holding(Product.Jira, Product.Confluence)), (3, Book.Holding(Product.Jira)), (2, Book.Holding(Product.Discovery))), collection).ShouldBe([13]);
        Users(Book.People((10, Book.Holding(Jira, There, Product.Confluence.On(Make.Other)))), collection).ShouldBe([10]);
    }

    [Theory]
    [InlineData(80, 30, 80)]
    [InlineData(30, 80, 80)]
    [InlineData(50, 50, 50)]
    [InlineData(0, 7, 7)]
    public void An_app_counts_the_largest_of_its_products_on_its_site(int developers, int agents, int users) =>
        Users(Book.People((developers, Book.Holding(Jira)), (agents, Book.Holding(Agent)), (500, Book.Holding(There)), (500, Book.Holding(Product.Confluence))), Book.App(Product.Jira, Product.ServiceManagement)).ShouldBe([users]);

    [Fact]
    public void Somebody_with_two_of_an_app_s_products_counts_for_each() =>
        Users(Book.People((10, Book.Holding(Jira, Agent)), (3, Book.Holding(Agent))), Book.App(Product.Jira, Product.ServiceManagement)).ShouldBe([13]);

    [Theory]
    [InlineData(ProductPlan.Standard, SubscriptionKind.Product, true)]
    [InlineData(ProductPlan.Premium, SubscriptionKind.Product, true)]
    [InlineData(ProductPlan.Enterprise, SubscriptionKind.Product, false)]
    [InlineData(ProductPlan.Free, SubscriptionKind.Product, true)]
    [InlineData(null, SubscriptionKind.Product, true)]
    [InlineData(ProductPlan.Standard, SubscriptionKind.Collection, true)]
    [InlineData(ProductPlan.Premium, SubscriptionKind.Collection, false)]
    [InlineData(ProductPlan.Enterprise, SubscriptionKind.Collection, false)]
    public void Guard_leaves_out_whom_enterprise_or_a_premium_collection_covers(ProductPlan? plan, SubscriptionKind kind, bool counts)
    {
        Subscription[] book = [Book.For(Product.Jira, Product.ServiceManagement) with { Plan = plan, Kind = kind }, Book.For(Product.Confluence), Book.Guard()];

        Users(Book.People((7, Book.Holding(Product.Jira, Product.Confluence)), (5, Book.Holding(Product.Confluence))), book)[2].ShouldBe(counts ? 12 : 5);
    }

    [Fact]
    public void Guard_counts_a_person_once_and_nobody_who_never_counts()
    {
        Headcount held = Book.People(
            (7, Book.Holding(Jira, There, Agent)), (5, Footprint.Of([Jira], GuardCount.Never)), (3, Footprint.Of([], GuardCount.Always)), (2, Book.Holding(Product.Discovery)));

        Users(held, Book.For(Product.Jira), Book.Guard())[1].ShouldBe(10);
    }

    [Theory]
    [InlineData(ProductPlan.Enterprise, 2)] // the plan kept them outside: without it Guard counts them
    [InlineData(ProductPlan.Standard, 0)] // nothing of the order form did: their policy is not billed
    [InlineData(null, 0)]
    public void Taking_away_what_kept_somebody_outside_guard_brings_them_in_and_nobody_else(ProductPlan? plan, int counted)
    {
        var tariff = Book.Tariff(Book.For(Product.Jira) with { Plan = plan }, Book.For(Product.Confluence), Book.Guard());
        var both = Footprint.Of(Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(1))) with { GuardBillable = false });
        var (held, ready) = (Book.People((7, both)), Book.Moved(2, both, both.Keeping(r => r == Product.Confluence.On())));

        var (before, after) = (tariff.Count(held), tariff.Count(held.Plus(ready)));

        (before[0], before[2], after[0], after[2]).ShouldBe((7, 0, 5, counted));
        MoneyView.Of(tariff, held, ready, new(), Make.Now).Recoverable.ShouldHaveSingleItem().PerYear.ShouldBe((2 * 120) - (counted * 48));
    }

    [Fact]
    public void Seats_whose_holders_are_not_known_are_dropped_only_where_seats_are_counted()
    {
        var tariff = Book.Tariff(Book.For(Product.Jira), Book.For(Product.Confluence) with { Plan = ProductPlan.Enterprise }, Book.For(Product.ServiceManagement, Product.Discovery) with { Kind = SubscriptionKind.Collection }, Book.App(Product.Jira));
        var counted = tariff.Count(Book.People((9, Book.Holding(Product.Jira, Product.Confluence, Product.ServiceManagement))));
        foreach (var resource in new[] { Jira, Product.Confluence.On(), Agent, Product.Jira.On(Make.Sandbox) })
            tariff.Drop(counted, resource, 4);

        (counted[0], counted[1], counted[2], counted[3]).ShouldBe((5, 9, 9, 9));
    }

    [Fact]
    public void Is_saved_by_currency_and_day_what_the_lines_differ_by()
    {
        var tariff = Book.Tariff(Book.For(Product.Jira), Book.For(Product.Confluence) with { Currency = "EUR" }, Book.Tiers(Product.ServiceManagement, 10, 20), Book.Guard());
        var (before, after) = (tariff.Count(Book.People((12, Book.Holding(Product.Jira, Product.Confluence, Product.ServiceManagement)))), tariff.Count(Book.People((10, Book.Holding(Product.Jira, Product.Confluence, Product.ServiceManagement)))));

        tariff.Savings(before, after, Make.Now).ShouldBe(
        [
            Saving.OfYear("EUR", 240, Book.NextMonthly, false), Saving.OfYear("USD", 240 + 96, Book.NextMonthly, false), Saving.OfYear("USD", 1000, Book.Term, false),
        ]);
        tariff.Savings(after, before, Make.Now).Sum(s => s.PerYear).ShouldBe(-1576, "and the other way round it costs the same");
        tariff.Savings(before, before.Copy(), Make.Now).ShouldBeEmpty();
    }

    [Fact]
    public void Is_saved_at_the_prices_of_the_day_from_which_it_counts()
    {
        var rising = Book.For(Product.Jira) with { Prices = [PriceList.Each(10), PriceList.Each(11) with { From = Book.NextMonthly }] };
        var later = rising with { Prices = [PriceList.Each(10), PriceList.Each(11) with { From = Book.NextMonthly.AddDays(1) }] };

        Saved(rising).ShouldBe(132);
        Saved(later).ShouldBe(120);
        Saved(rising with { Renews = null }).ShouldBe(120, "while no renewal is known, at those of today");

        static decimal Saved(Subscription subscription)
        {
            var tariff = Book.Tariff(subscription);
            return tariff.Savings(tariff.Count(Book.People((5, Book.Holding(Product.Jira)))), tariff.Count(Book.People((4, Book.Holding(Product.Jira)))), Make.Now).ShouldHaveSingleItem().PerYear;
        }
    }

    [Fact]
    public void What_has_no_price_is_in_no_sum()
    {
        var tariff = Book.Tariff(Book.Tiers(Product.Jira, 10), Book.For(Product.Confluence) with { Prices = [] });
        var both = Book.Holding(Product.Jira, Product.Confluence);

        tariff.Savings(tariff.Count(Book.People((11, both))), tariff.Count(Book.People((5, both))), Make.Now).ShouldBeEmpty("11 are beyond the last tier, and Confluence has no price");
    }

    [Fact]
    public void A_free_plan_saves_nothing_and_says_no_day_of_what_does()
    {
        var tariff = Book.Tariff(Book.For(Product.Jira) with { Plan = ProductPlan.Free, Billing = null, Renews = null, Currency = "EUR" }, Book.Guard());
        var jira = Book.Holding(Product.Jira);

        tariff.Savings(tariff.Count(Book.People((2, jira))), tariff.Count(Book.People((1, jira))), Make.Now).ShouldBe([Saving.OfYear("USD", 48, Book.NextMonthly, false)]);
        var alone = Book.Tariff(tariff.Subscriptions[0]);
        alone.Savings(alone.Count(Book.People((2, jira))), alone.Count(Book.People((1, jira))), Make.Now).ShouldBe([Saving.OfYear("EUR", 0, null, false)], "nothing is known to be saved, which is more than not known");
    }

    [Fact]
    public void One_row_alone_is_priced_among_everybody_and_without_them_as_if_alone()
    {
        var jira = Book.Holding(Product.Jira);
        var tariff = Book.Tariff(Book.Tiers(Product.Jira, 10, 20));

        new RowSavings(tariff, Book.People((11, jira)), Make.Now).Of(jira, Footprint.Nothing).ShouldBe([Saving.OfYear("USD", 1000, Book.Term, false)]);
        new RowSavings(tariff, Book.People((12, jira)), Make.Now).Of(jira, Footprint.Nothing).ShouldBe([Saving.OfYear("USD", 0, Book.Term, false)]);
        new RowSavings(tariff, null, Make.Now).Of(jira, Footprint.Nothing).ShouldBe([Saving.OfYear("USD", 1000, Book.Term, false)]);
        new RowSavings(tariff, null, Make.Now).Of(jira, jira).ShouldBeEmpty();
    }

    [Fact]
    public void The_zone_and_currency_are_those_of_the_settings()
    {
        var tariff = new Tariff(new Settings { Currency = "CHF", BillingOffsetMinutes = 90 }, Make.Survey);

        (tariff.Currency, tariff.Zone, tariff.Subscriptions.Count).ShouldBe(("CHF", TimeSpan.FromMinutes(90), 0));
    }

    /// <summary>More subscriptions than fit on the stack are counted alike.</summary>
    [Fact]
    public void Hundreds_of_subscriptions_are_counted_like_a_few()
    {
        Subscription[] many = [Book.For(Product.Jira) with { Plan = ProductPlan.Enterprise }, .. Enumerable.Range(0, 300).Select(i => Book.App(Product.Jira) with { Name = $"App {i}" })];

        Users(Book.People((3, Book.Holding(Jira, There))), many).ShouldAllBe(users => users == 3);
    }
}
