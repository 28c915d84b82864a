using System.Text.Json;
using Recoup.Core.Policies;
using Recoup.Core.Rules;

namespace Recoup.Tests.Policies;

/// <summary>A policy's file is taken as a whole or not at all, and everything that is wrong with it is said at once.</summary>
public sealed class PolicyReaderTests
{
    private static readonly string Rules = string.Join(", ", StandardRules.All.Select(r => r.Id).Order(StringComparer.Ordinal));

    private static PolicyReading Read(string text) => PolicyReader.Read(text, new(2026, 11, 1));

    /// <summary>The file with this in it, on line 2.</summary>
    private static string With(string part) => $"{{ \"version\": 1,\n{part} }}";

    private static string Scoped(string where) => With($"\"scopes\": [{{ \"where\": {where}, \"inactiveDays\": 30 }}]");

    public static TheoryData<string, string> Bad => new()
    {
        // What is no JSON, or no policy.
        { "", "line 1, $: this is no JSON: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true." },
        { "{ \"version\": 1,\n\n'rules': {} }", "line 3, $: this is no JSON: ''' is an invalid start of a property name. Expected a '\"'." },
        { "{ \"version\": 1 } {}", "line 1, $: this is no JSON: '{' is invalid after a single JSON value. Expected end of data." },
        { "{ \"version\": 1,", "line 1, $: this is no JSON: Expected start of a property name or value, but instead reached end of data." },
        { "[]", "line 1, $: a list is no policy: write an object, { \"version\": 1, … }" },
        { "null", "line 1, $: null is no policy: write an object, { \"version\": 1, … }" },
        { "\"policy\"", "line 1, $: \"policy\" is no policy: write an object, { \"version\": 1, … }" },

        // The version.
        { "{}", "line 1, $: version is missing: write \"version\": 1" },
        { "{\n\"version\": 2 }", "line 2, $.version: 2 is a version that is not known here: write 1, or use the version of Recoup that wrote the file" },
        { "{ \"version\": \"1\" }", "line 1, $.version: \"1\" is a version that is not known here: write 1, or use the version of Recoup that wrote the file" },
        { "{ \"version\": 1.0 }", "line 1, $.version: 1.0 is a version that is not known here: write 1, or use the version of Recoup that wrote the file" },

        // Names.
        { With("\"treshold\": {}"), "line 2, $.treshold: is not known here: write one of version, thresholds, rules, scopes, exclusions, $schema" },
        { With("\"Thresholds\": {}"), "line 2, $.Thresholds: is not known here: write one of version, thresholds, rules, scopes, exclusions, $schema" },
        { With("\"a b\": 1"), "line 2, $['a b']: is not known here: write one of version, thresholds, rules, scopes, exclusions, $schema" },
        { With("\"rules\": {},\n\"rules\": {}"), "line 3, $.rules: stands there already, in line 2: leave one of the two out" },
        { With("\"thresholds\": { \"inactiveDays\": 60, \"inactiveDays\": 60 }"), "line 2, $.thresholds.inactiveDays: stands there already, in line 2: leave one of the two out" },
        { With("\"rules\": { \"R01\": \"on\", \"\\u005201\": \"off\" }"), "line 2, $.rules.R01: stands there already, in line 2: leave one of the two out" },
        { Scoped("{ \"team\": \"x\" }"), "line 2, $.scopes[0].where.team: is not known here: write one of product, site, group, domain" },
        { Scoped("{ \"group\": \"x\", \"group\": \"y\" }"), "line 2, $.scopes[0].where.group: stands there already, in line 2: leave one of the two out" },
        { With("\"scopes\": [{ \"where\": { \"group\": \"x\" }, \"bufferPercent\": 5 }]"), "line 2, $.scopes[0].bufferPercent: is not known here: write one of where, inactiveDays, neverUsedDays, externalDays" },
        { With("\"exclusions\": [{ \"where\": { \"group\": \"x\" }, \"reason\": \"y\", \"till\": \"2027-01-01\" }]"), "line 2, $.exclusions[0].till: is not known here: write one of where, reason, until" },

        // Numbers.
        { With("\"thresholds\": []"), "line 2, $.thresholds: a list does not fit: write an object, { … }" },
        { With("\"thresholds\": { \"inactiveDays\": 6 }"), "line 2, $.thresholds.inactiveDays: 6 does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"inactiveDays\": 731 }"), "line 2, $.thresholds.inactiveDays: 731 does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"neverUsedDays\": 0 }"), "line 2, $.thresholds.neverUsedDays: 0 does not fit: write a whole number from 1 to 365" },
        { With("\"thresholds\": { \"externalDays\": -45 }"), "line 2, $.thresholds.externalDays: -45 does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"bufferPercent\": 101 }"), "line 2, $.thresholds.bufferPercent: 101 does not fit: write a whole number from 1 to 100" },
        { With("\"thresholds\": { \"inactiveDays\": \"90\" }"), "line 2, $.thresholds.inactiveDays: \"90\" does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"inactiveDays\": 90.5 }"), "line 2, $.thresholds.inactiveDays: 90.5 does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"inactiveDays\": 9e1 }"), "line 2, $.thresholds.inactiveDays: 9e1 does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"inactiveDays\": 99999999999999999999 }"), "line 2, $.thresholds.inactiveDays: 99999999999999999999 does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"inactiveDays\": null }"), "line 2, $.thresholds.inactiveDays: null does not fit: write a whole number from 7 to 730" },
        { With("\"thresholds\": { \"inactiveDays\": { \"days\": 90 } }"), "line 2, $.thresholds.inactiveDays: an object does not fit: write a whole number from 7 to 730" },
        { With("\"scopes\": [{ \"where\": { \"group\": \"x\" }, \"externalDays\": 5 }]"), "line 2, $.scopes[0].externalDays: 5 does not fit: write a whole number from 7 to 730" },

        // Rules.
        { With("\"rules\": { \"R99\": \"off\" }"), $"line 2, $.rules.R99: is not known here: write one of {Rules}" },
        { With("\"rules\": { \"R11\": \"off\" }"), $"line 2, $.rules.R11: is not known here: write one of {Rules}" },
        { With("\"rules\": { \"r14\": \"off\" }"), $"line 2, $.rules.r14: is not known here: write one of {Rules}" },
        { With("\"rules\": { \"R14\": \"Off\" }"), "line 2, $.rules.R14: \"Off\" does not fit: write \"on\" or \"off\"" },
        { With("\"rules\": { \"R14\": false }"), "line 2, $.rules.R14: false does not fit: write \"on\" or \"off\"" },
        { With("\"rules\": [\"R14\"]"), "line 2, $.rules: a list does not fit: write an object, { … }" },

        // Whom it is about.
        { Scoped("{}"), "line 2, $.scopes[0].where: names nothing, and so would hold for everything: set these numbers under thresholds instead" },
        { With("\"exclusions\": [{ \"where\": {}, \"reason\": \"x\" }]"), "line 2, $.exclusions[0].where: names nothing, and so would leave everything alone: name a product, site, group or domain" },
        { With("\"scopes\": [{ \"inactiveDays\": 30 }]"), "line 2, $.scopes[0]: where is missing: name a product, site, group or domain" },
        { With("\"exclusions\": [{ \"reason\": \"x\" }]"), "line 2, $.exclusions[0]: where is missing: name a product, site, group or domain" },
        { With("\"exclusions\": [{ \"where\": { \"group\": \"x\" } }]"), "line 2, $.exclusions[0]: reason is missing: say in a sentence why it is left alone" },
        { Scoped("\"jira users\""), "line 2, $.scopes[0].where: \"jira users\" does not fit: write an object, { … }" },
        { Scoped("null"), "line 2, $.scopes[0].where: null does not fit: write an object, { … }" },
        { Scoped("{ \"product\": \"jira\" }"), "line 2, $.scopes[0].where.product: \"jira\" is no product with seats: write one of jira-software, confluence, jira-servicedesk, jira-product-discovery" },
        { Scoped("{ \"product\": \"guard\" }"), "line 2, $.scopes[0].where.product: \"guard\" is no product with seats: write one of jira-software, confluence, jira-servicedesk, jira-product-discovery" },
        { Scoped("{ \"product\": [\"confluence\"] }"), "line 2, $.scopes[0].where.product: a list is no product with seats: write one of jira-software, confluence, jira-servicedesk, jira-product-discovery" },
        { Scoped("{ \"group\": \"\" }"), Name("\"\"", "group") },
        { Scoped("{ \"group\": \"  \" }"), Name("\"  \"", "group") },
        { Scoped("{ \"group\": \"a\\nb\" }"), Name("\"a\nb\"", "group") },
        { Scoped("{ \"group\": \"a\\u202eb\" }"), Name("\"a\u202eb\"", "group") },
        { Scoped("{ \"site\": 7 }"), Name("7", "site") },
        { Scoped($"{{ \"site\": \"{new string('s', 257)}\" }}"), Name($"\"{new string('s', 60)}…\"", "site") },
        { Scoped("{ \"group\": \"\\ud800\" }"), "line 2, $.scopes[0].where.group: holds half a character, \\uD800 to \\uDFFF without the other half: write the character itself" },
        { Scoped("{ \"domain\": \"@acme.com\" }"), "line 2, $.scopes[0].where.domain: \"@acme.com\" is no mail domain: write what stands behind the @, such as \"acme.com\"" },
        { Scoped("{ \"domain\": \"acme\" }"), "line 2, $.scopes[0].where.domain: \"acme\" is no mail domain: write what stands behind the @, such as \"acme.com\"" },
        { Scoped("{ \"domain\": \"*.acme.com\" }"), "line 2, $.scopes[0].where.domain: \"*.acme.com\" is no mail domain: write what stands behind the @, such as \"acme.com\"" },

        // Lists, reasons and days.
        { With("\"scopes\": {}"), "line 2, $.scopes: an object does not fit: write a list, [ … ]" },
        { With("\"scopes\": [\"x\"]"), "line 2, $.scopes[0]: \"x\" does not fit: write an object, { … }" },
        { With("\"exclusions\": [[]]"), "line 2, $.exclusions[0]: a list does not fit: write an object, { … }" },
        { With($"\"scopes\": [{string.Join(',', Enumerable.Range(0, 201).Select(i => $"{{\"where\":{{\"group\":\"g{i}\"}},\"inactiveDays\":30}}"))}]"), "line 2, $.scopes: holds 201 parts, and 200 is the most: a group says with one what many parts say" },
        { With("\"exclusions\": [{ \"where\": { \"group\": \"x\" }, \"reason\": \" \" }]"), "line 2, $.exclusions[0].reason: \" \" does not fit: write a text of 1 to 1000 characters, without line breaks and characters that turn its direction" },
        { With("\"exclusions\": [{ \"where\": { \"group\": \"x\" }, \"reason\": \"y\", \"until\": \"2027-02-29\" }]"), "line 2, $.exclusions[0].until: \"2027-02-29\" is no day: write it as \"2027-03-31\", or leave it out" },
        { With("\"exclusions\": [{ \"where\": { \"group\": \"x\" }, \"reason\": \"y\", \"until\": null }]"), "line 2, $.exclusions[0].until: null is no day: write it as \"2027-03-31\", or leave it out" },
    };

    private static string Name(string shown, string part) =>
        $"line 2, $.scopes[0].where.{part}: {shown} does not fit: write a text of 1 to 256 characters, without line breaks and characters that turn its direction";

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_file_with_one_thing_wrong_says_where_what_and_what_to_do(string text, string says)
    {
        var reading = Read(text);

        reading.Errors.Select(e => $"{e}").ShouldBe([says]);
        reading.Policy.ShouldBeNull();
        reading.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_schema_can_tell_it_refuses_too()
    {
        var schema = PolicyRoundTripTests.Schema();
        foreach (var text in Bad.Select(row => row.Data.Item1).Where(IsJson))
        {
            using var json = JsonDocument.Parse(text, new() { AllowDuplicateProperties = true });
            // Twice the same name, half a character, and what turns the direction are below a schema; 1.0 is an integer to it.
            if (Read(text).Errors[0].Says is var says && (says.Contains("already") || says.Contains("half") || text.Contains("202e") || text.Contains("\\n") || text.Contains("\"  \"") || text.Contains("\" \"") || text.Contains("1.0") || text.Contains("9e1") || text.Contains("02-29")))
                continue;
            schema.Evaluate(json.RootElement).IsValid.ShouldBeFalse(text);
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_from_top_to_bottom()
    {
        var reading = Read("""
            {
              // no version
              "thresholds": { "inactiveDays": 5, "neverUsedDays": 30, "colour": 1 },
              "rules": { "R98": "off", "R14": "maybe" },
              "scopes": [
                { "where": { "product": "trello", "domain": "x" }, "inactiveDays": 1 },
                7
              ],
              "exclusions": [
                { "where": {}, "until": "soon" }
              ]
            }
            """);

        reading.Policy.ShouldBeNull();
        reading.Errors.Select(e => (e.Line, e.Path)).ShouldBe(
        [
            (1, "$"),
            (3, "$.thresholds.colour"),
            (3, "$.thresholds.inactiveDays"),
            (4, "$.rules.R98"),
            (4, "$.rules.R14"),
            (6, "$.scopes[0].where.product"),
            (6, "$.scopes[0].where.domain"),
            (6, "$.scopes[0].inactiveDays"),
            (7, "$.scopes[1]"),
            (10, "$.exclusions[0].where"),
            (10, "$.exclusions[0]"),
            (10, "$.exclusions[0].until"),
        ]);
    }

    [Fact]
    public void What_is_missing_is_as_by_default()
    {
        var policy = Read("{ \"version\": 1 }").Policy.ShouldNotBeNull();

        policy.Hash().ShouldBe(PolicyFile.Hash(new()));
        Read("{ \"version\": 1, \"thresholds\": {}, \"rules\": {}, \"scopes\": [], \"exclusions\": [] }").Policy!.Hash().ShouldBe(policy.Hash());
    }

    [Fact]
    public void Comments_commas_behind_the_last_part_and_a_schema_are_taken()
    {
        var policy = Read("""
            /* ours */ {
              "$schema": "https://acme.example/policy.schema.json", // for the editor
              "version": 1,
              "rules": { "R14": "off", "R13": "on", },
              "exclusions": [ { "where": { "domain": "ACME.Example", }, "reason": "a // b", }, ],
            }
            """).Policy.ShouldNotBeNull();

        policy.Rules.ShouldHaveSingleItem().Key.ShouldBe("R14");
        policy.Exclusions.ShouldHaveSingleItem().ShouldBe(new(new Selector { Domain = "acme.example" }, "a // b", null));
    }

    [Theory]
    [InlineData("""[{ "where": { "group": "x" }, "inactiveDays": 30 }, { "where": { "group": "x" }, "inactiveDays": 40 }]""", "line 2, $.scopes[1]: never counts: scopes[0] stands before it and fits everything that it fits")]
    [InlineData("""[{ "where": { "group": "x" }, "inactiveDays": 30 }, { "where": { "group": "x", "product": "confluence" }, "inactiveDays": 40 }]""", "line 2, $.scopes[1]: never counts: scopes[0] stands before it and fits everything that it fits")]
    [InlineData("""[{ "where": { "group": "x" } }]""", "line 2, $.scopes[0]: sets no number: the general ones hold there, whatever the scopes below say")]
    public void Scopes_that_are_hardly_meant_get_a_warning(string scopes, string says)
    {
        var reading = Read(With($"\"scopes\": {scopes}"));

        reading.Errors.ShouldBeEmpty();
        reading.Warnings.Select(w => $"{w}").ShouldBe([says]);
    }

    [Theory]
    [InlineData("""[{ "where": { "group": "x", "product": "confluence" }, "inactiveDays": 30 }, { "where": { "group": "x" }, "inactiveDays": 40 }]""")]
    [InlineData("""[{ "where": { "group": "x" }, "inactiveDays": 30 }, { "where": { "group": "X" }, "inactiveDays": 40 }]""")]
    [InlineData("""[{ "where": { "site": "x" }, "inactiveDays": 30 }, { "where": { "group": "x" }, "inactiveDays": 40 }]""")]
    public void Scopes_that_can_both_count_get_none(string scopes) => Read(With($"\"scopes\": {scopes}")).Warnings.ShouldBeEmpty();

    [Fact]
    public void An_exclusion_that_has_ended_gets_a_warning_from_the_day_after_its_last()
    {
        string Ending(string day) => With($"\"exclusions\": [{{ \"where\": {{ \"group\": \"x\" }}, \"reason\": \"y\", \"until\": \"{day}\" }}]");

        Read(Ending("2026-11-01")).Warnings.ShouldBeEmpty();
        Read(Ending("2026-10-31")).Warnings.Select(w => $"{w}").ShouldBe(["line 2, $.exclusions[0].until: 2026-10-31 has passed: this exclusion leaves nothing alone any more"]);
    }

    [Fact]
    public void An_exclusion_that_is_there_twice_gets_a_warning() =>
        Read(With("""
            "exclusions": [{ "where": { "group": "x" }, "reason": "a" }, { "where": { "group": "y" }, "reason": "a" },
            { "where": { "group": "x" }, "reason": "b", "until": "2027-01-01" }]
            """)).Warnings.Select(w => $"{w}").ShouldBe(["line 3, $.exclusions[2]: is about the same as exclusions[0]: one of the two is enough"]);

    [Fact]
    public void A_deep_document_is_refused_and_breaks_nothing() =>
        Read(With($"\"scopes\": {new string('[', 10_000)}")).Errors.ShouldHaveSingleItem().Says.ShouldStartWith("this is no JSON: The maximum configured depth of 64 has been exceeded");

    [Fact]
    public void The_line_of_a_part_can_be_told()
    {
        var reading = Read(With("\n\"scopes\": [{\n\"where\": {\n\"group\": \"x\" }, \"inactiveDays\": 30 }]"));

        reading.LineOf("$.scopes[0].where.group").ShouldBe(5);
        reading.LineOf("$.nothing").ShouldBe(1);
    }
}
