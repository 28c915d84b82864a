using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>Links between pages, absent on the last one: bare tokens in version 2, whole URLs in version 1.</summary>
internal static class Pages
{
    /// <summary>Writes a page out of a list that is already in memory.</summary>
    public static void Write<T>(Call call, string list, IReadOnlyList<T> items, int start, int limit, Action<Utf8JsonWriter, T, int> write)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("data"u8);
        for (var i = start; i < items.Count && i < start + limit; i++) write(call.Json, items[i], i);
        call.Json.WriteEndArray();
        Links(call, list, start, start + limit < items.Count ? start + limit : -1);
        call.Json.WriteEndObject();
    }

    /// <param name="next">Position of the next page; -1 on the last.</param>
    public static void Links(Call call, string list, int start, int next)
    {
        var here = Cursor.At(call.Organisation.Seed, list, start);
        call.Page = (Cursor.At(call.Organisation.Seed, list, 0), here);
        call.Json.WriteStartObject("links"u8);
        call.Json.WriteString("self"u8, here);
        if (next >= 0) call.Json.WriteString("next"u8, Cursor.At(call.Organisation.Seed, list, next));
        call.Json.WriteEndObject();
    }

    /// <summary>Version 1: the links are URLs.</summary>
    /// <param name="list">The URL of the first page.</param>
    public static void Urls(Call call, string list, string name, int start, int next)
    {
        string At(int position) => $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Cursor.At(call.Organisation.Seed, name, position)}";
        call.Page = (At(0), At(start));
        call.Json.WriteStartObject("links"u8);
        call.Json.WriteString("self"u8, start == 0 ? list : At(start));
        if (next >= 0) call.Json.WriteString("next"u8, At(next));
        call.Json.WriteEndObject();
    }

    /// <summary>An entry's own link: the token of its position.</summary>
    public static void Self(Utf8JsonWriter json, int seed, string list, int position)
    {
        json.WriteStartObject("links"u8);
        json.WriteString("self"u8, Cursor.At(seed, list, position));
        json.WriteEndObject();
    }
}
