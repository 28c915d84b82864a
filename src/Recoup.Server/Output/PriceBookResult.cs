using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;

namespace Recoup.Server.Output;

/// <summary>The price book as <c>recoup price-book show --json</c> prints it.</summary>
/// <param name="Hash">What a plan names its prices by.</param>
/// <param name="Book">The price book, which <c>recoup price-book set</c> takes; null where there is none.</param>
/// <param name="NotUsed">Settings that do not count, since the price book says what their product costs.</param>
public sealed record ShownPriceBookResult(string Hash, JsonElement? Book, IReadOnlyList<string> NotUsed)
{
    public static ShownPriceBookResult Of(Settings settings) =>
        new(PriceBook.Hash(settings), settings.PriceBook is { } book ? Json(book) : null, [.. NotUsedOf(settings).Select(s => s.Name)]);

    /// <summary>Settings that are set and do not count.</summary>
    public static IEnumerable<SettingName> NotUsedOf(Settings settings)
    {
        var settled = Product.WithSeats.Append(Product.Guard).Where(p => settings.PriceBook?.Settles(p) == true).Select(p => $".{p.Value}").ToList();
        return SettingName.All.Where(s => settled.Exists(p => s.Name.EndsWith(p, StringComparison.Ordinal)) && s.Get(settings).Length > 0);
    }

    private static JsonElement Json(PriceBook book)
    {
        using var document = JsonDocument.Parse(PriceBookText.Of(book), new() { CommentHandling = JsonCommentHandling.Skip });
        return document.RootElement.Clone();
    }
}

/// <summary>A subscription as <c>recoup price-book list --json</c> prints it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Products">The products it covers.</param>
/// <param name="Sites">The sites it covers; empty for every site.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Billing">How it is billed; null where that is not known.</param>
/// <param name="Currency">ISO 4217 code of its prices.</param>
/// <param name="Renews">The day of its renewal.</param>
/// <param name="Purchased">Users bought.</param>
/// <param name="Prices">The price list that holds today; null where none does.</param>
/// <param name="NextPrices">The one after it; null where none is known.</param>
public sealed record SubscriptionResult(
    string Name, SubscriptionKind Kind, IReadOnlyList<Product> Products, IReadOnlyList<string> Sites, ProductPlan? Plan, Billing? Billing,
    string Currency, DateOnly? Renews, int? Purchased, PriceList? Prices, PriceList? NextPrices)
{
    public static SubscriptionResult Of(Subscription subscription, DateOnly today) => new(
        subscription.Name, subscription.Kind, subscription.Products, subscription.Sites, subscription.Plan, subscription.Billing,
        subscription.Currency, subscription.Renews, subscription.Purchased, subscription.PricesOn(today), subscription.Prices.FirstOrDefault(p => p.From > today));
}
