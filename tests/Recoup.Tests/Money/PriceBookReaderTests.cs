using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>A price book's file is taken as a whole or not at all, and everything that is wrong with it is said at once.</summary>
public sealed class PriceBookReaderTests
{
    private const string Products = "jira-software, confluence, jira-servicedesk, jira-product-discovery";
    private const string Parts = "name, kind, products, sites, plan, billing, currency, renews, purchased, onboarding, prices";
    private const string AText = "characters, without line breaks and characters that turn its direction";
    private const string APrice = "is no price: write a number from 0 on, such as 12.50, with up to 12 digits before the point and 6 behind it";

    private static PriceBookReading Read(string text) => PriceBookReader.Read(text, new(2026, 11, 1));

    /// <summary>The file with this in it, on line 2.</summary>
    private static string With(string part) => $"{{ \"version\": 1, \"asOf\": \"2026-10-01\",\n{part} }}";

    /// <summary>One subscription to Confluence, with something more or other.</summary>
    private static string One(string more) => With($"\"subscriptions\": [{{ \"name\": \"A\", \"products\": [\"confluence\"], \"currency\": \"USD\", {more} }}]");

    private static string Two(string first, string second) => With($"\"subscriptions\": [{{ \"name\": \"A\", \"currency\": \"USD\", {first} }},\n{{ \"name\": \"B\", \"currency\": \"USD\", {second} }}]");

    private static string Band(string band) => One($"\"prices\": [{{ \"by\": \"graduated\", \"bands\": [{band}] }}]");

    /// <summary>A subscription with these price lists.</summary>
    internal static string Priced(string lists) => $"\"subscriptions\": [{{ \"name\": \"A\", \"products\": [\"confluence\"], \"currency\": \"USD\", \"prices\": [{lists}] }}]";

    /// <summary>What the reader says of a file with this in it.</summary>
    internal static IEnumerable<string> Says(string part) => Read(With(part)).Errors.Select(e => e.Says);

    public static TheoryData<string, string> Bad => new()
    {
        // What is no JSON, or no price book.
        { "", "line 1, $: this is no JSON: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true." },
        { "{ \"version\": 1,\n", "line 2, $: this is no JSON: Expected start of a property name or value, but instead reached end of data." },
        { "[]", "line 1, $: a list is no price book: write an object, { \"version\": 1, … }" },
        { "{ \"version\": 2, \"asOf\": \"2026-10-01\", \"subscriptions\": [] }", "line 1, $.version: 2 is a version that is not known here: write 1, or use the version of Recoup that wrote the file" },
        { "{ \"asOf\": \"2026-10-01\", \"subscriptions\": [] }", "line 1, $: version is missing: write \"version\": 1" },
        { "{ \"version\": 1, \"subscriptions\": [] }", "line 1, $: asOf is missing: write the day on which the prices were looked up, such as \"2026-10-01\"" },
        { "{ \"version\": 1, \"asOf\": \"2026-10-01\" }", "line 1, $: subscriptions is missing: write a list of what is subscribed to, [ … ]" },

        // Names.
        { With("\"subscription\": [], \"subscriptions\": []"), "line 2, $.subscription: is not known here: write subscriptions if that is meant, or another of version, asOf, source, subscriptions, $schema" },
        { With("\"subscriptions\": [],\n\"subscriptions\": []"), "line 3, $.subscriptions: stands there already, in line 2: leave one of the two out" },
        { One("\"biling\": \"annual\""), $"line 2, $.subscriptions[0].biling: is not known here: write billing if that is meant, or another of {Parts}" },
        { One("\"Plan\": \"premium\""), $"line 2, $.subscriptions[0].Plan: is not known here: write plan if that is meant, or another of {Parts}" },
        { One("\"discount\": 5"), $"line 2, $.subscriptions[0].discount: is not known here: write one of {Parts}" },
        { One("\"plan\": \"premium\", \"plan\": \"premium\""), "line 2, $.subscriptions[0].plan: stands there already, in line 2: leave one of the two out" },
        { One("\"prices\": [{ \"by\": \"graduated\", \"band\": [], \"bands\": [{ \"price\": 1 }] }]"), "line 2, $.subscriptions[0].prices[0].band: is not known here: write bands if that is meant, or another of from, by, bands" },
        { Band("{ \"upto\": 5, \"price\": 1 }"), "line 2, $.subscriptions[0].prices[0].bands[0].upto: is not known here: write upTo if that is meant, or another of upTo, price" },

        // What every subscription needs.
        { With("\"subscriptions\": {}"), "line 2, $.subscriptions: an object does not fit: write a list, [ … ]" },
        { With("\"subscriptions\": [\"Jira\"]"), "line 2, $.subscriptions[0]: \"Jira\" does not fit: write an object, { … }" },
        { With("\"subscriptions\": [{ \"products\": [\"confluence\"], \"currency\": \"USD\" }]"), "line 2, $.subscriptions[0]: name is missing: write what the order form calls it" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": [\"confluence\"] }]"), "line 2, $.subscriptions[0]: currency is missing: write the currency of its prices, such as \"USD\"" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"currency\": \"USD\" }]"), $"line 2, $.subscriptions[0]: products are missing: write at least one of {Products}" },
        { With("\"subscriptions\": [{ \"name\": \" \", \"products\": [\"confluence\"], \"currency\": \"USD\" }]"), $"line 2, $.subscriptions[0].name: \" \" does not fit: write a text of 1 to 100 {AText}" },
        { With($"\"subscriptions\": [{{ \"name\": \"{new string('n', 101)}\", \"products\": [\"confluence\"], \"currency\": \"USD\" }}]"), $"line 2, $.subscriptions[0].name: \"{new string('n', 60)}…\" does not fit: write a text of 1 to 100 {AText}" },
        { With("\"subscriptions\": [{ \"name\": \"a\\u202eb\", \"products\": [\"confluence\"], \"currency\": \"USD\" }]"), $"line 2, $.subscriptions[0].name: \"a\u202eb\" does not fit: write a text of 1 to 100 {AText}" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": [\"confluence\"], \"currency\": \"usd\" }]"), "line 2, $.subscriptions[0].currency: \"usd\" is no currency: write its ISO 4217 code, three capital letters such as \"USD\"" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": [\"confluence\"], \"currency\": 840 }]"), "line 2, $.subscriptions[0].currency: 840 is no currency: write its ISO 4217 code, three capital letters such as \"USD\"" },
        { With("\"source\": 4711, \"subscriptions\": []"), $"line 2, $.source: 4711 does not fit: write a text of 1 to 256 {AText}" },
        { With($"\"subscriptions\": [{string.Join(',', Enumerable.Range(0, 201).Select(i => $"{{ \"name\": \"a{i}\", \"kind\": \"app\", \"sites\": [\"acme\"], \"currency\": \"USD\" }}"))}]"), "line 2, $.subscriptions: holds 201 parts, and 200 is the most: put apps of one price list and site together" },

        // Words.
        { With("\"subscriptions\": [{ \"name\": \"A\", \"kind\": \"App\", \"products\": [\"confluence\"], \"currency\": \"USD\" }]"), "line 2, $.subscriptions[0].kind: \"App\" does not fit: write one of product, collection, app, guard" },
        { One("\"plan\": \"gold\""), "line 2, $.subscriptions[0].plan: \"gold\" does not fit: write one of free, standard, premium, enterprise" },
        { One("\"billing\": \"yearly\""), "line 2, $.subscriptions[0].billing: \"yearly\" does not fit: write one of monthly, annual, contract" },
        { One("\"billing\": null"), "line 2, $.subscriptions[0].billing: null does not fit: write one of monthly, annual, contract" },

        // Products and sites of each kind.
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": [], \"currency\": \"USD\" }]"), $"line 2, $.subscriptions[0].products: products are missing: write at least one of {Products}" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": \"confluence\", \"currency\": \"USD\" }]"), "line 2, $.subscriptions[0].products: \"confluence\" does not fit: write a list, [ … ]" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": [\"jira\"], \"currency\": \"USD\" }]"), $"line 2, $.subscriptions[0].products[0]: \"jira\" is no product with seats: write one of {Products}, or leave it out" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": [\"confluence\", \"confluence\"], \"currency\": \"USD\" }]"), "line 2, $.subscriptions[0].products[1]: \"confluence\" stands there already: leave one of the two out" },
        { One("\"kind\": \"collection\""), $"line 2, $.subscriptions[0].products: a collection holds two products or more: write at least two of {Products}" },
        { One("\"kind\": \"app\""), "line 2, $.subscriptions[0]: an app is bought for one site: write it, \"sites\": [\"acme\"], and an entry of its own for every other" },
        { One("\"kind\": \"app\", \"sites\": [\"acme\", \"other\"]"), "line 2, $.subscriptions[0].sites: an app is bought for one site: write it, \"sites\": [\"acme\"], and an entry of its own for every other" },
        { One("\"kind\": \"guard\""), "line 2, $.subscriptions[0].products: does not fit: Guard counts people whatever they use, so leave products out" },
        { With("\"subscriptions\": [{ \"name\": \"A\", \"kind\": \"guard\", \"sites\": [\"acme\"], \"currency\": \"USD\" }]"), "line 2, $.subscriptions[0].sites: does not fit: Guard counts people on every site, so leave sites out" },
        { One("\"sites\": \"acme\""), "line 2, $.subscriptions[0].sites: \"acme\" does not fit: write a list, [ … ]" },
        { One("\"sites\": [\"https://\"]"), "line 2, $.subscriptions[0].sites[0]: \"https://\" is no site: write its name, such as \"acme\", its address or its cloud id" },
        { One("\"sites\": [\"acme\", \"https://acme.atlassian.net/\"]"), "line 2, $.subscriptions[0].sites[1]: \"https://acme.atlassian.net/\" stands there already: leave one of the two out" },

        // Days and numbers.
        { "{ \"version\": 1,\n\"asOf\": \"1.10.2026\", \"subscriptions\": [] }", "line 2, $.asOf: \"1.10.2026\" is no day: write it as \"2027-03-31\", from 2000 to 2099" },
        { One("\"renews\": \"2027-02-29\""), "line 2, $.subscriptions[0].renews: \"2027-02-29\" is no day: write it as \"2027-03-31\", from 2000 to 2099" },
        { One("\"renews\": \"0207-03-14\""), "line 2, $.subscriptions[0].renews: \"0207-03-14\" is no day: write it as \"2027-03-31\", from 2000 to 2099" },
        { One("\"purchased\": \"2500\""), "line 2, $.subscriptions[0].purchased: \"2500\" does not fit: write a whole number from 0 to 10000000" },
        { One("\"purchased\": -1"), "line 2, $.subscriptions[0].purchased: -1 does not fit: write a whole number from 0 to 10000000" },
        { One("\"purchased\": 10000001"), "line 2, $.subscriptions[0].purchased: 10000001 does not fit: write a whole number from 0 to 10000000" },
        { One("\"onboarding\": 2.5"), "line 2, $.subscriptions[0].onboarding: 2.5 does not fit: write a whole number from 0 to 1000000" },

        // Price lists.
        { One("\"prices\": { }"), "line 2, $.subscriptions[0].prices: an object does not fit: write a list, [ … ]" },
        { One("\"prices\": [8.60]"), "line 2, $.subscriptions[0].prices[0]: 8.60 does not fit: write an object, { … }" },
        { One("\"prices\": [{ \"bands\": [{ \"price\": 1 }] }]"), "line 2, $.subscriptions[0].prices[0]: by is missing: the order form says how bands are read, so write one of graduated, all-units, tier" },
        { One("\"prices\": [{ \"by\": \"volume\", \"bands\": [{ \"price\": 1 }] }]"), "line 2, $.subscriptions[0].prices[0].by: \"volume\" does not fit: write one of graduated, all-units, tier" },
        { One("\"prices\": [{ \"by\": \"graduated\" }]"), "line 2, $.subscriptions[0].prices[0]: bands are missing: write at least one, [{ \"price\": … }]" },
        { One("\"prices\": [{ \"by\": \"graduated\", \"bands\": [] }]"), "line 2, $.subscriptions[0].prices[0].bands: bands are missing: write at least one, [{ \"price\": … }]" },
        { One("\"prices\": [{ \"by\": \"graduated\", \"bands\": [{ \"price\": 1 }] },\n{ \"by\": \"graduated\", \"bands\": [{ \"price\": 2 }] }]"), "line 3, $.subscriptions[0].prices[1]: from is missing: only the first price list holds from always, so write the day on which this one begins" },
        { One("\"prices\": [{ \"from\": \"2027-01-01\", \"by\": \"graduated\", \"bands\": [{ \"price\": 1 }] },\n{ \"from\": \"2027-01-01\", \"by\": \"graduated\", \"bands\": [{ \"price\": 2 }] }]"), "line 3, $.subscriptions[0].prices[1].from: 2027-01-01 does not come after the price list before it, from 2027-01-01: write price lists in the order in which they begin" },
        { One("\"prices\": [{ \"from\": \"soon\", \"by\": \"graduated\", \"bands\": [{ \"price\": 1 }] }]"), "line 2, $.subscriptions[0].prices[0].from: \"soon\" is no day: write it as \"2027-03-31\", from 2000 to 2099" },

        // Bands.
        { Band("{ \"upTo\": 0, \"price\": 1 }"), "line 2, $.subscriptions[0].prices[0].bands[0].upTo: 0 does not fit: write a whole number from 1 to 10000000" },
        { Band("{ \"upTo\": 100, \"price\": 1 },\n{ \"upTo\": 100, \"price\": 1 }"), "line 3, $.subscriptions[0].prices[0].bands[1].upTo: 100 does not come after the band before it, up to 100: write bands from few users to many" },
        { Band("{ \"price\": 1 },\n{ \"upTo\": 100, \"price\": 1 }"), "line 2, $.subscriptions[0].prices[0].bands[0]: upTo is missing: only the last band has no end" },
        { Band("{ \"upTo\": 100 }"), "line 2, $.subscriptions[0].prices[0].bands[0]: price is missing: write what one user costs for one billing period" },
        { One("\"prices\": [{ \"by\": \"tier\", \"bands\": [{ \"upTo\": 100, \"price\": 1 },\n{ \"price\": 1 }] }]"), "line 3, $.subscriptions[0].prices[0].bands[1]: upTo is missing: a tier is paid for as a whole, so write the largest number of users in it" },
        { One("\"prices\": [{ \"by\": \"tier\", \"bands\": [{ \"upTo\": 100 }] }]"), "line 2, $.subscriptions[0].prices[0].bands[0]: price is missing: write what the whole tier costs for one billing period" },
        { Band("7"), "line 2, $.subscriptions[0].prices[0].bands[0]: 7 does not fit: write an object, { … }" },
        { Band("{ \"price\": \"8.60\" }"), $"line 2, $.subscriptions[0].prices[0].bands[0].price: \"8.60\" {APrice}" },
        { Band("{ \"price\": -0.01 }"), $"line 2, $.subscriptions[0].prices[0].bands[0].price: -0.01 {APrice}" },
        { Band("{ \"price\": 8.6000001 }"), $"line 2, $.subscriptions[0].prices[0].bands[0].price: 8.6000001 {APrice}" },
        { Band("{ \"price\": 1000000000000 }"), $"line 2, $.subscriptions[0].prices[0].bands[0].price: 1000000000000 {APrice}" },
        { Band("{ \"price\": 8.6e2 }"), $"line 2, $.subscriptions[0].prices[0].bands[0].price: 8.6e2 {APrice}" },
        { Band("{ \"price\": 86e1 }"), $"line 2, $.subscriptions[0].prices[0].bands[0].price: 86e1 {APrice}" },
        { Band("{ \"price\": null }"), $"line 2, $.subscriptions[0].prices[0].bands[0].price: null {APrice}" },

        // Names and seats twice.
        { With("\"subscriptions\": [{ \"name\": \"A\", \"products\": [\"confluence\"], \"currency\": \"USD\" },\n{ \"name\": \"A\", \"products\": [\"jira-software\"], \"currency\": \"USD\" }]"), "line 3, $.subscriptions[1].name: \"A\" is the name of subscriptions[0] too: findings are known by it, so write another" },
        { With("\"subscriptions\": [{ \"name\": \"confluence\", \"products\": [\"confluence\"], \"sites\": [\"acme\"], \"currency\": \"USD\" }]"), "line 2, $.subscriptions[0].name: \"confluence\" is what the costs in the settings are known by: write another name" },
        { Two("\"products\": [\"confluence\"]", "\"products\": [\"jira-software\", \"confluence\"]"), "line 3, $.subscriptions[1]: \"B\" and \"A\" both cover confluence on every site: each seat is paid once, so name other products or sites in one of the two" },
        { Two("\"products\": [\"confluence\"], \"sites\": [\"acme\"]", "\"products\": [\"confluence\"]"), "line 3, $.subscriptions[1]: \"B\" and \"A\" both cover confluence on acme, since no sites are every site: each seat is paid once, so name other products or sites in one of the two" },
        { Two("\"products\": [\"confluence\"]", "\"products\": [\"confluence\"], \"sites\": [\"acme\"]"), "line 3, $.subscriptions[1]: \"B\" and \"A\" both cover confluence on acme, since no sites are every site: each seat is paid once, so name other products or sites in one of the two" },
        { Two("\"products\": [\"confluence\"], \"sites\": [\"a\", \"acme.atlassian.net\"]", "\"kind\": \"collection\", \"products\": [\"jira-software\", \"confluence\"], \"sites\": [\"acme\"]"), "line 3, $.subscriptions[1]: \"B\" and \"A\" both cover confluence on acme: each seat is paid once, so name other products or sites in one of the two" },
        { Two("\"kind\": \"guard\"", "\"kind\": \"guard\""), "line 3, $.subscriptions[1]: Guard is subscribed to once for the organisation, and \"A\" is about it already: leave one of the two out" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_file_with_one_thing_wrong_says_where_what_and_what_to_do(string text, string says)
    {
        var reading = Read(text);

        reading.Errors.Select(e => $"{e}").ShouldBe([says]);
        reading.Book.ShouldBeNull();
        reading.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_schema_can_tell_it_refuses_too()
    {
        // Below a schema: what comes twice, what stands in the wrong order, days that no calendar has, and how a number is written.
        string[] below = ["already", "come after", "too: findings", "known by", "both cover", "only the last band", "only the first price list", "once for the organisation", "02-29", "0207", "e2", "e1", "8.6000001", "202e", "\" \"", "https://"];
        var schema = PriceBookRoundTripTests.Schema();
        foreach (var (text, says) in Bad.Select(row => (row.Data.Item1, row.Data.Item2)).Where(row => !row.Item2.Contains("no JSON", StringComparison.Ordinal)))
        {
            if (below.Any(b => says.Contains(b, StringComparison.Ordinal) || text.Contains(b, StringComparison.Ordinal)))
                continue;
            using var json = JsonDocument.Parse(text, new() { AllowDuplicateProperties = true });
            schema.Evaluate(json.RootElement).IsValid.ShouldBeFalse(text);
        }
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_from_top_to_bottom()
    {
        var reading = Read("""
            {
              "version": 1,
              "asOf": "today",
              "subscriptions": [
                { "name": "A", "products": ["confluence", "trello"], "sites": "acme",
                  "currency": "dollars", "purchased": "many",
                  "prices": [
                    { "by": "tier",
                      "bands": [ { "upTo": 10, "price": "1" },
                                 { "upTo": 5 } ] } ] },
                { "name": "A", "kind": "guard", "products": ["confluence"] },
                { "kind": "bundle" }
              ]
            }
            """);

        reading.Book.ShouldBeNull();
        reading.Errors.Select(e => (e.Line, e.Path)).ShouldBe(
        [
            (3, "$.asOf"),
            (5, "$.subscriptions[0].products[1]"),
            (5, "$.subscriptions[0].sites"),
            (6, "$.subscriptions[0].currency"),
            (6, "$.subscriptions[0].purchased"),
            (9, "$.subscriptions[0].prices[0].bands[0].price"),
            (10, "$.subscriptions[0].prices[0].bands[1].upTo"),
            (10, "$.subscriptions[0].prices[0].bands[1]"),
            (11, "$.subscriptions[1].products"),
            (11, "$.subscriptions[1]"),
            (11, "$.subscriptions[1].name"),
            (12, "$.subscriptions[2]"),
            (12, "$.subscriptions[2].kind"),
            (12, "$.subscriptions[2]"),
        ]);
    }

    [Theory]
    [InlineData("\"products\": [\"confluence\"], \"sites\": [\"acme\"]", "\"products\": [\"confluence\"], \"sites\": [\"other\"]")]
    [InlineData("\"products\": [\"confluence\"]", "\"products\": [\"jira-software\"]")]
    [InlineData("\"products\": [\"confluence\"]", "\"kind\": \"app\", \"products\": [\"confluence\"], \"sites\": [\"acme\"]")]
    [InlineData("\"kind\": \"app\", \"sites\": [\"acme\"]", "\"kind\": \"app\", \"sites\": [\"acme\"]")]
    [InlineData("\"kind\": \"guard\"", "\"products\": [\"confluence\"]")]
    public void Each_seat_is_paid_once_and_apps_and_Guard_come_on_top(string first, string second) => Read(Two(first, second)).Errors.ShouldBeEmpty();

    [Fact]
    public void What_is_left_out_is_as_it_mostly_is()
    {
        var book = Read("""
            /* ours */ {
              "$schema": "./price-book.schema.json", "version": 1, "asOf": "2026-10-01",
              "subscriptions": [
                { "name": "Confluence", "products": ["confluence",], "currency": "USD", },
                { "name": "A plug-in", "kind": "app", "sites": ["https://acme.atlassian.net"], "currency": "USD" }, // on top
                { "name": "guard", "kind": "guard", "currency": "USD" },
              ],
            }
            """).Book.ShouldNotBeNull();

        book.Subscriptions[0].Kind.ShouldBe(SubscriptionKind.Product);
        book.Subscriptions[0].Sites.ShouldBeEmpty();
        book.Subscriptions[0].Billing.ShouldBeNull();
        book.Subscriptions[0].Prices.ShouldBeEmpty();
        book.Subscriptions[1].Products.ShouldBe([Product.Jira, Product.ServiceManagement, Product.Discovery]);
        book.Subscriptions[1].Sites.ShouldBe(["acme"]);
        book.Source.ShouldBeNull();
    }

    [Fact]
    public void Prices_are_taken_to_the_last_digit()
    {
        var book = Read(Band("{ \"upTo\": 10, \"price\": 0 }, { \"upTo\": 20, \"price\": 0.000001 }, { \"price\": 999999999999.999999 }")).Book.ShouldNotBeNull();

        book.Subscriptions[0].Prices[0].Bands.Select(b => b.Price).ShouldBe([0m, 0.000001m, 999999999999.999999m]);
    }

    [Theory]
    [InlineData("\"billing\": \"annual\"", "line 2, $.subscriptions[0]: renews is missing: without the day of its next renewal it is not known from when anything is saved")]
    [InlineData("\"billing\": \"contract\", \"renews\": \"2026-11-01\"", "line 2, $.subscriptions[0].renews: 2026-11-01 has passed: until you write the next renewal, nothing is said of what it would bring")]
    [InlineData("\"plan\": \"free\", \"prices\": [{ \"by\": \"graduated\", \"bands\": [{ \"price\": 1 }] }]", "line 2, $.subscriptions[0].prices: never count: the plan is free")]
    [InlineData("\"billing\": \"annual\", \"renews\": \"2026-11-02\"", null)]
    [InlineData("\"billing\": \"monthly\", \"renews\": \"2026-01-31\"", null)]
    [InlineData("\"billing\": \"monthly\"", null)]
    public void What_is_hardly_meant_is_taken_with_a_warning(string more, string? says)
    {
        var reading = Read(One(more));

        reading.Errors.ShouldBeEmpty();
        reading.Warnings.Select(w => $"{w}").ShouldBe(says is null ? [] : [says]);
    }

    [Fact]
    public void Prices_of_a_day_to_come_get_a_warning() =>
        Read("{ \"version\": 1, \"asOf\": \"2026-11-02\", \"subscriptions\": [] }").Warnings.Select(w => $"{w}")
            .ShouldBe(["line 1, $.asOf: 2026-11-02 is still to come: write the day on which the prices were looked up"]);

    [Fact]
    public void Shown_it_has_prices_with_the_digits_of_their_currency()
    {
        var text = PriceBookText.Of(Read(With("""
            "subscriptions": [
              { "name": "A", "products": ["confluence"], "currency": "USD", "prices": [{ "by": "graduated", "bands": [{ "upTo": 10, "price": 8.6 }, { "upTo": 20, "price": 8 }, { "price": 7.1234 }] }] },
              { "name": "B", "products": ["jira-software"], "currency": "JPY", "prices": [{ "from": "2026-12-01", "by": "tier", "bands": [{ "upTo": 10, "price": 8600 }] }] }]
            """)).Book!);

        text.ShouldContain("        { \"by\": \"graduated\", \"bands\": [{ \"upTo\": 10, \"price\": 8.60 }, { \"upTo\": 20, \"price\": 8.00 }, { \"price\": 7.1234 }] }\n      ]\n    },\n");
        text.ShouldContain("        { \"from\": \"2026-12-01\", \"by\": \"tier\", \"bands\": [{ \"upTo\": 10, \"price\": 8600 }] }\n");
    }
}
