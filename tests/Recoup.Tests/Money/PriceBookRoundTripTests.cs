using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Json.Schema;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Tests.Promises;

namespace Recoup.Tests.Money;

/// <summary>What is shown is read again as the same price book.</summary>
public sealed class PriceBookRoundTripTests
{
    private static readonly Config ThreeThousand = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithQuietOnSuccess(true);

    private static PriceBookReading Read(string text) => PriceBookReader.Read(text, new(2100, 1, 1));

    /// <summary>Everything in it, digit by digit.</summary>
    private static string Stored(PriceBook? book) => JsonSerializer.Serialize(new Settings { PriceBook = book }, CoreJson.Default.Settings);

    [Fact]
    public void What_is_shown_is_accepted_and_is_the_same_price_book() => Prop.ForAll(SomeBook.Any, book =>
    {
        var reading = Read(PriceBookText.Of(book));
        return reading.Errors.Count == 0 && Stored(reading.Book) == Stored(book);
    }).Check(ThreeThousand);

    [Fact]
    public void Shown_again_it_is_the_same_text() => Prop.ForAll(SomeBook.Any, book =>
    {
        var text = PriceBookText.Of(book);
        return PriceBookText.Of(Read(text).Book!) == text;
    }).Check(ThreeThousand.WithMaxTest(300));

    [Fact]
    public void Kept_and_read_from_the_store_it_is_the_same() => Prop.ForAll(SomeBook.Any, book =>
    {
        var read = JsonSerializer.Deserialize(Stored(book), CoreJson.Default.Settings)!;
        return PriceBookText.Of(read.PriceBook!) == PriceBookText.Of(book) && PriceBook.Hash(read) == PriceBook.Hash(new() { PriceBook = book });
    }).Check(ThreeThousand.WithMaxTest(300));

    [Fact]
    public void The_random_price_books_are_worth_testing()
    {
        var some = Gen.Sample(SomeBook.Any.Generator, 1_000, 20);

        some.Count(b => b.Subscriptions.Count > 2).ShouldBeGreaterThan(100);
        foreach (var kind in Enum.GetValues<SubscriptionKind>())
            some.Count(b => b.Subscriptions.Any(s => s.Kind == kind)).ShouldBeGreaterThan(50);
        some.Count(b => b.Subscriptions.Any(s => s.Prices.Count > 1 && s.Prices.Any(p => p.Bands.Count > 2))).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_same_price_written_otherwise_has_the_same_hash()
    {
        static string Hash(string price) => PriceBook.Hash(new()
        {
            PriceBook = Read($$"""{ "version": 1, "asOf": "2026-10-01", "subscriptions": [{ "name": "a", "products": ["confluence"], "currency": "USD", "prices": [{ "by": "graduated", "bands": [{ "price": {{price}} }] }] }] }""").Book,
        });

        Hash("8.60").ShouldBe(Hash("8.6"));
        Hash("8.000000").ShouldBe(Hash("8"));
        Hash("8.60").ShouldNotBe(Hash("8.600001"));
        Hash("100").ShouldNotBe(Hash("1"));
    }

    [Fact]
    public void Every_price_book_fits_the_schema()
    {
        var schema = Schema();
        foreach (var book in Gen.Sample(SomeBook.Any.Generator, 200, 20))
        {
            using var json = JsonDocument.Parse(PriceBookText.Of(book), new() { CommentHandling = JsonCommentHandling.Skip });
            schema.Evaluate(json.RootElement).IsValid.ShouldBeTrue(json.RootElement.GetRawText());
        }
    }

    [Fact]
    public void The_schema_knows_the_same_names_and_words()
    {
        var schema = JsonNode.Parse(SchemaText())!;
        var parts = schema["$defs"]!;
        static string Named(JsonNode of) => string.Join(", ", of["properties"]!.AsObject().Select(p => p.Key));
        string Known(string part)
        {
            var says = PriceBookReaderTests.Says(part).Single(s => s.Contains("$schema", StringComparison.Ordinal) || s.Contains("is not known here", StringComparison.Ordinal));
            return says[(says.IndexOf(" one of ", StringComparison.Ordinal) + " one of ".Length)..];
        }

        // The reader itself tells what it knows.
        Known("\"zzzzz\": 1, \"subscriptions\": []").Split(", ").ShouldBe(Named(schema).Split(", "), ignoreOrder: true);
        Known("\"subscriptions\": [{ \"name\": \"a\", \"products\": [\"confluence\"], \"currency\": \"USD\", \"zzzzz\": 1 }]").ShouldBe(Named(parts["subscription"]!));
        Known(PriceBookReaderTests.Priced("{ \"by\": \"tier\", \"bands\": [{ \"upTo\": 1, \"price\": 1 }], \"zzzzz\": 1 }")).ShouldBe(Named(parts["prices"]!));
        Known(PriceBookReaderTests.Priced("{ \"by\": \"tier\", \"bands\": [{ \"upTo\": 1, \"price\": 1, \"zzzzz\": 1 }] }")).ShouldBe(Named(parts["band"]!));
        var subscription = parts["subscription"]!["properties"]!;
        subscription["products"]!["items"]!["enum"]!.AsArray().Select(p => new Product((string)p!)).ShouldBe(Product.WithSeats);
        ((int)schema["properties"]!["subscriptions"]!["maxItems"]!).ShouldBe(PriceBook.MostSubscriptions);
        ((int)subscription["name"]!["maxLength"]!).ShouldBe(PriceBookReader.LongestName);
    }

    internal static JsonSchema Schema() => JsonSchema.FromText(SchemaText());

    private static string SchemaText() => File.ReadAllText(OurCode.Repository("docs/price-book.schema.json"));
}
