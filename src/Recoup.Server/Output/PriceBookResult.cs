using Recoup.Engine.Pricing;
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
        new(PriceBook.Hash(settings), settings.PriceBook is { } book ? Json(book) : null, [.. PriceBooks.NotUsed(settings).Select(s => s.Name)]);

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
/// <param name="Prices">The price list that is paid today; null where none is known.</param>
/// <param name="NextPrices">The one after it, which of a term is paid from a year's first day on; null where none is known.</param>
public sealed record SubscriptionResult(
    string Name, SubscriptionKind Kind, IReadOnlyList<Product> Products, IReadOnlyList<string> Sites, ProductPlan? Plan, Billing? Billing,
    string Currency, DateOnly? Renews, int? Purchased, PriceList? Prices, PriceList? NextPrices)
{
    public static SubscriptionResult Of(Subscription subscription, DateOnly today)
    {
        var paid = subscription.PricesOn(today);
        return new(
            subscription.Name, subscription.Kind, subscription.Products, subscription.Sites, subscription.Plan, subscription.Billing,
            subscription.Currency, subscription.Renews, subscription.Purchased, paid, subscription.Prices.SkipWhile(p => paid is not null && p != paid).Skip(paid is null ? 0 : 1).FirstOrDefault());
    }
}
