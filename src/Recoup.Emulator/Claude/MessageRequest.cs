using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>A piece of a prompt.</summary>
/// <param name="Keep">How long the prompt up to here is to be kept for cheaper reading; null where nothing was said.</param>
internal sealed record TextBlock(string Text, TimeSpan? Keep)
{
    /// <summary>In tokens.</summary>
    public int Length => Tokens.Of(Text);
}

/// <summary>A body of the Messages API. What the API does not know is refused in its words, and what only the emulator does not know is refused as that: nothing is passed over in silence.</summary>
internal sealed class MessageRequest
{
    static readonly string[] Known =
        ["model", "max_tokens", "messages", "system", "output_config", "cache_control", "stop_sequences", "stream", "metadata", "service_tier", "inference_geo", "temperature", "top_k", "top_p"];

    static readonly string[] NotImitated = ["container", "diagnostics", "speed", "thinking", "tool_choice", "tools"];

    public required string Model { get; init; }
    public required int MaxTokens { get; init; }

    /// <summary>Everything in the order in which it is read: the system's blocks, then the messages'.</summary>
    public required IReadOnlyList<TextBlock> Prompt { get; init; }

    /// <summary>The blocks of the last message.</summary>
    public required IReadOnlyList<TextBlock> Question { get; init; }

    public required IReadOnlyList<string> StopSequences { get; init; }

    /// <summary>What the answer is to look like; null where it may be any text.</summary>
    public required OutputSchema? Schema { get; init; }

    public static MessageRequest Read(JsonElement body)
    {
        var fields = Fields(body, "", Known, NotImitated);
        var model = Text(fields, "model", "model");
        var most = fields.TryGetValue("max_tokens", out var given) ? given : throw Missing("max_tokens");
        if (most.ValueKind != JsonValueKind.Number || !most.TryGetInt32(out var tokens)) throw Wrong("max_tokens", "Input should be a valid integer");
        if (tokens < 1) throw Wrong("max_tokens", "Input should be greater than or equal to 1");
        var messages = Messages(fields);
        var prompt = fields.TryGetValue("system", out var system) ? Blocks(system, "system") : [];
        prompt.AddRange(messages.SelectMany(message => message.Blocks));
        if (fields.TryGetValue("cache_control", out var cache)) prompt[^1] = prompt[^1] with { Keep = prompt[^1].Keep ?? Keeping(cache, "cache_control") };
        if (prompt.Count(block => block.Keep is not null) is > 4 and var marks) throw Errors.Claude(400, $"A maximum of 4 blocks with cache_control may be provided. Found {marks}.");
        var schema = Format(fields);
        if (messages[^1].Role != "user") throw Errors.Claude(400, "This model does not support assistant message prefill. The conversation must end with a user message.");
        if (fields.TryGetValue("stream", out var stream) && stream.ValueKind != JsonValueKind.False) throw Absent("stream");
        if (!ClaudeModels.Know(model)) throw Errors.Claude(404, $"model: {model}");
        return new() { Model = model, MaxTokens = tokens, Prompt = prompt, Question = messages[^1].Blocks, StopSequences = Stops(fields), Schema = schema };
    }

    static List<(string Role, List<TextBlock> Blocks)> Messages(Dictionary<string, JsonElement> fields)
    {
        if (!fields.TryGetValue("messages", out var given)) throw Missing("messages");
        if (given.ValueKind != JsonValueKind.Array) throw Wrong("messages", "Input should be a valid array");
        var messages = new List<(string, List<TextBlock>)>();
        foreach (var (at, message) in given.EnumerateArray().Index())
        {
            var path = $"messages.{at}";
            var parts = Fields(message, path + ".", ["role", "content"], []);
            var role = Text(parts, "role", path + ".role");
            if (role is not ("user" or "assistant")) throw Wrong(path + ".role", "Input should be 'user' or 'assistant'");
            messages.Add((role, Blocks(parts.TryGetValue("content", out var content) ? content : throw Missing(path + ".content"), path + ".content")));
        }

        if (messages.Count == 0) throw Wrong("messages", "at least one message is required");
        return messages[0].Item1 == "user" ? messages : throw Wrong("messages", "first message must use the \"user\" role");
    }

    /// <summary>A text, or a list of blocks of text.</summary>
    static List<TextBlock> Blocks(JsonElement content, string path)
    {
        if (content.ValueKind == JsonValueKind.String) return [new(NotEmpty(content.GetString()!, path), null)];
        if (content.ValueKind != JsonValueKind.Array || content.GetArrayLength() == 0) throw Wrong(path, "Input should be a valid string or a list of content blocks");
        var blocks = new List<TextBlock>();
        foreach (var (at, block) in content.EnumerateArray().Index())
        {
            var here = $"{path}.{at}";
            if (block.ValueKind != JsonValueKind.Object || !block.TryGetProperty("type", out var type)) throw Missing(here + ".type");
            if (type.ValueKind != JsonValueKind.String || type.GetString() != "text") throw Absent($"{here}.{type}");
            var parts = Fields(block, here + ".text.", ["type", "text", "cache_control"], ["citations"]);
            blocks.Add(new(NotEmpty(Text(parts, "text", here + ".text.text"), path), parts.TryGetValue("cache_control", out var cache) ? Keeping(cache, here + ".cache_control") : null));
        }

        return blocks;
    }

    static TimeSpan Keeping(JsonElement cache, string path)
    {
        var parts = Fields(cache, path + ".", ["type", "ttl"], []);
        if (Text(parts, "type", path + ".type") != "ephemeral") throw Wrong(path + ".type", "Input should be 'ephemeral'");
        return (parts.ContainsKey("ttl") ? Text(parts, "ttl", path + ".ttl") : "5m") switch
        {
            "5m" => TimeSpan.FromMinutes(5),
            "1h" => TimeSpan.FromHours(1),
            _ => throw Wrong(path + ".ttl", "Input should be '5m' or '1h'"),
        };
    }

    static OutputSchema? Format(Dictionary<string, JsonElement> fields)
    {
        if (!fields.TryGetValue("output_config", out var config)) return null;
        var parts = Fields(config, "output_config.", ["format", "effort"], []);
        if (!parts.TryGetValue("format", out var format)) return null;
        var described = Fields(format, "output_config.format.", ["type", "schema"], []);
        if (Text(described, "type", "output_config.format.type") != "json_schema") throw Wrong("output_config.format.type", "Input should be 'json_schema'");
        return new(described.TryGetValue("schema", out var schema) ? schema : throw Missing("output_config.format.schema"));
    }

    static string[] Stops(Dictionary<string, JsonElement> fields)
    {
        if (!fields.TryGetValue("stop_sequences", out var given)) return [];
        if (given.ValueKind != JsonValueKind.Array || given.EnumerateArray().Any(stop => stop.ValueKind != JsonValueKind.String)) throw Wrong("stop_sequences", "Input should be a list of strings");
        string[] stops = [.. given.EnumerateArray().Select(stop => stop.GetString()!)];
        return stops.Any(string.IsNullOrWhiteSpace) ? throw Wrong("stop_sequences", "each stop sequence must contain non-whitespace") : stops;
    }

    static Dictionary<string, JsonElement> Fields(JsonElement of, string path, string[] known, string[] notImitated)
    {
        if (of.ValueKind != JsonValueKind.Object) throw Wrong(path.TrimEnd('.') is { Length: > 0 } name ? name : "body", "Input should be an object");
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in of.EnumerateObject())
        {
            if (notImitated.Contains(field.Name)) throw Absent(path + field.Name);
            if (!known.Contains(field.Name)) throw Wrong(path + field.Name, "Extra inputs are not permitted");
            // Null stands for what was left out.
            if (field.Value.ValueKind != JsonValueKind.Null) fields[field.Name] = field.Value;
        }

        return fields;
    }

    static string Text(Dictionary<string, JsonElement> fields, string name, string path) =>
        !fields.TryGetValue(name, out var value) ? throw Missing(path) : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(path, "Input should be a valid string");

    static string NotEmpty(string text, string path) => string.IsNullOrWhiteSpace(text) ? throw Wrong(path.Split('.')[0], "text content blocks must be non-empty") : text;

    static Refusal Missing(string path) => Wrong(path, "Field required");

    static Refusal Wrong(string path, string what) => Errors.Claude(400, $"{path}: {what}");

    static Refusal Absent(string path) => Errors.Claude(400, $"{path}: the emulator does not imitate this");
}
