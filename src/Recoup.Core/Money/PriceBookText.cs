using System.Globalization;
using System.Text;
using Recoup.Core.Files;

namespace Recoup.Core.Money;

/// <summary>A price book as a file that people read and change: JSON with comments.</summary>
public static class PriceBookText
{
    /// <summary>The file, always the same for the same price book. Reading it gives the same price book.</summary>
    public static string Of(PriceBook book)
    {
        var text = new StringBuilder();
        Line(0, "{");
        Line(1, "// The form of this file.");
        Line(1, $"\"version\": {book.Version},");
        Line(0, "");
        Line(1, "// The day on which the prices were looked up, and where: a quote, an invoice, a price list.");
        Line(1, $"\"asOf\": {Day(book.AsOf)},");
        Line(1, book.Source is { } source ? $"\"source\": {FileText.Quoted(source)}," : "// \"source\": \"quote 4711\",");
        Line(0, "");
        Line(1, "// What is subscribed to, an entry for each line of the order form. Put your prices where the dots are:");
        Line(1, "// { \"name\": \"Confluence\", \"kind\": \"product\", \"products\": [\"confluence\"], \"sites\": [\"acme\"], \"plan\": \"premium\", \"billing\": \"annual\", \"currency\": \"USD\",");
        Line(1, "//   \"renews\": \"2027-03-31\", \"purchased\": 500, \"onboarding\": 20, \"prices\": [{ \"from\": \"2026-10-01\", \"by\": \"tier\", \"bands\": [{ \"upTo\": 500, \"price\": … }] }] }");
        if (book.Subscriptions.Count == 0)
            Line(1, "\"subscriptions\": []");
        else
            List(1, "subscriptions", [.. book.Subscriptions], Write);
        Line(0, "}");
        return text.ToString();

        void Line(int depth, string line) => text.Append(' ', line.Length == 0 ? 0 : depth * 2).Append(line).Append('\n');

        void List<T>(int depth, string name, IReadOnlyList<T> items, Action<T, string> write)
        {
            Line(depth, $"\"{name}\": [");
            for (var i = 0; i < items.Count; i++)
                write(items[i], i < items.Count - 1 ? "," : "");
            Line(depth, "]");
        }

        void Write(Subscription subscription, string comma)
        {
            Line(2, "{");
            var members = Members(subscription).Where(m => m.Value is not null).ToList();
            for (var i = 0; i < members.Count; i++)
                Line(3, $"\"{members[i].Name}\": {members[i].Value}{(i < members.Count - 1 || subscription.Prices.Count > 0 ? "," : "")}");
            if (subscription.Prices.Count > 0)
                List(3, "prices", subscription.Prices, (list, next) => Line(4, Of(list, subscription.Currency) + next));
            Line(2, $"}}{comma}");
        }
    }

    /// <summary>Everything but the prices; a subscription to a product on every site needs not say so.</summary>
    private static IEnumerable<(string Name, string? Value)> Members(Subscription subscription) =>
    [
        ("name", FileText.Quoted(subscription.Name)),
        ("kind", $"\"{OrderForm.Kinds.WordFor(subscription.Kind)}\""),
        ("products", Texts(subscription.Products.Select(p => p.Value))),
        ("sites", Texts(subscription.Sites)),
        ("plan", subscription.Plan is { } plan ? $"\"{OrderForm.Plans.WordFor(plan)}\"" : null),
        ("billing", subscription.Billing is { } billing ? $"\"{OrderForm.Billings.WordFor(billing)}\"" : null),
        ("currency", FileText.Quoted(subscription.Currency)),
        ("renews", Day(subscription.Renews)),
        ("purchased", Number(subscription.Purchased)),
        ("onboarding", Number(subscription.Onboarding)),
    ];

    private static string Of(PriceList list, string currency) => FileText.Object(
    [
        ("from", Day(list.From)),
        ("by", $"\"{OrderForm.Pricings.WordFor(list.By)}\""),
        ("bands", $"[{string.Join(", ", list.Bands.Select(b => FileText.Object([("upTo", Number(b.UpTo)), ("price", Price(b.Price, currency))])))}]"),
    ]);

    /// <summary>With the digits that the currency's smallest unit has, and more where the price has more.</summary>
    private static string Price(decimal price, string currency)
    {
        var minor = new string('0', new Currency(currency).MinorDigits);
        return price.ToString($"0.{minor}######", CultureInfo.InvariantCulture);
    }

    private static string? Texts(IEnumerable<string> texts) => texts.ToList() is { Count: > 0 } some ? $"[{string.Join(", ", some.Select(FileText.Quoted))}]" : null;

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day is { } some ? $"\"{some.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"" : null;
}
