using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>Price books made up at random, everything in them that a price book's file may say.</summary>
internal static class SomeBook
{
    public static Arbitrary<PriceBook> Any => field ??= All.ToArbitrary();

    private static readonly Gen<string> Names =
        from odd in Gen.Elements("", "\"", "\\", "//", "/*", "*/", "{", "\u00A0", "é", "管理", "مدير", "👩‍💻", "<b>", "&", ",", "#", "[red]", "\u00AD")
        from words in Gen.Elements("Jira Premium", "x", " padded ", "null", "0", "jira-software", "guard", new string('n', 90))
        select odd + words;

    private static readonly Gen<DateOnly> Days = Gen.Choose(new DateOnly(2000, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber).Select(DateOnly.FromDayNumber);

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : struct =>
        from there in Gen.Elements(true, false)
        from value in some
        select there ? value : (T?)null;

    /// <summary>With no zero at its end, as the reader has them.</summary>
    private static readonly Gen<decimal> Prices =
        from whole in Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, int.MaxValue))
        from digits in Gen.Elements(0, 1, 2, 4, 6)
        from shift in Gen.Elements(0, 0, 0, 2)
        select decimal.Parse((whole / Power(digits) * Power(shift)).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private static decimal Power(int digits) => Enumerable.Repeat(10m, digits).Aggregate(1m, (a, b) => a * b);

    private static readonly Gen<PriceList> Lists =
        from day in Maybe(Days)
        from way in Gen.Elements(PricedBy.Graduated, PricedBy.AllUnits, PricedBy.Tier)
        from edges in Gen.Choose(1, 10_000_000).ListOf()
        from prices in Prices.ArrayOf(20)
        from open in Gen.Elements(true, false)
        select new PriceList(day, way, Bands(way, edges, prices, open));

    private static List<Band> Bands(PricedBy by, IEnumerable<int> edges, decimal[] prices, bool open)
    {
        var bands = edges.Distinct().Order().Take(15).Select((edge, at) => new Band(edge, prices[at])).ToList();
        if (bands.Count == 0 || (open && by != PricedBy.Tier))
            bands.Add(new(by == PricedBy.Tier ? 100 : null, prices[19]));
        return bands;
    }

    private static readonly Gen<Subscription> Subscriptions =
        from name in Names
        from kind in Gen.Frequency((4, Gen.Constant(SubscriptionKind.Product)), (1, Gen.Constant(SubscriptionKind.Collection)), (2, Gen.Constant(SubscriptionKind.App)), (1, Gen.Constant(SubscriptionKind.Guard)))
        from products in Gen.SubListOf(Product.WithSeats.AsEnumerable()).Where(p => p.Count >= 2)
        from one in Gen.Elements(true, false)
        from sites in Gen.SubListOf("acme", "other", "site \"x\"", "støtte", "0c5b-id")
        from plan in Maybe(Gen.Elements(ProductPlan.Free, ProductPlan.Standard, ProductPlan.Premium, ProductPlan.Enterprise))
        from billing in Maybe(Gen.Elements(Billing.Monthly, Billing.Annual, Billing.Contract))
        from currency in Gen.Elements("USD", "EUR", "JPY", "KWD")
        from renews in Maybe(Days)
        from purchased in Maybe(Gen.Elements(0, 1, 2_500, 10_000_000))
        from onboarding in Maybe(Gen.Elements(0, 20, 1_000_000))
        from lists in Lists.ListOf()
        select new Subscription
        {
            Name = name,
            Kind = kind,
            Products = kind == SubscriptionKind.Guard ? [] : kind != SubscriptionKind.Collection && one ? [products[0]] : [.. products],
            Sites = kind == SubscriptionKind.Guard ? [] : kind == SubscriptionKind.App ? ["acme"] : [.. sites],
            Plan = plan,
            Billing = billing,
            Currency = currency,
            Renews = renews,
            Purchased = purchased,
            Onboarding = onboarding,
            Prices = [.. lists.DistinctBy(l => l.From).OrderBy(l => l.From ?? DateOnly.MinValue)],
        };

    private static readonly Gen<PriceBook> All =
        from asOf in Days
        from source in Names
        from sourced in Gen.Elements(true, false)
        from subscriptions in Subscriptions.ListOf()
        select Good(new() { AsOf = asOf, Source = sourced ? source : null, Subscriptions = [.. subscriptions] });

    /// <summary>Without those that another one stands in the way of.</summary>
    private static PriceBook Good(PriceBook book)
    {
        var kept = new List<Subscription>();
        foreach (var one in book.Subscriptions)
        {
            if (!kept.Exists(k => k.Name == one.Name || (k.Kind == SubscriptionKind.Guard && one.Kind == SubscriptionKind.Guard) || PayTwice(k, one)))
                kept.Add(one);
        }

        var good = book with { Subscriptions = kept };
        return good with { Subscriptions = [.. kept.Where(s => Product.WithSeats.Append(Product.Guard).All(p => p.Value != s.Name))] };
    }

    private static bool PayTwice(Subscription a, Subscription b) =>
        Product.WithSeats.Any(p => a.Covers(p) && b.Covers(p)) && (a.Sites.Count == 0 || b.Sites.Count == 0 || a.Sites.Intersect(b.Sites).Any());
}
