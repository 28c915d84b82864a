using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Confluence's pages: by start and limit, the next one as a path beside its base.</summary>
internal static class ConfluencePages
{
    const int Most = 200;

    public static void Write<T>(Call call, IReadOnlyList<T> items, int usual, Action<T> write)
    {
        var (start, limit) = (Number(call, "start", 0), Math.Clamp(Number(call, "limit", usual), 1, Most));
        var end = (int)Math.Min((long)start + limit, items.Count);
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("results");
        for (var i = start; i < end; i++) write(items[i]);
        call.Json.WriteEndArray();
        call.Json.WriteNumber("start", start);
        call.Json.WriteNumber("limit", limit);
        call.Json.WriteNumber("size", Math.Max(0, end - start));
        if (call.Request.Query["shouldReturnTotalSize"] == "true") call.Json.WriteNumber("totalSize", items.Count);
        Links(call, end < items.Count ? $"start={end}&limit={limit}" : null);
        call.Json.WriteEndObject();
    }

    /// <param name="next">What the query of the next page says beside that of this one; null on the last.</param>
    public static void Links(Call call, string? next)
    {
        var json = call.Json;
        var path = call.Request.Path.Value!;
        path = path[path.IndexOf("/rest/", StringComparison.Ordinal)..];
        var others = string.Concat(call.Request.Query.Where(pair => pair.Key is not ("start" or "limit" or "cursor")).SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}&")));
        json.WriteStartObject("_links");
        json.WriteString("base", $"{call.SiteUrl(call.Site())}/wiki");
        json.WriteString("context", "/wiki");
        json.WriteString("self", $"{call.SiteUrl(call.Site())}/wiki{path}");
        if (next is not null) json.WriteString("next", $"{path}?{others}{next}");
        json.WriteEndObject();
    }

    public static void Self(Call call, string path)
    {
        call.Json.WriteStartObject("_links");
        call.Json.WriteString("self", $"{call.SiteUrl(call.Site())}/wiki/rest/api{path}");
        call.Json.WriteEndObject();
    }

    public static int Number(Call call, string name, int usual)
    {
        var text = call.Request.Query[name].ToString();
        if (text.Length == 0) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Errors.Confluence(400, $"{name} must be a number, 0 or more.");
    }
}
