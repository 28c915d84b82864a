namespace Recoup.Core.Money;

/// <summary>What an order form can say: its words, the same as in JSON, and how large its numbers may be.</summary>
internal static class OrderForm
{
    public const int MostUsers = 10_000_000;
    public const int MostPeople = 1_000_000;

    /// <summary>Tiers, or bands of a price list, at most.</summary>
    public const int MostTiers = 100;

    public static readonly IReadOnlyDictionary<string, SubscriptionKind> Kinds = new Dictionary<string, SubscriptionKind>
    {
        ["product"] = SubscriptionKind.Product,
        ["collection"] = SubscriptionKind.Collection,
        ["app"] = SubscriptionKind.App,
        ["guard"] = SubscriptionKind.Guard,
    };

    public static readonly IReadOnlyDictionary<string, ProductPlan> Plans = new Dictionary<string, ProductPlan>
    {
        ["free"] = ProductPlan.Free,
        ["standard"] = ProductPlan.Standard,
        ["premium"] = ProductPlan.Premium,
        ["enterprise"] = ProductPlan.Enterprise,
    };

    public static readonly IReadOnlyDictionary<string, Billing> Billings = new Dictionary<string, Billing>
    {
        ["monthly"] = Billing.Monthly,
        ["annual"] = Billing.Annual,
        ["contract"] = Billing.Contract,
    };

    public static readonly IReadOnlyDictionary<string, PricedBy> Pricings = new Dictionary<string, PricedBy>
    {
        ["graduated"] = PricedBy.Graduated,
        ["all-units"] = PricedBy.AllUnits,
        ["tier"] = PricedBy.Tier,
    };

    /// <summary>Whether a day can stand on an order form; 20227-03-14 and 0207-03-14 are slips.</summary>
    public static bool IsDay(DateOnly day) => day.Year is >= 2000 and <= 2099;

    /// <summary>The word for a value.</summary>
    public static string WordFor<T>(this IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Key;
}
