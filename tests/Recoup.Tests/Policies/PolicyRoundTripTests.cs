using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Json.Schema;
using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Rules;

namespace Recoup.Tests.Policies;

/// <summary>What is shown is read again as the same policy.</summary>
public sealed class PolicyRoundTripTests
{
    private static readonly Config TenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    private static PolicyReading Read(string text) => PolicyReader.Read(text, new(1, 1, 1));

    private static bool IsSame(Settings a, Settings b) =>
        (a.InactiveDays, a.NeverUsedDays, a.ExternalDays, a.BufferPercent) == (b.InactiveDays, b.NeverUsedDays, b.ExternalDays, b.BufferPercent)
        && a.SwitchedOff.Order(StringComparer.Ordinal).SequenceEqual(b.SwitchedOff)
        && a.Scopes.SequenceEqual(b.Scopes)
        && a.Exclusions.SequenceEqual(b.Exclusions);

    [Fact]
    public void What_is_shown_is_accepted_and_is_the_same_policy() => Prop.ForAll(SomePolicy.Any, settings =>
    {
        var reading = Read(PolicyText.Of(PolicyFile.Of(settings)));
        return reading.Errors.Count == 0 && IsSame(settings, reading.Policy!.Into(new())) && reading.Policy.Hash() == PolicyFile.Hash(settings);
    }).Check(TenThousand);

    [Fact]
    public void The_canonical_JSON_is_accepted_and_is_the_same_policy() => Prop.ForAll(SomePolicy.Any, settings =>
    {
        var reading = Read(Encoding.UTF8.GetString(PolicyFile.Of(settings).Canonical()));
        return reading.Errors.Count == 0 && IsSame(settings, reading.Policy!.Into(new()));
    }).Check(TenThousand);

    [Fact]
    public void Shown_again_it_is_the_same_text() => Prop.ForAll(SomePolicy.Any, settings =>
    {
        var text = PolicyText.Of(PolicyFile.Of(settings));
        return PolicyText.Of(Read(text).Policy!) == text;
    }).Check(TenThousand.WithMaxTest(1_000));

    [Fact]
    public void Two_policies_differ_in_their_hash_exactly_where_a_part_differs()
    {
        var two = SomePolicy.Any.Generator.Two().ToArbitrary();
        Prop.ForAll(two, pair =>
        {
            var (a, b) = (PolicyFile.Of(pair.Item1), PolicyFile.Of(pair.Item2));
            return a.Hash() == b.Hash() == (PolicyChange.Between(a, b).Count == 0) && PolicyChange.Between(a, a).Count == 0;
        }).Check(TenThousand.WithMaxTest(2_000));
    }

    [Fact]
    public void The_random_policies_are_worth_testing()
    {
        var some = Gen.Sample(SomePolicy.Any.Generator, 2_000, 20);

        some.Count(s => s.Scopes.Count > 1).ShouldBeGreaterThan(100);
        some.Count(s => s.Exclusions.Any(e => e.Until is not null)).ShouldBeGreaterThan(100);
        some.Count(s => s.SwitchedOff.Count > 0).ShouldBeGreaterThan(100);
        StandardRules.All.ShouldAllBe(r => some.Any(s => s.SwitchedOff.Contains(r.Id)));
    }

    [Fact]
    public void Everything_else_in_the_settings_stays() => Prop.ForAll(SomePolicy.Any, settings =>
    {
        var before = new Settings { Currency = "EUR", BillingContact = new("a"), ExtendedReads = true, CompanyDomains = ["a.b"] };
        var after = PolicyFile.Of(settings).Into(before);
        return (after.Currency, after.BillingContact, after.ExtendedReads) == (before.Currency, before.BillingContact, true) && after.CompanyDomains.SequenceEqual(["a.b"]);
    }).Check(TenThousand.WithMaxTest(100));

    [Fact]
    public void Every_policy_fits_the_schema()
    {
        var schema = Schema();
        foreach (var settings in Gen.Sample(SomePolicy.Any.Generator, 300, 20))
        {
            using var json = JsonDocument.Parse(PolicyFile.Of(settings).Canonical());
            schema.Evaluate(json.RootElement).IsValid.ShouldBeTrue(json.RootElement.GetRawText());
        }
    }

    [Fact]
    public void The_schema_knows_the_same_names_and_ranges()
    {
        var schema = JsonNode.Parse(SchemaText())!;
        foreach (var threshold in Threshold.All)
        {
            var part = schema["properties"]!["thresholds"]!["properties"]![threshold.Name]!;
            ((int)part["default"]!).ShouldBe(threshold.Get(new()));
            var range = part["minimum"] is null ? schema["$defs"]![threshold.Name]! : part;
            ((int)range["minimum"]!, (int)range["maximum"]!).ShouldBe((threshold.Least, threshold.Most), threshold.Name);
        }

        schema["$defs"]!["where"]!["properties"]!["product"]!["enum"]!.AsArray().Select(p => new Product((string)p!)).ShouldBe(Product.WithSeats);
        ((int)schema["properties"]!["scopes"]!["maxItems"]!).ShouldBe(PolicyFile.MostParts);
        ((int)schema["properties"]!["exclusions"]!["maxItems"]!).ShouldBe(PolicyFile.MostParts);
        var rules = schema["properties"]!["rules"]!["patternProperties"]!.AsObject().Single().Key;
        Enumerable.Range(0, 40).Select(n => $"R{n:d2}").Where(id => System.Text.RegularExpressions.Regex.IsMatch(id, rules))
            .ShouldBe(StandardRules.All.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    internal static JsonSchema Schema() => JsonSchema.FromText(SchemaText());

    private static string SchemaText()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Recoup.slnx")))
            folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "policy.schema.json"));
    }
}
