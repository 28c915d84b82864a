using System.Text.Json.Nodes;

namespace Recoup.Tests.Emulator.Contract;

/// <summary>Makes JSON schemas of OpenAPI 3.0 schemas, and stricter ones: a name that the document does not know is an error, or a misspelt field would pass.</summary>
sealed class Schemas(JsonObject document)
{
    static readonly string[] Copied = ["format", "pattern", "required", "minItems", "maxItems", "uniqueItems", "minimum", "maximum", "minLength", "maxLength"];

    readonly JsonObject definitions = [];

    public JsonObject Build(JsonNode schema)
    {
        var built = Convert(schema, open: false);
        return new() { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["allOf"] = new JsonArray(built), ["$defs"] = definitions };
    }

    /// <summary>What a reference leads to, or the node itself.</summary>
    public static JsonNode Follow(JsonObject document, JsonNode node) =>
        node["$ref"] is { } reference ? Follow(document, reference.GetValue<string>()[2..].Split('/').Aggregate((JsonNode)document, (at, part) => at[part.Replace("~1", "/", StringComparison.Ordinal)]!)) : node;

    /// <param name="open">Whether other names are allowed: the parts of an allOf complete each other.</param>
    JsonObject Convert(JsonNode schema, bool open)
    {
        if (schema["$ref"] is { } reference) return Refer(reference.GetValue<string>(), open);
        var made = new JsonObject();
        var nullable = schema["nullable"]?.GetValue<bool>() == true;
        if (schema["type"] is { } type) made["type"] = nullable ? new JsonArray(type.DeepClone(), "null") : type.DeepClone();
        if (schema["enum"] is JsonArray values)
        {
            made["enum"] = values.DeepClone();
            if (nullable) made["enum"]!.AsArray().Add(null);
        }

        foreach (var name in Copied)
            if (schema[name] is { } value) made[name] = name == "pattern" ? value.GetValue<string>().Trim() : value.DeepClone();
        if (schema["items"] is { } items) made["items"] = Convert(items, open: false);
        if (schema["properties"] is JsonObject properties)
            made["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Convert(property.Value!, open: false))));
        foreach (var (name, partsOpen) in new[] { ("allOf", true), ("anyOf", false), ("oneOf", false) })
            if (schema[name] is JsonArray parts) made[name] = new JsonArray([.. parts.Select(part => Convert(part!, partsOpen))]);
        if (schema["additionalProperties"] is JsonObject others) made["additionalProperties"] = Convert(others, open: false);
        else if (!open && schema["additionalProperties"]?.GetValue<bool>() != true && (made.ContainsKey("properties") || made.ContainsKey("allOf"))) made["unevaluatedProperties"] = false;
        return made;
    }

    JsonObject Refer(string reference, bool open)
    {
        var name = reference.Split('/')[^1] + (open ? "~open" : "");
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = new JsonObject();
            definitions[name] = Convert(Follow(document, new JsonObject { ["$ref"] = reference }), open);
        }

        return new() { ["$ref"] = $"#/$defs/{name.Replace("~", "~0", StringComparison.Ordinal)}" };
    }
}
