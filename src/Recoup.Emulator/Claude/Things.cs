using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recoup.Emulator;

/// <summary>What a question asks about, where it is a document.</summary>
internal static class Things
{
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The first list, at any depth, whose members are all objects with an id; empty where there is none.</summary>
    public static IReadOnlyList<JsonObject> In(IReadOnlyList<TextBlock> question) => question.Select(block => In(Parse(block.Text))).FirstOrDefault(found => found is not null) ?? [];

    static JsonObject[]? In(JsonNode? node) => node switch
    {
        JsonArray { Count: > 0 } list when list.All(member => member is JsonObject thing && thing["id"] is JsonValue) => [.. list.Select(member => member!.AsObject())],
        JsonArray list => list.Select(In).FirstOrDefault(found => found is not null),
        JsonObject parts => parts.Select(part => In(part.Value)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
