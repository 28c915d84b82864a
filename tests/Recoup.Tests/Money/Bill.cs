using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using static Recoup.Tests.Infra.Odds;

namespace Recoup.Tests.Money;

/// <summary>Some of the people who hold the same, and what becomes of them.</summary>
internal sealed record Change(Footprint From, Footprint To, int People);

/// <summary>An order form, people and what is taken back, made up at random: every kind of subscription, band, plan and currency, overlapping too.</summary>
internal sealed record Bill(Settings Settings, DateTimeOffset Now, IReadOnlyList<(int People, Footprint Holds)> Groups, IReadOnlyList<Change> Ready, IReadOnlyList<Change> Review)
{
    public static Arbitrary<Bill> Any => field ??= Bills(Lists(2)).ToArbitrary();

    /// <summary>Where every price holds from always, so that today's are those of the renewal.</summary>
    public static Arbitrary<Bill> WithSteadyPrices => field ??= Bills(Lists(1)).ToArbitrary();

    public Tariff Tariff => new(Settings, Make.Survey);

    public Headcount Held => Book.People([.. Groups]);

    public MoneyView View() => MoneyView.Of(Tariff, Held, Sum(Ready), Sum(Review), Now);

    public static Headcount Sum(IEnumerable<Change> changes)
    {
        var sum = new Headcount();
        foreach (var change in changes)
        {
            sum.Add(change.From, -change.People);
            sum.Add(change.To, change.People);
        }

        return sum;
    }

    private static readonly Resource[] Resources = [.. Product.WithSeats.SelectMany(p => Make.Survey.Sites.Select(s => p.On(s.Id)))];

    private static Gen<T[]> Some<T>(int percent, T[] from) => Chance(percent).ListOf(from.Length).Select(taken => from.Where((_, i) => taken[i]).ToArray());

    private static readonly Gen<PriceList> Prices =
        from reading in Gen.Elements(PricedBy.Graduated, PricedBy.AllUnits, PricedBy.Tier)
        from edges in Some(40, [1, 2, 5, 10, 20, 40])
        from open in Chance(70)
        from prices in Gen.Elements(10m, 8m, 7.535m, 0.004m, 0m, 100m, 33.333333m).ListOf(edges.Length + 1)
        select new PriceList(null, reading, [.. edges.Select((e, i) => new Band(e, prices[i])), .. open ? [new Band(null, prices[^1])] : Array.Empty<Band>()]);

    private static Gen<PriceList[]> Lists(int most) =>
        from count in Gen.Choose(0, 9)
        from lists in Prices.ListOf(count == 0 ? 0 : Math.Min(count, most))
        from first in Gen.Elements<int?>(null, null, null, 20)
        select lists.Select((list, i) => list with { From = i > 0 ? Make.Today.AddDays(30 * i) : most == 1 ? null : first is { } days ? Make.Today.AddDays(days) : null }).ToArray();

    private static Gen<Subscription> Subscriptions(SubscriptionKind kind, Gen<PriceList[]> lists) =>
        from products in Some(45, [.. Product.WithSeats])
        from one in Gen.Elements<Product>([.. Product.WithSeats])
        from sites in Gen.Elements<string[]>([], [], [], ["acme"], ["other"], ["other-id"], ["acme", "other"], ["acme-sandbox"])
        from plan in Gen.Elements<ProductPlan?>(null, ProductPlan.Free, ProductPlan.Standard, ProductPlan.Premium, ProductPlan.Premium, ProductPlan.Enterprise)
        from billing in Gen.Elements<Billing?>(null, Billing.Monthly, Billing.Monthly, Billing.Annual, Billing.Contract)
        from currency in Gen.Elements("USD", "USD", "EUR", "JPY")
        from prices in lists
        from renews in Gen.Elements<int?>(null, -100, -1, 0, 1, 2, 30, 100, 400)
        from purchased in Gen.Elements<int?>(null, null, 0, 5, 60)
        from onboarding in Gen.Elements<int?>(null, null, 0, 3)
        select new Subscription
        {
            Name = kind.ToString(), Kind = kind, Plan = plan, Billing = billing, Currency = currency, Prices = prices, Purchased = purchased, Onboarding = onboarding,
            Products = kind == SubscriptionKind.Guard ? [] : kind == SubscriptionKind.Product || products.Length == 0 ? [one] : products,
            Sites = kind == SubscriptionKind.Guard ? [] : kind == SubscriptionKind.App ? [sites.Length == 0 ? "acme" : sites[0]] : sites,
            Renews = renews is { } day ? Make.Today.AddDays(day) : null,
        };

    private static Gen<Settings> Books(Gen<PriceList[]> lists) =>
        from kinds in Gen.Elements(SubscriptionKind.Product, SubscriptionKind.Product, SubscriptionKind.Product, SubscriptionKind.Collection, SubscriptionKind.App).ListOf(5)
        from count in Gen.Choose(0, 5)
        from subscriptions in Gen.CollectToList(kinds.Take(count), kind => Subscriptions(kind, lists))
        from guard in Subscriptions(SubscriptionKind.Guard, lists)
        from withGuard in Chance(60)
        from zone in Gen.Elements(0, 60, -300, 840)
        from costs in Some(30, [Product.Confluence, Product.ServiceManagement, Product.Guard])
        from currency in Gen.Elements("USD", "EUR")
        select new Settings
        {
            Currency = currency,
            BillingOffsetMinutes = zone,
            Costs = costs.ToDictionary(p => p, p => p == Product.Guard ? 3m : 6.05m),
            Contracts = costs.Take(1).ToDictionary(p => p, _ => new Contract { Billing = Billing.Annual, Tiers = [5, 20], Renews = Make.Today.AddDays(50) }),
            PriceBook = new() { AsOf = Make.Today, Subscriptions = [.. subscriptions.Select((s, i) => s with { Name = $"{i} {s.Name}" }), .. withGuard ? [guard] : Array.Empty<Subscription>()] },
        };

    private static readonly Gen<(int People, Footprint Holds)> Group =
        from people in Gen.Choose(1, 12)
        from holds in Some(25, Resources)
        from guard in Gen.Elements(GuardCount.Never, GuardCount.WithSeats, GuardCount.WithSeats, GuardCount.Always, GuardCount.NotNow)
        select (people, Footprint.Of(holds, guard));

    /// <summary>Part of a group gives up some of what it holds; the rest of the group some more, in review.</summary>
    private static Gen<(Change Ready, Change Review)> Taking((int People, Footprint Holds) some) =>
        from people in Gen.Choose(0, some.People)
        from ready in Some(40, [.. some.Holds.Holds])
        from review in Some(40, [.. some.Holds.Holds])
        from guard in Chance(20)
        select (
            new Change(some.Holds, guard ? Footprint.Of(ready, GuardCount.Never) : some.Holds.Keeping(ready.Contains), people),
            new Change(some.Holds, some.Holds.Keeping(review.Contains), some.People - people));

    private static Gen<Bill> Bills(Gen<PriceList[]> lists) =>
        from settings in Books(lists)
        from days in Gen.Elements(0, 0, 1, 20, 29, 400)
        from midnight in Chance(40)
        from count in Gen.Choose(0, 5)
        from groups in Group.ListOf(count)
        from changes in Gen.CollectToList(groups, Taking)
        select new Bill(settings, midnight ? new(Make.Today.AddDays(days), TimeOnly.MinValue, settings.BillingZone) : Make.Now.AddDays(days), [.. groups], [.. changes.Select(c => c.Ready)], [.. changes.Select(c => c.Review)]);
}
