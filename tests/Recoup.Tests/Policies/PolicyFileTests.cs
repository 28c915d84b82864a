using System.Text;
using Recoup.Core.Directory;
using Recoup.Core.Policies;

namespace Recoup.Tests.Policies;

/// <summary>The policy as a file, byte by byte.</summary>
public sealed class PolicyFileTests
{
    private static readonly Settings Some = new()
    {
        InactiveDays = 60,
        SwitchedOff = ["R20", "R14", "R99"],
        Scopes = [new(new Selector { Product = Product.Confluence, Group = "Prüfer" }, 180, null, 90)],
        Exclusions = [new(new Selector { Site = "acme", Domain = "acme.com" }, "said \"no\"", new(2027, 3, 31)), new(new Selector { Group = "g" }, "r", null)],
        Currency = "EUR",
    };

    [Fact]
    public void The_canonical_JSON_is_always_the_same() => Encoding.UTF8.GetString(PolicyFile.Of(Some).Canonical()).ShouldBe(
        """{"version":1,"thresholds":{"inactiveDays":60,"neverUsedDays":30,"externalDays":45,"bufferPercent":10},"rules":{"R14":"off","R20":"off"},"scopes":[{"where":{"product":"confluence","group":"Pr\u00FCfer"},"inactiveDays":180,"externalDays":90}],"exclusions":[{"where":{"site":"acme","domain":"acme.com"},"reason":"said \u0022no\u0022","until":"2027-03-31"},{"where":{"group":"g"},"reason":"r"}]}""");

    [Fact]
    public void The_hash_is_that_of_the_canonical_JSON_in_hex()
    {
        PolicyFile.Hash(Some).ShouldBe("298c5e62d96e8de2343b59c678b62af184c31524b5257232ada38b35f157c88d");
        PolicyFile.Hash(new()).ShouldBe("5c5157f26847021fba1f9dea45031bb000e2eb7070d25d33ba689966c013a6bb");
    }

    [Fact]
    public void What_is_no_part_of_the_policy_and_the_order_of_the_rules_do_not_change_the_hash() =>
        PolicyFile.Hash(Some with { Currency = "USD", ExtendedReads = true, SwitchedOff = ["R14", "R20", "R14"] }).ShouldBe(PolicyFile.Hash(Some));

    [Fact]
    public void The_order_of_scopes_does_since_the_first_counts()
    {
        var other = new Scope(new Selector { Group = "x" }, 30, null, null);

        PolicyFile.Hash(Some with { Scopes = [.. Some.Scopes, other] }).ShouldNotBe(PolicyFile.Hash(Some with { Scopes = [other, .. Some.Scopes] }));
    }

    [Fact]
    public void Shown_it_has_a_comment_on_everything()
    {
        var text = PolicyText.Of(PolicyFile.Of(Some));

        text.ShouldContain("    \"inactiveDays\": 60, // days without use until a seat counts as idle; 7 to 730, 90 by default\n");
        text.ShouldContain("    // \"R01\": \"off\", // idle in one product\n");
        text.ShouldContain("    \"R14\": \"off\", // ");
        text.ShouldContain("    { \"where\": { \"product\": \"confluence\", \"group\": \"Prüfer\" }, \"inactiveDays\": 180, \"externalDays\": 90 }\n  ],\n");
        text.ShouldContain("    { \"where\": { \"site\": \"acme\", \"domain\": \"acme.com\" }, \"reason\": \"said \\\"no\\\"\", \"until\": \"2027-03-31\" },\n    { \"where\": { \"group\": \"g\" }, \"reason\": \"r\" }\n  ]\n}\n");
        text.ShouldNotContain("R99");
    }

    [Fact]
    public void Taking_away_two_strokes_switches_a_rule_off()
    {
        var text = PolicyText.Of(PolicyFile.Of(new())).Replace("// \"R13\"", "\"R13\"", StringComparison.Ordinal);

        PolicyReader.Read(text, new(2026, 11, 1)).Policy!.Rules.Keys.ShouldBe(["R13"]);
    }

    [Fact]
    public void Two_policies_are_told_apart_part_by_part()
    {
        var a = PolicyFile.Of(Some);
        var kept = Some.Exclusions[0];
        var b = PolicyFile.Of(Some with
        {
            InactiveDays = 90,
            BufferPercent = 20,
            SwitchedOff = ["R14", "R13"],
            Scopes = [],
            Exclusions = [new(new Selector { Group = "h" }, "r", null), kept],
        });

        PolicyChange.Between(a, b).ShouldBe(
        [
            new("thresholds.inactiveDays", "60", "90"),
            new("thresholds.bufferPercent", "10", "20"),
            new("rules.R13", "on", "off"),
            new("rules.R20", "off", "on"),
            new("scopes", """{ "where": { "product": "confluence", "group": "Prüfer" }, "inactiveDays": 180, "externalDays": 90 }""", null),
            new("exclusions", """{ "where": { "group": "g" }, "reason": "r" }""", null),
            new("exclusions", null, """{ "where": { "group": "h" }, "reason": "r" }"""),
        ]);
    }

    [Fact]
    public void Another_order_is_a_difference()
    {
        var (x, y) = (new Scope(new Selector { Group = "x" }, 30, null, null), new Scope(new Selector { Group = "y" }, 40, null, null));

        PolicyChange.Between(PolicyFile.Of(new() { Scopes = [x, y] }), PolicyFile.Of(new() { Scopes = [y, x] })).ShouldHaveSingleItem()
            .ShouldBe(new("scopes", "in their order", """in another order, from { "where": { "group": "x" }, "inactiveDays": 30 } on"""));
    }

    [Fact]
    public void A_policy_of_an_earlier_version_without_its_parts_reads_as_the_default()
    {
        var stored = System.Text.Json.JsonSerializer.Deserialize("{}", Recoup.Core.CoreJson.Default.Settings)!;

        PolicyFile.Hash(stored).ShouldBe(PolicyFile.Hash(new()));
    }

    [Fact]
    public void Kept_and_read_from_the_store_it_is_the_same()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(Some, Recoup.Core.CoreJson.Default.Settings);
        var read = System.Text.Json.JsonSerializer.Deserialize(json, Recoup.Core.CoreJson.Default.Settings)!;

        PolicyFile.Hash(read).ShouldBe(PolicyFile.Hash(Some));
        json.ShouldNotContain("isEmpty");
    }
}
