using System.Globalization;
using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>The models that may be asked, the newest first.</summary>
internal static class ClaudeModels
{
    static readonly string[] Ids =
    [
        "claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5-2", "claude-fable-5-1", "claude-fable-5", "claude-sonnet-5", "claude-opus-5",
        "claude-opus-4-8", "claude-opus-4-7", "claude-opus-4-6", "claude-sonnet-4-6", "claude-opus-4-5", "claude-sonnet-4-5",
    ];

    public static bool Know(string id) => Ids.Contains(id);

    public static void List(Call call)
    {
        var query = call.Request.Query;
        foreach (var name in query.Keys.Except(["limit", "after_id", "before_id"])) throw Errors.Claude(400, $"{name}: Extra inputs are not permitted");
        if (!int.TryParse(query["limit"].FirstOrDefault() ?? "20", NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > 1_000)
            throw Errors.Claude(400, "limit: Input should be a whole number from 1 to 1000");
        var (after, before) = (Position(query["after_id"], "after_id") ?? -1, Position(query["before_id"], "before_id"));
        var from = before is { } end ? Math.Max(after + 1, end - limit) : after + 1;
        var page = Ids[from..Math.Min(before ?? Ids.Length, from + limit)];
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var id in page) Write(json, id);
        json.WriteEndArray();
        json.WriteBoolean("has_more", before is null ? from + page.Length < Ids.Length : from > after + 1);
        json.WriteString("first_id", page.FirstOrDefault());
        json.WriteString("last_id", page.LastOrDefault());
        json.WriteEndObject();
    }

    public static void Show(Call call)
    {
        if (!Know(call.Values[0])) throw Errors.Claude(404, $"model: {call.Values[0]}");
        Write(call.Json, call.Values[0]);
    }

    static int? Position(string? id, string name) => id is null ? null : Array.IndexOf(Ids, id) is >= 0 and var at ? at : throw Errors.Claude(400, $"{name}: no such model");

    static void Write(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("type", "model");
        json.WriteString("id", id);
        json.WriteString("display_name", Name(id));
        json.WriteString("created_at", new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-Array.IndexOf(Ids, id)));
        json.WriteEndObject();
    }

    /// <summary><c>claude-haiku-5-5</c> is called Claude Haiku 5.5.</summary>
    static string Name(string id)
    {
        var parts = id.Split('-');
        return $"Claude {char.ToUpperInvariant(parts[1][0])}{parts[1][1..]} {string.Join('.', parts[2..])}";
    }
}
