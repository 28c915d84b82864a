using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Policies;

namespace Recoup.Core.Money;

/// <summary>
/// The order form as a file that people keep: what is subscribed to, how it is billed, and what it costs from when. Every price
/// comes from here or from the costs per seat of the settings; none stands in the code.
/// </summary>
public sealed record PriceBook
{
    /// <summary>The form that this version reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Subscriptions at most.</summary>
    public const int MostSubscriptions = 200;

    public int Version { get; } = CurrentVersion;

    /// <summary>The day on which the prices were looked up.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Where they come from, such as the number of a quote; null where that is not said.</summary>
    public string? Source { get; init; }

    public IReadOnlyList<Subscription> Subscriptions { get => field ?? []; init; }

    /// <summary>
    /// The book's subscriptions, and for every product that it does not name on every site one made of the settings: a cost per
    /// seat, and what they say of the order form. Where it names some sites, their numbers of users are not looked at: they are of all sites.
    /// </summary>
    public static IReadOnlyList<Subscription> Effective(Settings settings)
    {
        var all = new List<Subscription>(settings.PriceBook?.Subscriptions ?? []);
        foreach (var product in Product.WithSeats.Append(Product.Guard))
        {
            if (settings.PriceBook?.Settles(product) != true && (settings.Costs.ContainsKey(product) || settings.Contracts.ContainsKey(product)))
                all.Add(OfSettings(product, settings));
        }

        return all;
    }

    /// <summary>Whether the book alone says what a product costs, or Guard: on every site. What the settings say of it is then not looked at.</summary>
    public bool Settles(Product product) =>
        Subscriptions.Any(s => product == Product.Guard ? s.Kind == SubscriptionKind.Guard : s.Sites.Count == 0 && s.Covers(product));

    /// <summary>Whether the book says what a product costs, or Guard, on some site or on every one.</summary>
    public bool Names(Product product) =>
        Subscriptions.Any(s => product == Product.Guard ? s.Kind == SubscriptionKind.Guard : s.Covers(product));

    /// <summary>What a plan names its prices by: SHA-256, in lower-case hex, over the canonical JSON of everything that a bill depends on.</summary>
    public static string Hash(Settings settings) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new PricedWith(settings.BillingZone, settings.PriceBook?.AsOf, Effective(settings)), PriceBookJson.Default.PricedWith)));

    private static Subscription OfSettings(Product product, Settings settings)
    {
        var contract = settings.Contracts.GetValueOrDefault(product) ?? new();
        if (settings.PriceBook?.Names(product) == true)
            contract = contract with { Purchased = null, Tiers = [], Onboarding = null };
        var subscription = new Subscription
        {
            Name = product.Name,
            Kind = product == Product.Guard ? SubscriptionKind.Guard : SubscriptionKind.Product,
            Products = product == Product.Guard ? [] : [product],
            Plan = contract.Plan,
            Billing = contract.Billing,
            Currency = settings.Currency,
            Tiers = contract.Tiers,
            Purchased = contract.Purchased,
            Renews = contract.Renews,
            Onboarding = contract.Onboarding,
            Estimate = true,
        };
        return settings.Costs.TryGetValue(product, out var cost) ? subscription with { Prices = [Priced(subscription, cost)] } : subscription;
    }

    /// <summary>By the year a whole tier is paid, where the tiers are known.</summary>
    private static PriceList Priced(Subscription subscription, decimal perMonth)
    {
        var perPeriod = perMonth * (12 / subscription.PeriodsAYear);
        return subscription.Billing == Billing.Annual && subscription.Tiers.Count > 0
            ? new(null, PricedBy.Tier, [.. subscription.Tiers.Select(edge => new Band(edge, perPeriod * edge))])
            : PriceList.Each(perPeriod);
    }
}

/// <summary>Everything that a bill depends on, beside who holds what.</summary>
internal sealed record PricedWith(TimeSpan Zone, DateOnly? AsOf, IReadOnlyList<Subscription> Subscriptions);

/// <summary>The JSON of a price book. Its bytes are hashed: a change here changes the hash of every book.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PricedWith))]
internal sealed partial class PriceBookJson : JsonSerializerContext;
