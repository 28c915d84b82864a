using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;

namespace Recoup.Tests.Money;

/// <summary>The price book, and what the settings say where it says nothing.</summary>
public sealed class PriceBookTests
{
    private static readonly Contract Tiers = new() { Billing = Billing.Annual, Tiers = [100, 200], Purchased = 200, Renews = Book.Term, Onboarding = 5, Plan = ProductPlan.Premium };

    private static IReadOnlyList<Subscription> Effective(Settings settings) => PriceBook.Effective(settings);

    private static Settings Costs(params (Product Product, decimal Cost)[] costs) => new() { Currency = "EUR", Costs = costs.ToDictionary(c => c.Product, c => c.Cost) };

    [Fact]
    public void Without_anything_there_is_nothing() => Effective(new()).ShouldBeEmpty();

    [Fact]
    public void A_cost_per_seat_is_an_estimate_by_the_month_without_a_day()
    {
        var jira = Effective(Costs((Product.Jira, 8.15m))).ShouldHaveSingleItem();

        (jira.Name, jira.Kind, jira.Currency, jira.Estimate, jira.Renews, jira.Billing, jira.PeriodsAYear).ShouldBe(("Jira", SubscriptionKind.Product, "EUR", true, null, null, 12));
        jira.Products.ShouldBe([Product.Jira]);
        (jira.Cost(2, Make.Today), jira.Key).ShouldBe((16.30m, "jira-software"));
    }

    [Fact]
    public void Tiers_of_the_settings_are_paid_whole_at_twelve_months()
    {
        var jira = Effective(Costs((Product.Jira, 8m)).With(Product.Jira, Tiers)).ShouldHaveSingleItem();

        (jira.Cost(100, Make.Today), jira.Cost(101, Make.Today), jira.Cost(201, Make.Today)).ShouldBe((9600, 19200, null));
        (jira.Purchased, jira.Renews, jira.Onboarding, jira.Plan, jira.PeriodsAYear).ShouldBe((200, Book.Term, 5, ProductPlan.Premium, 1));
        jira.EdgesOn(Make.Today).ShouldBe([100, 200]);
    }

    [Theory]
    [InlineData(Billing.Monthly, 16)]
    [InlineData(Billing.Contract, 192)]
    [InlineData(Billing.Annual, 192)] // no tiers are known
    [InlineData(null, 16)]
    public void Without_tiers_each_seat_costs(Billing? billing, int cost) =>
        Effective(Costs((Product.Jira, 8m)).With(Product.Jira, new() { Billing = billing })).ShouldHaveSingleItem().Cost(2, Make.Today).ShouldBe(cost);

    [Fact]
    public void A_contract_without_a_cost_has_tiers_and_no_price()
    {
        var jira = Effective(new Settings().With(Product.Jira, Tiers)).ShouldHaveSingleItem();

        (jira.Cost(1, Make.Today), jira.Prices.Count).ShouldBe((null, 0));
        jira.EdgesOn(Make.Today).ShouldBe([100, 200]);
    }

    [Fact]
    public void The_book_comes_first_and_takes_the_place_of_what_it_names_on_every_site()
    {
        var settings = Costs((Product.Jira, 8m), (Product.Confluence, 6m), (Product.Guard, 3m), (Product.ServiceManagement, 20m)) with
        {
            PriceBook = new() { AsOf = Make.Today, Subscriptions = [Book.For(Product.Jira), Book.For(Product.Confluence) with { Sites = ["acme"] }, Book.App(Product.ServiceManagement)] },
        };

        Effective(settings).Select(s => (s.Key, s.Estimate)).ShouldBe(
            [("Jira", false), ("Confluence", false), ("App", false), ("confluence", true), ("jira-servicedesk", true), ("guard", true)]);
        var tariff = new Tariff(settings, Make.Survey);
        tariff.TryGet(Product.Confluence.On())!.Estimate.ShouldBeFalse();
        tariff.TryGet(Product.Confluence.On(Make.Other))!.Estimate.ShouldBeTrue();
    }

    [Fact]
    public void Numbers_of_users_in_the_settings_are_of_all_sites_and_do_not_count_where_the_book_names_some()
    {
        var settings = Costs((Product.Jira, 8m)).With(Product.Jira, Tiers) with
        {
            PriceBook = new() { AsOf = Make.Today, Subscriptions = [Book.Tiers(Product.Jira, 100, 200) with { Sites = ["acme"], Purchased = 150 }] },
        };

        var rest = Effective(settings)[1];
        (rest.Purchased, rest.Onboarding, rest.Tiers.Count, rest.Renews, rest.Billing, rest.Plan).ShouldBe((null, null, 0, Book.Term, Billing.Annual, ProductPlan.Premium));
        rest.Cost(3, Make.Today).ShouldBe(3 * 96);
        // Otherwise those who are on the site of the book would be held by nobody on the others.
        Make.Around(settings: settings).Whole(new Dictionary<Product, int> { [Product.Jira] = 150 }).Of("R24").ShouldBeNull();
    }

    [Fact]
    public void Read_without_anything_optional_a_book_is_whole()
    {
        var settings = JsonSerializer.Deserialize("""{"priceBook":{"asOf":"2026-11-01","subscriptions":[{"name":"Jira","currency":"USD"}]}}""", CoreJson.Default.Settings)!;

        var jira = Effective(settings).ShouldHaveSingleItem();
        (jira.Kind, jira.Products.Count, jira.Sites.Count, jira.Prices.Count, jira.Tiers.Count, jira.Estimate).ShouldBe((SubscriptionKind.Product, 0, 0, 0, 0, false));
        (jira.Cost(1, Make.Today), jira.Next(Make.Now, TimeSpan.Zero), jira.PeriodsAYear).ShouldBe((null, null, 12));
        JsonSerializer.Deserialize("""{"priceBook":{"asOf":"2026-11-01"}}""", CoreJson.Default.Settings)!.PriceBook!.Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public void A_collection_settles_its_products_and_guard_itself()
    {
        var settings = Costs((Product.Jira, 8m), (Product.Guard, 3m)) with
        {
            PriceBook = new() { AsOf = Make.Today, Subscriptions = [Book.For(Product.Jira, Product.Confluence) with { Kind = SubscriptionKind.Collection }, Book.Guard()] },
        };

        Effective(settings).Count.ShouldBe(2);
    }

    [Fact]
    public void The_hash_follows_everything_that_a_bill_depends_on()
    {
        var settings = Book.Settings(Book.For(Product.Jira)) with { Costs = new Dictionary<Product, decimal> { [Product.Confluence] = 6 } };
        Settings[] others =
        [
            settings with { BillingOffsetMinutes = 60 },
            settings with { Costs = new Dictionary<Product, decimal> { [Product.Confluence] = 6.01m } },
            settings with { Currency = "EUR" },
            settings.With(Product.Confluence, new() { Renews = Book.Term }),
            settings with { PriceBook = settings.PriceBook! with { AsOf = Make.Today.AddDays(1) } },
            .. Changes(Book.For(Product.Jira)).Select(s => settings with { PriceBook = settings.PriceBook with { Subscriptions = [s] } }),
            settings with { PriceBook = settings.PriceBook with { Subscriptions = [Book.For(Product.Jira), Book.Guard()] } },
            new Settings(),
        ];

        others.Select(PriceBook.Hash).Append(PriceBook.Hash(settings)).ShouldBeUnique();
        PriceBook.Hash(settings).ShouldMatch("^[0-9a-f]{64}$");
    }

    private static IEnumerable<Subscription> Changes(Subscription jira) =>
    [
        jira with { Name = "Other" }, jira with { Sites = ["acme"] }, jira with { Plan = ProductPlan.Premium }, jira with { Billing = Billing.Contract }, jira with { Currency = "EUR" }, jira with { Purchased = 5 },
        jira with { Renews = Book.Term }, jira with { Onboarding = 5 }, jira with { Products = [Product.Jira, Product.Discovery] }, jira with { Kind = SubscriptionKind.App }, jira with { Prices = [PriceList.Each(11)] },
        jira with { Prices = [PriceList.Each(10) with { From = Make.Today }] }, jira with { Prices = [new(null, PricedBy.Graduated, [new(null, 10)])] }, jira with { Prices = [new(null, PricedBy.AllUnits, [new(5, 10)])] },
    ];

    [Fact]
    public void The_hash_does_not_follow_what_no_bill_depends_on()
    {
        var settings = Book.Settings(Book.For(Product.Jira));

        PriceBook.Hash(settings with { InactiveDays = 200, ExtendedReads = true }).ShouldBe(PriceBook.Hash(settings));
        PriceBook.Hash(settings with { PriceBook = settings.PriceBook! with { Source = "quote 17" } }).ShouldBe(PriceBook.Hash(settings));
        PriceBook.Hash(settings with { Costs = new Dictionary<Product, decimal> { [Product.Jira] = 9 } }).ShouldBe(PriceBook.Hash(settings), "the book settles Jira");
    }

    [Fact]
    public void A_cost_per_seat_with_a_zero_at_its_end_is_the_same_price()
    {
        foreach (var billing in Enum.GetValues<Billing>())
        {
            string Hash(decimal cost) => PriceBook.Hash(Costs((Product.Jira, cost)).With(Product.Jira, Tiers with { Billing = billing }));

            Hash(8.60m).ShouldBe(Hash(8.6m));
            Hash(8.00m).ShouldBe(Hash(8m));
            Hash(8.61m).ShouldNotBe(Hash(8.6m));
        }
    }

    [Fact]
    public void The_same_settings_in_another_order_have_the_same_hash()
    {
        Settings Costs(params Product[] order) => new() { Costs = order.ToDictionary(p => p, _ => 6m) };

        PriceBook.Hash(Costs(Product.Jira, Product.Confluence)).ShouldBe(PriceBook.Hash(Costs(Product.Confluence, Product.Jira)));
    }
}
