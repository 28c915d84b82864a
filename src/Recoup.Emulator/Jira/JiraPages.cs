namespace Recoup.Emulator;

/// <summary>Jira's pages: by start and length, with a total and the next one's whole URL.</summary>
internal static class JiraPages
{
    public static void Write<T>(Call call, IReadOnlyList<T> items, int most, Action<T> write)
    {
        var start = JiraUsers.Number(call, "startAt", 0);
        var limit = Math.Clamp(JiraUsers.Number(call, "maxResults", 50), 1, most);
        var others = string.Concat(call.Request.Query.Where(pair => pair.Key is not ("startAt" or "maxResults")).SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}&")));
        string Url(int at) => $"{call.Origin}{call.Request.Path}?{others}maxResults={limit}&startAt={at}";
        var json = call.Json;
        var last = (long)start + limit >= items.Count;
        json.WriteStartObject();
        json.WriteString("self"u8, Url(start));
        if (!last) json.WriteString("nextPage"u8, Url(start + limit));
        json.WriteNumber("maxResults"u8, limit);
        json.WriteNumber("startAt"u8, start);
        json.WriteNumber("total"u8, items.Count);
        json.WriteBoolean("isLast"u8, last);
        json.WriteStartArray("values"u8);
        for (var i = start; i < items.Count && i < start + limit; i++) write(items[i]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What a comma-separated parameter names; null when it is absent. A value that is not known is refused.</summary>
    public static string[]? Listed(Call call, string name, params ReadOnlySpan<string> known)
    {
        if (!call.Request.Query.TryGetValue(name, out var given)) return null;
        var all = given.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var value in all)
            if (!known.Contains(value)) throw Errors.Jira(400, $"'{value}' is not valid for the parameter '{name}'.");
        return all;
    }
}
