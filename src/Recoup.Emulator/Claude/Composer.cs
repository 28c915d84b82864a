using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recoup.Emulator;

/// <summary>
/// Makes up answers that follow a schema and mean nothing. The same question gets the same answer.
/// Where the last message is a document with a list of things that have an id, and the schema wants such a list, the answer speaks of each of them, and what it says depends on the thing but not on its id.
/// </summary>
internal sealed class Composer
{
    static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly string[] Words = ["amber", "birch", "cedar", "dune", "ember", "fjord", "grove", "heath", "islet", "juniper", "kelp", "lagoon", "meadow", "north", "orchard", "pebble"];

    readonly OutputSchema schema;
    readonly int seed;
    readonly IReadOnlyList<JsonObject> things;

    Composer(OutputSchema schema, int seed, IReadOnlyList<JsonObject> things) => (this.schema, this.seed, this.things) = (schema, seed, things);

    /// <param name="body">The whole question, on which the answer depends.</param>
    public static string Answer(MessageRequest request, int seed, ReadOnlySpan<byte> body)
    {
        var dice = DiceFor(seed, body);
        if (request.Schema is not { } schema) return Sentence(ref dice, 12);
        return new Composer(schema, seed, Things.In(request.Question)).Make(schema.Root, ref dice)?.ToJsonString(Raw) ?? "null";
    }

    JsonNode? Make(JsonElement given, ref Dice dice)
    {
        var form = schema.Follow(given);
        if (form.TryGetProperty("const", out var only)) return Node(only);
        if (form.TryGetProperty("enum", out var values)) return Node(dice.Pick<JsonElement>([.. values.EnumerateArray()]));
        if (form.TryGetProperty("anyOf", out var ways)) return Make(dice.Pick<JsonElement>([.. ways.EnumerateArray()]), ref dice);
        return dice.Pick<string>(OutputSchema.TypesOf(form)) switch
        {
            "object" => Object(form, ref dice),
            "array" => List(form, ref dice),
            "string" => Text(form, ref dice),
            "integer" => dice.Below(101),
            // Two digits, from 0 to 1: what is mostly asked for as a number is how sure one is.
            "number" => dice.Below(101) / 100m,
            "boolean" => dice.Chance(50),
            _ => null,
        };
    }

    JsonObject Object(JsonElement form, ref Dice dice)
    {
        var made = new JsonObject();
        foreach (var property in Properties(form)) made[property.Name] = Make(property.Value, ref dice);
        return made;
    }

    JsonArray List(JsonElement form, ref Dice dice)
    {
        var items = schema.Follow(form.GetProperty("items"));
        var list = new JsonArray();
        var ids = things.Select(thing => Id(items, thing["id"]!.AsValue())).ToArray();
        if (ids.Length > 0 && !ids.Contains(null))
            foreach (var (thing, id) in things.Zip(ids)) list.Add(About(thing, items, id!));
        else
            for (var left = dice.Between(1, 4); left > 0; left--) list.Add(Make(items, ref dice));
        return list;
    }

    JsonObject About(JsonObject thing, JsonElement items, JsonNode id)
    {
        var described = thing.DeepClone().AsObject();
        described.Remove("id");
        var dice = DiceFor(seed, Encoding.UTF8.GetBytes(described.ToJsonString(Raw)));
        var made = Object(items, ref dice);
        made["id"] = id;
        return made;
    }

    /// <summary>The id of a thing as the schema wants to have it; null where it wants none, or another.</summary>
    JsonNode? Id(JsonElement items, JsonValue of)
    {
        var wanted = Properties(items).Where(property => property.Name == "id").Select(property => (JsonElement?)schema.Follow(property.Value)).FirstOrDefault();
        if (wanted is not { } form) return null;
        if (form.TryGetProperty("enum", out var values)) return values.EnumerateArray().Where(value => value.ToString() == of.ToString()).Select(Node).FirstOrDefault();
        var types = OutputSchema.TypesOf(form);
        if (types.Contains("string")) return of.ToString();
        return types.Contains("integer") && of.GetValueKind() == JsonValueKind.Number ? of.DeepClone() : null;
    }

    static JsonElement.ObjectEnumerator Properties(JsonElement form) => form.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default;

    static string Text(JsonElement form, ref Dice dice) => (form.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "date-time" => $"2026-01-{dice.Between(10, 29)}T12:00:00Z",
        "date" => $"2026-01-{dice.Between(10, 29)}",
        "time" => "12:00:00Z",
        "duration" => $"P{dice.Between(1, 30)}D",
        "email" => $"{dice.Pick<string>(Words)}@example.test",
        "hostname" => "example.test",
        "uri" => "https://example.test/",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uuid" => dice.Uuid(),
        _ => Sentence(ref dice, 4),
    };

    static string Sentence(ref Dice dice, int words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++) text.Append(i == 0 ? "" : " ").Append(dice.Pick<string>(Words));
        text[0] = char.ToUpper(text[0], CultureInfo.InvariantCulture);
        return text.Append('.').ToString();
    }

    static JsonNode? Node(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(value.GetRawText());

    static Dice DiceFor(int seed, ReadOnlySpan<byte> of) => new(seed, 0, salt: BitConverter.ToUInt64(SHA256.HashData(of)));
}
