using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Money;

/// <summary>What a subscription is for, and so what it counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionKind>))]
public enum SubscriptionKind
{
    /// <summary>One product: its seats; on Enterprise, people, however many sites they use.</summary>
    [JsonStringEnumMemberName("product")] Product,

    /// <summary>Several products together: people, however many of the products they use.</summary>
    [JsonStringEnumMemberName("collection")] Collection,

    /// <summary>A Marketplace app: the largest number of seats that one of its host products has on the site.</summary>
    [JsonStringEnumMemberName("app")] App,

    /// <summary>Atlassian Guard: people, but for those whom an Enterprise plan or a Premium collection covers.</summary>
    [JsonStringEnumMemberName("guard")] Guard,
}

/// <summary>One line of the order form.</summary>
public sealed record Subscription
{
    /// <summary>What it is called, once in the organisation.</summary>
    public required string Name { get; init; }

    public SubscriptionKind Kind { get; init; }

    /// <summary>The products it covers; of an app, the products that count for it. Empty for Guard.</summary>
    public IReadOnlyList<Product> Products { get => field ?? []; init; }

    /// <summary>The sites it covers, by name or cloud id; empty for every site that is no sandbox.</summary>
    public IReadOnlyList<string> Sites { get => field ?? []; init; }

    public ProductPlan? Plan { get; init; }

    /// <summary>How it is billed; null where it is not known, and then prices are by the month.</summary>
    public Billing? Billing { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>Price lists, ascending by the day from which they hold; empty where nothing is known.</summary>
    public IReadOnlyList<PriceList> Prices { get => field ?? []; init; }

    /// <summary>The largest number of users of each tier, where tiers are known and their prices are not.</summary>
    public IReadOnlyList<int> Tiers { get => field ?? []; init; }

    /// <summary>Users bought until the renewal; null where only those are billed that there are, or where it is not known.</summary>
    public int? Purchased { get; init; }

    /// <summary>The day it is renewed next, in the billing zone.</summary>
    public DateOnly? Renews { get; init; }

    /// <summary>People who are going to be added before the next renewal.</summary>
    public int? Onboarding { get; init; }

    /// <summary>Whether its prices are no more than a cost per seat.</summary>
    public bool Estimate { get; init; }

    /// <summary>What findings about it are known by: its name; made of the settings, its product.</summary>
    [JsonIgnore]
    public string Key => !Estimate ? Name : Kind == SubscriptionKind.Guard ? Product.Guard.Value : Products[0].Value;

    /// <summary>The one product that it covers; null where it covers several, or is an app or Guard.</summary>
    [JsonIgnore]
    public Product? OnlyProduct => Kind == SubscriptionKind.Product && Products is [var one] ? one : null;

    /// <summary>Whether it is billed for a term, in which fewer users save nothing.</summary>
    [JsonIgnore]
    public bool IsForTheTerm => Billing is Money.Billing.Annual or Money.Billing.Contract;

    /// <summary>People who are not there yet and whom the renewal of a term has to be for; none by the month, where each is billed when they come.</summary>
    [JsonIgnore]
    public int Coming => IsForTheTerm ? Onboarding ?? 0 : 0;

    /// <summary>Billing periods in a year.</summary>
    [JsonIgnore]
    public int PeriodsAYear => IsForTheTerm ? 1 : 12;

    /// <summary>Whether everybody on it is outside Guard's count.</summary>
    [JsonIgnore]
    public bool CoversGuard => Plan == ProductPlan.Enterprise || (Kind == SubscriptionKind.Collection && Plan == ProductPlan.Premium);

    /// <summary>Whether seats of a product are paid by it, on its sites; an app and Guard come on top.</summary>
    public bool Covers(Product product) => Kind is SubscriptionKind.Product or SubscriptionKind.Collection && Products.Contains(product);

    /// <summary>Whether it counts people, however many seats they hold.</summary>
    [JsonIgnore]
    public bool CountsPeople => Kind is SubscriptionKind.Collection or SubscriptionKind.Guard || Plan == ProductPlan.Enterprise;

    /// <summary>
    /// The price list that is paid on a day; null where none is known. A year of a term is paid at the prices of its first day,
    /// whatever begins within it; where none held then, at the first that did.
    /// </summary>
    public PriceList? PricesOn(DateOnly day)
    {
        var paid = PaidFrom(day);
        return Prices.LastOrDefault(p => p.From is not { } from || from <= paid) ?? Prices.FirstOrDefault(p => p.From <= day);
    }

    /// <summary>The first day of the year of a term in which a day lies; the day itself where it is not paid by the year.</summary>
    private DateOnly PaidFrom(DateOnly day)
    {
        if (!IsForTheTerm || Renews is not { } renews)
            return day;
        var begin = renews.AddYears(day.Year - renews.Year);
        return begin <= day ? begin : renews.AddYears(day.Year - renews.Year - 1);
    }

    /// <summary>The edges of the tiers that hold on a day, ascending.</summary>
    public IReadOnlyList<int> EdgesOn(DateOnly day) => PricesOn(day) is { By: PricedBy.Tier } prices ? [.. prices.Edges] : Tiers;

    /// <summary>What one period costs on a day with so many users: one line of an invoice, rounded once. Null where no price is known.</summary>
    public decimal? Cost(int users, DateOnly day) =>
        Plan == ProductPlan.Free ? 0 : PricesOn(day)?.For(users) is { } cost ? new Currency(Currency).Round(cost) : null;

    /// <summary>
    /// What is saved from the next renewal on where so many users become so many others, at the prices of that day; below zero
    /// where it becomes dearer. Those to come before the renewal of a term are there on both sides. Null where no price is known.
    /// </summary>
    /// <param name="from">Users who are there as it is.</param>
    /// <param name="to">Users of whom are left.</param>
    /// <param name="now">From when something could be done.</param>
    /// <param name="zone">The billing zone's distance from UTC.</param>
    public Saving? Saved(int from, int to, DateTimeOffset now, TimeSpan zone) => Renewed(from + Coming, to + Coming, now, zone);

    /// <summary>The same of two renewals, each for as many users as are to be on it, those to come among them.</summary>
    public Saving? Renewed(int from, int to, DateTimeOffset now, TimeSpan zone)
    {
        var renewal = this.Next(now, zone);
        var day = renewal ?? RenewalDays.Day(now, zone);
        return Cost(from, day) - Cost(to, day) is { } saved ? Saving.OfYear(Currency, saved * PeriodsAYear, renewal, Estimate) : null;
    }
}
