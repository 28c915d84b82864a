using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>A JSON schema that an answer must follow: the part of JSON Schema that structured outputs take. What they do not take is refused here, because it would be refused there.</summary>
internal sealed class OutputSchema
{
    const string Path = "output_config.format.schema";

    static readonly string[] Kinds = ["object", "array", "string", "integer", "number", "boolean", "null"];

    static readonly string[] Known =
        ["$schema", "$defs", "definitions", "$ref", "title", "description", "default", "type", "enum", "const", "anyOf", "properties", "required", "additionalProperties", "items", "minItems", "format"];

    static readonly string[] Formats = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];

    public OutputSchema(JsonElement root)
    {
        Root = root;
        Check(root, []);
    }

    public JsonElement Root { get; }

    /// <summary>What a reference leads to, or the schema itself.</summary>
    public JsonElement Follow(JsonElement schema) => schema.TryGetProperty("$ref", out var reference) ? Follow(Target(reference)) : schema;

    /// <summary>The types that a schema allows; none where it says nothing of them.</summary>
    public static string[] TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(each => each.ToString())] : [type.ToString()];

    void Check(JsonElement schema, string[] within)
    {
        if (schema.ValueKind != JsonValueKind.Object) throw Wrong("Input should be an object");
        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name == "allOf") throw Wrong("the emulator does not imitate 'allOf'");
            if (!Known.Contains(keyword.Name)) throw Wrong($"property '{keyword.Name}' is not supported");
        }

        var types = TypesOf(schema);
        if (types.FirstOrDefault(type => !Kinds.Contains(type)) is { } unknown) throw Wrong($"'{unknown}' is not a type");
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.ToString();
            if (within.Contains(name)) throw Wrong($"circular reference: {name}");
            Check(Target(reference), [.. within, name]);
        }
        else if (types.Length == 0 && !schema.TryGetProperty("enum", out _) && !schema.TryGetProperty("const", out _) && !schema.TryGetProperty("anyOf", out _)) throw Wrong("a schema needs a type, an enum, a const, an anyOf or a $ref");

        if (types.Contains("object")) CheckObject(schema, within);
        if (types.Contains("array")) Check(schema.TryGetProperty("items", out var items) ? items : throw Wrong("For 'array' type, 'items' is needed"), within);
        if (schema.TryGetProperty("minItems", out var least) && least.ToString() is not ("0" or "1")) throw Wrong("For 'array' type, 'minItems' values other than 0 or 1 are not supported");
        if (schema.TryGetProperty("format", out var format) && !Formats.Contains(format.ToString())) throw Wrong($"format '{format}' is not supported");
        if (schema.TryGetProperty("enum", out var values) && (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() == 0 || values.EnumerateArray().Any(value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)))
            throw Wrong("an enum takes strings, numbers, booleans and null");
        if (!schema.TryGetProperty("anyOf", out var ways)) return;
        if (ways.ValueKind != JsonValueKind.Array || ways.GetArrayLength() == 0) throw Wrong("anyOf takes a list");
        foreach (var way in ways.EnumerateArray()) Check(way, within);
    }

    void CheckObject(JsonElement schema, string[] within)
    {
        if (!schema.TryGetProperty("additionalProperties", out var others) || others.ValueKind != JsonValueKind.False) throw Wrong("For 'object' type, 'additionalProperties' must be explicitly set to false");
        string[] names = [];
        if (schema.TryGetProperty("properties", out var properties))
        {
            if (properties.ValueKind != JsonValueKind.Object) throw Wrong("properties should be an object");
            foreach (var property in properties.EnumerateObject()) Check(property.Value, within);
            names = [.. properties.EnumerateObject().Select(property => property.Name)];
        }

        if (!schema.TryGetProperty("required", out var required)) return;
        if (required.ValueKind != JsonValueKind.Array) throw Wrong("required should be a list");
        if (required.EnumerateArray().Select(name => name.ToString()).FirstOrDefault(name => !names.Contains(name)) is { } missing) throw Wrong($"'{missing}' is required and not among the properties");
    }

    JsonElement Target(JsonElement reference)
    {
        if (reference.ToString().Split('/') is ["#", var group, var name] && (group is "$defs" or "definitions") && Root.TryGetProperty(group, out var definitions) && definitions.ValueKind == JsonValueKind.Object && definitions.TryGetProperty(name, out var target)) return target;
        throw Wrong($"reference {reference} leads nowhere");
    }

    static Refusal Wrong(string what) => Errors.Claude(400, $"{Path}: {what}");
}
