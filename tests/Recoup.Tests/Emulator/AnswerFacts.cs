using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Recoup.Tests.Emulator;

/// <summary>What the emulated Claude says follows the schema of the question.</summary>
public sealed class AnswerFacts
{
    /// <summary>Everything that a schema may hold.</summary>
    const string Everything = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"All","type":"object","additionalProperties":false,"required":["list","way","when"],
         "properties":{
          "list":{"type":"array","minItems":1,"description":"things","items":{"$ref":"#/$defs/thing"}},
          "way":{"anyOf":[{"type":"object","additionalProperties":false,"required":["a"],"properties":{"a":{"const":"a"}}},{"type":"array","items":{"type":"boolean"},"minItems":0},{"type":"null"}]},
          "when":{"type":"object","additionalProperties":false,"properties":{"dateTime":{"type":"string","format":"date-time"},"date":{"type":"string","format":"date"},"time":{"type":"string","format":"time"},"duration":{"type":"string","format":"duration"},
           "email":{"type":"string","format":"email"},"hostname":{"type":"string","format":"hostname"},"uri":{"type":"string","format":"uri"},"ipv4":{"type":"string","format":"ipv4"},"ipv6":{"type":"string","format":"ipv6"},"uuid":{"type":"string","format":"uuid"}}},
          "empty":{"type":"object","additionalProperties":false}},
         "$defs":{"thing":{"type":"object","additionalProperties":false,"required":["name","sure","count","yes"],"properties":{"name":{"type":"string"},"sure":{"type":"number"},"count":{"type":"integer","default":1},"yes":{"type":"boolean"},"mixed":{"type":["string","integer","null"]},"some":{"enum":["x",1,true,null]}}}}}
        """;

    static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    [Theory]
    [InlineData(Everything)]
    [InlineData(Asking.Verdicts)]
    [InlineData("""{"type":"string"}""")]
    [InlineData("""{"type":["integer","null"]}""")]
    [InlineData("""{"enum":["one","two"]}""")]
    [InlineData("""{"const":{"a":[1]}}""")]
    public async Task Whatever_is_asked_the_answer_is_valid(string schema)
    {
        await using var asking = await Asking.StartAsync();
        var judge = JsonSchema.FromText(schema);
        var seen = new HashSet<string>();
        for (var i = 0; i < 60; i++)
        {
            var answer = await asking.AskAsync(Asking.Question($"Question {i}", schema));
            seen.Add(answer.Text);
            judge.Evaluate(answer.Json.GetProperty("content")[0].GetProperty("text") is var text ? JsonDocument.Parse(text.GetString()!).RootElement : default, Strict).IsValid.ShouldBeTrue(answer.Text);
        }

        seen.Count.ShouldBeGreaterThan(schema.Contains("const\":{", StringComparison.Ordinal) ? 0 : 1);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{}}""", "For 'object' type, 'additionalProperties' must be explicitly set to false")]
    [InlineData("""{"type":"object","additionalProperties":true}""", "For 'object' type, 'additionalProperties' must be explicitly set to false")]
    [InlineData("""{"type":"array","items":{"type":"object"}}""", "For 'object' type, 'additionalProperties' must be explicitly set to false")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":2}""", "For 'array' type, 'minItems' values other than 0 or 1 are not supported")]
    [InlineData("""{"type":"array","items":{"type":"string"},"maxItems":2}""", "property 'maxItems' is not supported")]
    [InlineData("""{"type":"number","minimum":0}""", "property 'minimum' is not supported")]
    [InlineData("""{"type":"string","maxLength":9}""", "property 'maxLength' is not supported")]
    [InlineData("""{"type":"string","format":"colour"}""", "format 'colour' is not supported")]
    [InlineData("""{"type":"text"}""", "'text' is not a type")]
    [InlineData("""{"enum":[{}]}""", "an enum takes strings, numbers, booleans and null")]
    [InlineData("""{"$ref":"https://example.test/schema"}""", "reference https://example.test/schema leads nowhere")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"type":"null"},{"type":"array","items":{"$ref":"#/$defs/a"}}]}}}""", "circular reference: #/$defs/a")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{},"required":["a"]}""", "'a' is required and not among the properties")]
    [InlineData("""{"allOf":[{"type":"string"}]}""", "the emulator does not imitate 'allOf'")]
    [InlineData("{}", "a schema needs a type, an enum, a const, an anyOf or a $ref")]
    public async Task What_structured_outputs_do_not_take_is_refused(string schema, string why)
    {
        await using var asking = await Asking.StartAsync();
        (await asking.AskAsync(Asking.Question(schema: schema))).Error.ShouldBe((400, "invalid_request_error", $"output_config.format.schema: {why}"));
    }

    [Fact]
    public async Task A_list_of_things_gets_a_verdict_on_each_that_does_not_depend_on_its_id()
    {
        await using var asking = await Asking.StartAsync();
        async Task<JsonElement[]> Verdicts(Asking of, string things, string id = """{"type":"string"}""") =>
            [.. JsonDocument.Parse((await of.AskAsync(Asking.Question(things, Asking.Verdicts.Replace("""{"type":"string"}""", id, StringComparison.Ordinal)))).Text).RootElement.GetProperty("verdicts").EnumerateArray()];

        var things = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"id":"t{{i}}","name":"N{{i}}"}"""));
        var first = await Verdicts(asking, $$"""{"about":{"things":[{{things}}] } }""");
        first.Select(Id).ShouldBe(Enumerable.Range(0, 40).Select(i => $"t{i}"));
        first.Select(Kind).Distinct().Count().ShouldBe(4);
        first.ShouldAllBe(verdict => verdict.GetProperty("sure").GetDecimal() >= 0 && verdict.GetProperty("sure").GetDecimal() <= 1);
        JsonSchema.FromText(Asking.Verdicts).Evaluate(JsonDocument.Parse($$"""{"verdicts":[{{string.Join(',', first)}}]}""").RootElement, Strict).IsValid.ShouldBeTrue();

        var again = await Verdicts(asking, """[{"id":"other","name":"N7"},{"name":"N3","id":"another"}]""");
        again.Select(verdict => (Id(verdict), Kind(verdict))).ShouldBe([("other", Kind(first[7])), ("another", Kind(first[3]))]);
        (await Verdicts(asking, """[{"id":8,"name":"N7"}]""")).Select(Id).ShouldBe(["8"]);

        (await Verdicts(asking, """[{"id":8,"name":"N7"}]""", """{"enum":["7","8"]}""")).Select(Id).ShouldBe(["8"]);
        (await Verdicts(asking, """[{"id":8,"name":"N7"}]""", """{"type":"integer"}""")).ShouldHaveSingleItem().GetProperty("id").GetInt32().ShouldBe(8);
        (await Verdicts(asking, """[{"id":"x","name":"N7"}]""", """{"enum":["7","8"]}""")).Select(Id).ShouldBeSubsetOf(["7", "8"]);

        await using var elsewhere = await Asking.StartAsync(new() { Seed = 2 });
        (await Verdicts(elsewhere, $"[{things}]")).Select(Kind).ShouldNotBe(first.Select(Kind));
    }

    [Theory]
    [InlineData("""Tell me of [{"id":"a"}]""")]
    [InlineData("""[{"id":"a"},{"name":"b"}]""")]
    [InlineData("""[{"id":"a","id":"b"}]""")]
    public async Task Other_questions_get_a_list_that_speaks_of_none(string text)
    {
        await using var asking = await Asking.StartAsync();
        JsonDocument.Parse((await asking.AskAsync(Asking.Question(text, Asking.Verdicts))).Text).RootElement.GetProperty("verdicts").EnumerateArray().Select(Id).ShouldNotContain("a");
    }

    [Fact]
    public async Task Only_the_last_message_is_asked_about()
    {
        await using var asking = await Asking.StartAsync();
        var question = Asking.Question("x", Asking.Verdicts);
        question["messages"] = JsonNode.Parse("""[{"role":"user","content":"[{\"id\":\"a\"}]"},{"role":"assistant","content":"{}"},{"role":"user","content":[{"type":"text","text":"And these?"},{"type":"text","text":"[{\"id\":\"b\"}]"}]}]""");
        JsonDocument.Parse((await asking.AskAsync(question)).Text).RootElement.GetProperty("verdicts").EnumerateArray().Select(Id).ShouldBe(["b"]);
    }

    static string Id(JsonElement verdict) => verdict.GetProperty("id").GetString()!;

    static string Kind(JsonElement verdict) => verdict.GetProperty("kind").GetString()!;
}
