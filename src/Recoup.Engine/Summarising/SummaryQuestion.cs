using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Engine.Assisting;

namespace Recoup.Engine.Summarising;

/// <summary>The question for a summary: totals alone go out.</summary>
public static class SummaryQuestion
{
    private const int MostTokens = 600;

    private const string Rules =
        """
        You are given totals of a scan for unused Atlassian licences as JSON: slots, and what code will write in the place of each, with its
        figure where that may be told. Write two to four plain English sentences for a manager: what can be had back, what that saves and from when, and
        what needs a person's eyes. Begin with what matters most.

        Wherever a figure belongs, write its slot in braces, such as {ready}. The phrase given as "reads" takes its place, so that the sentence
        has to read well with it. Use slots that are given and no others.

        Write no digit, and no word that says how many or how much in whole or in part: no numbers in words, and none of all, every, most, many,
        few, more, less, half, none, no, not, only parts, and the like. Say nothing of change over time and nothing that the totals do not say.
        Plain letters and punctuation only; no headings, lists or quotation marks.
        """;

    private const string SchemaText =
        """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["summary"],
          "properties": { "summary": { "type": "string" } }
        }
        """;

    private static readonly JsonElement Schema = JsonElement.Parse(SchemaText);

    public static Question About(IReadOnlyList<Fact> facts, string model) => new(model, Rules, Data(facts), Schema, MostTokens);

    /// <summary>What is sent, to the letter.</summary>
    public static string Data(IReadOnlyList<Fact> facts) =>
        JsonSerializer.Serialize(new ToldFacts([.. facts.Select(f => new ToldFact(f.Slot, f.Told))]), ToldFactJson.Readable.ToldFacts);

    /// <summary>The text of an answer; null where it is not whole, or not of that shape.</summary>
    public static string? Read(Reply reply)
    {
        try
        {
            return reply.IsWhole ? JsonSerializer.Deserialize(reply.Text, ToldFactJson.Default.SummaryAnswer)?.Summary : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ToldFacts(IReadOnlyList<ToldFact> Totals);

internal sealed record ToldFact(string Slot, string Reads);

internal sealed record SummaryAnswer(string? Summary);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ToldFacts))]
[JsonSerializable(typeof(SummaryAnswer))]
internal sealed partial class ToldFactJson : JsonSerializerContext
{
    /// <summary>"&lt;5" as it is: a model reads it, no page.</summary>
    public static ToldFactJson Readable => field ??= new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
