using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;

namespace Recoup.Tests.Money;

/// <summary>Price books and people for tests. What a test does not name is by the month, on the 15th, 10.00 for each user.</summary>
internal static class Book
{
    public static readonly DateOnly NextMonthly = new(2026, 11, 15);
    public static readonly DateOnly Term = new(2027, 3, 31);

    public static Subscription For(params Product[] products) => new()
    {
        Name = string.Join(" and ", products.Select(p => p.Name)),
        Products = products,
        Billing = Billing.Monthly,
        Currency = "USD",
        Renews = new(2026, 10, 15),
        Prices = [PriceList.Each(10)],
    };

    public static Subscription Guard(decimal price = 4) => For() with { Name = "Guard", Kind = SubscriptionKind.Guard, Prices = [PriceList.Each(price)] };

    public static Subscription App(params Product[] hosts) => For(hosts) with { Name = "App", Kind = SubscriptionKind.App, Sites = ["acme"], Prices = [PriceList.Each(1)] };

    /// <summary>By the year, in tiers that cost a hundred for each of their users.</summary>
    public static Subscription Tiers(Product product, params int[] edges) =>
        For(product) with { Billing = Billing.Annual, Renews = Term, Prices = [new(null, PricedBy.Tier, [.. edges.Select(e => new Band(e, e * 100))])] };

    public static Settings Settings(params Subscription[] subscriptions) => new() { PriceBook = new() { AsOf = Make.Today, Subscriptions = subscriptions } };

    public static Tariff Tariff(params Subscription[] subscriptions) => new(Settings(subscriptions), Make.Survey);

    public static Footprint Holding(params Resource[] resources) => Footprint.Of(resources, GuardCount.WithSeats);

    public static Footprint Holding(params Product[] products) => Holding([.. products.Select(p => p.On())]);

    public static Headcount People(params (int People, Footprint Holds)[] groups)
    {
        var held = new Headcount();
        foreach (var (people, holds) in groups)
            held.Add(holds, people);
        return held;
    }

    /// <summary>So many people of one kind become another.</summary>
    public static Headcount Moved(int people, Footprint from, Footprint to) => People((-people, from), (people, to));
}
