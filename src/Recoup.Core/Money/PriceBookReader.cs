using System.Globalization;
using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Files;

namespace Recoup.Core.Money;

/// <summary>
/// Reads a price book's file and says everything that is wrong with it, not only the first. What is not known or stands there
/// twice is wrong too: a sum that rests on half an order form would be believed.
/// </summary>
public sealed class PriceBookReader
{
    /// <summary>The longest name of a subscription, in UTF-16 units: it is a column of tables.</summary>
    public const int LongestName = 100;

    private const int LongestText = 256;
    private const int MostSites = 1_000;
    private const string SiteSuffix = ".atlassian.net";

    private readonly FileFindings _found = new(suggests: true);
    private readonly List<(FileNode Node, Subscription Read)> _read = [];
    private readonly PriceListReader _prices;
    private readonly DateOnly _today;

    private PriceBookReader(DateOnly today) => (_today, _prices) = (today, new(_found, Day));

    /// <param name="text">The file, JSON with comments.</param>
    /// <param name="today">A term that ended before gets a warning.</param>
    public static PriceBookReading Read(string text, DateOnly today)
    {
        var reader = new PriceBookReader(today);
        var book = FileNode.TryRead(text, reader._found) is { } root ? reader.Book(root) : new() { AsOf = today };
        return new(book, reader._found);
    }

    private PriceBook Book(FileNode root)
    {
        var book = new PriceBook { AsOf = _today };
        if (root.Kind != JsonTokenType.StartObject)
        {
            _found.Wrong(root, $"{root.Shown} is no price book: write an object, {{ \"version\": {PriceBook.CurrentVersion}, … }}");
            return book;
        }

        // $schema is there for editors, and says nothing to us.
        var parts = _found.Parts(root, "version", "asOf", "source", "subscriptions", "$schema");
        if (parts.GetValueOrDefault("version") is not { } version)
            _found.Wrong(root, $"version is missing: write \"version\": {PriceBook.CurrentVersion}");
        else if (version.Kind != JsonTokenType.Number || version.Text != $"{PriceBook.CurrentVersion}")
            _found.Wrong(version, $"{version.Shown} is a version that is not known here: write {PriceBook.CurrentVersion}, or use the version of Recoup that wrote the file");
        var asOf = Needed(root, parts, "asOf", "the day on which the prices were looked up, such as \"2026-10-01\"") is { } day ? Day(day) : null;
        if (asOf > _today)
            _found.Warn(parts["asOf"], $"{asOf:yyyy-MM-dd} is still to come: write the day on which the prices were looked up");
        foreach (var item in _found.Items(Needed(root, parts, "subscriptions", "a list of what is subscribed to, [ … ]"), PriceBook.MostSubscriptions, "put apps of one price list and site together"))
            _read.Add((item, Subscription(item)));
        book = book with { AsOf = asOf ?? _today, Source = Text(parts, "source", LongestText), Subscriptions = [.. _read.Select(r => r.Read)] };
        LookForDoubles(book);
        return book;
    }

    private Subscription Subscription(FileNode node)
    {
        var parts = _found.Parts(node, "name", "kind", "products", "sites", "plan", "billing", "currency", "renews", "purchased", "onboarding", "prices");
        if (node.Kind != JsonTokenType.StartObject)
            return new() { Name = "", Currency = "" };
        var name = Needed(node, parts, "name", "what the order form calls it") is null ? null : Text(parts, "name", LongestName);
        var kind = parts.TryGetValue("kind", out var named) ? _found.Word(named, OrderForm.Kinds) : SubscriptionKind.Product;
        var read = new Subscription
        {
            Name = name ?? "",
            Kind = kind ?? default,
            Products = Products(node, parts.GetValueOrDefault("products"), kind),
            Sites = Sites(node, parts.GetValueOrDefault("sites"), kind),
            Plan = parts.TryGetValue("plan", out var plan) ? _found.Word(plan, OrderForm.Plans) : null,
            Billing = parts.TryGetValue("billing", out var billing) ? _found.Word(billing, OrderForm.Billings) : null,
            Currency = Needed(node, parts, "currency", "the currency of its prices, such as \"USD\"") is { } currency ? Currency(currency) : "",
            Renews = parts.TryGetValue("renews", out var renews) ? Day(renews) : null,
            Purchased = parts.TryGetValue("purchased", out var purchased) ? _found.Whole(purchased, 0, OrderForm.MostUsers) : null,
            Onboarding = parts.TryGetValue("onboarding", out var onboarding) ? _found.Whole(onboarding, 0, OrderForm.MostPeople) : null,
            Prices = _prices.Lists(parts.GetValueOrDefault("prices")),
        };
        Doubt(node, parts, read);
        return read;
    }

    /// <summary>What is allowed and hardly meant.</summary>
    private void Doubt(FileNode node, Dictionary<string, FileNode> parts, Subscription read)
    {
        if (read.IsForTheTerm && !parts.ContainsKey("renews"))
            _found.Warn(node, "renews is missing: without the day of its next renewal it is not known from when anything is saved");
        if (read.IsForTheTerm && read.Renews <= _today)
            _found.Warn(parts["renews"], $"{read.Renews:yyyy-MM-dd} has passed: until you write the next renewal, nothing is said of what it would bring");
        if (read is { Plan: ProductPlan.Free, Prices.Count: > 0 })
            _found.Warn(parts["prices"], "never count: the plan is free");
    }

    private IReadOnlyList<Product> Products(FileNode subscription, FileNode? node, SubscriptionKind? kind)
    {
        if (kind == SubscriptionKind.Guard)
        {
            if (node is not null)
                _found.Wrong(node, "does not fit: Guard counts people whatever they use, so leave products out");
            return [];
        }

        // Most apps are for Jira, and count the largest of its products.
        if (node is null && kind == SubscriptionKind.App)
            return [.. Product.WithSeats.Where(p => p.IsJiraFamily)];
        var products = Each(node, Product.WithSeats.Count, item =>
        {
            if (item.Kind == JsonTokenType.String && new Product(item.Text) is { HasSeats: true } product)
                return (Product?)product;
            _found.Wrong(item, $"{item.Shown} is no product with seats: write one of {string.Join(", ", Product.WithSeats)}, or leave it out");
            return null;
        });
        var least = kind == SubscriptionKind.Collection ? 2 : 1;
        if (kind is not null && node is null or { Kind: JsonTokenType.StartArray } && (node?.Items.Count ?? 0) < least)
            _found.Wrong(node ?? subscription, $"{(least == 1 ? "products are missing" : "a collection holds two products or more")}: write {(least == 1 ? "at least one" : "at least two")} of {string.Join(", ", Product.WithSeats)}");
        // What it is for is not known then, and so not which seats it would pay.
        return kind is null ? [] : [.. products.OfType<Product>()];
    }

    private List<string> Sites(FileNode subscription, FileNode? node, SubscriptionKind? kind)
    {
        if (kind == SubscriptionKind.Guard)
        {
            if (node is not null)
                _found.Wrong(node, "does not fit: Guard counts people on every site, so leave sites out");
            return [];
        }

        var sites = Each(node, MostSites, item => _found.Text(item, LongestText) is { } text ? Site(item, text) : null);
        if (kind == SubscriptionKind.App && node is null or { Kind: JsonTokenType.StartArray, Items.Count: not 1 })
            _found.Wrong(node ?? subscription, "an app is bought for one site: write it, \"sites\": [\"acme\"], and an entry of its own for every other");
        // Sites that cannot be understood are not every site.
        return sites.OfType<string>().ToList() is { Count: > 0 } some ? some : node is null or { Kind: JsonTokenType.StartArray, Items.Count: 0 } ? [] : [node.Path];
    }

    /// <summary>A site as a scan calls it: the first part of its address, where the address is Atlassian's.</summary>
    private string? Site(FileNode node, string text)
    {
        var host = (text.StartsWith("https://", StringComparison.Ordinal) ? text["https://".Length..] : text).TrimEnd('/');
        var name = host.EndsWith(SiteSuffix, StringComparison.Ordinal) ? host[..^SiteSuffix.Length] : host;
        if (name.Length > 0)
            return name;
        _found.Wrong(node, $"{node.Shown} is no site: write its name, such as \"acme\", its address or its cloud id");
        return null;
    }

    /// <summary>A list's values, each once.</summary>
    private List<T?> Each<T>(FileNode? node, int most, Func<FileNode, T?> read)
    {
        var values = new List<T?>();
        foreach (var item in _found.Items(node, most, "each counts once"))
        {
            var value = read(item);
            if (value is not null && values.Contains(value))
                _found.Wrong(item, $"{item.Shown} stands there already: leave one of the two out");
            values.Add(value);
        }

        return values;
    }

    /// <summary>Names that come twice, and seats that would be paid twice.</summary>
    private void LookForDoubles(PriceBook book)
    {
        for (var i = 0; i < _read.Count; i++)
        {
            var (node, read) = _read[i];
            if (read.Name.Length > 0 && _read.FindIndex(r => r.Read.Name == read.Name) is var earlier && earlier < i)
                _found.Wrong(At(node, "name"), $"\"{read.Name}\" is the name of subscriptions[{earlier}] too: findings are known by it, so write another");
            // What the settings say of a product is known by the product's id.
            if (Product.WithSeats.Append(Product.Guard).Any(p => p.Value == read.Name && !book.Settles(p)))
                _found.Wrong(At(node, "name"), $"\"{read.Name}\" is what the costs in the settings are known by: write another name");
            if (read.Kind == SubscriptionKind.Guard && _read.FindIndex(r => r.Read.Kind == SubscriptionKind.Guard) is var guard && guard < i)
                _found.Wrong(node, $"Guard is subscribed to once for the organisation, and {Called(guard)} is about it already: leave one of the two out");
            for (var j = 0; j < i; j++)
            {
                if (Both(_read[j].Read, read) is { } both)
                    _found.Wrong(node, $"{Called(i)} and {Called(j)} both cover {both}: each seat is paid once, so name other products or sites in one of the two");
            }
        }
    }

    private string Called(int at) => _read[at].Read.Name is { Length: > 0 } name ? $"\"{name}\"" : $"subscriptions[{at}]";

    /// <summary>A product and its sites that two subscriptions cover, in words; null where they share none.</summary>
    private static string? Both(Subscription a, Subscription b)
    {
        var product = a.Products.Where(p => a.Covers(p) && b.Covers(p)).Select(p => (Product?)p).FirstOrDefault();
        var shared = a.Sites.Intersect(b.Sites).ToList();
        if (product is null || (a.Sites.Count > 0 && b.Sites.Count > 0 && shared.Count == 0))
            return null;
        return (a.Sites.Count, b.Sites.Count) switch
        {
            (0, 0) => $"{product} on every site",
            (0, _) => $"{product} on {b.Sites[0]}, since no sites are every site",
            (_, 0) => $"{product} on {a.Sites[0]}, since no sites are every site",
            _ => $"{product} on {shared[0]}",
        };
    }

    private static FileNode At(FileNode node, string part) => node.Members.FirstOrDefault(m => m.Name == part).Value ?? node;

    private FileNode? Needed(FileNode node, Dictionary<string, FileNode> parts, string name, string write)
    {
        if (!parts.TryGetValue(name, out var part))
            _found.Wrong(node, $"{name} is missing: write {write}");
        return part;
    }

    private string? Text(Dictionary<string, FileNode> parts, string name, int longest) => parts.TryGetValue(name, out var node) ? _found.Text(node, longest) : null;

    private string Currency(FileNode node)
    {
        if (node.Kind == JsonTokenType.String && Money.Currency.IsValid(node.Text))
            return node.Text;
        _found.Wrong(node, $"{node.Shown} is no currency: write its ISO 4217 code, three capital letters such as \"USD\"");
        return "";
    }

    private DateOnly? Day(FileNode node)
    {
        if (node.Kind == JsonTokenType.String && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && OrderForm.IsDay(day))
            return day;
        _found.Wrong(node, $"{node.Shown} is no day: write it as \"2027-03-31\", from 2000 to 2099");
        return null;
    }
}
