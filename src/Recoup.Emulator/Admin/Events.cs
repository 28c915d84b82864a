using System.Globalization;
using System.Text.Json;

namespace Recoup.Emulator;

/// <summary>The audit log by page, by stream and by entry. A cursor is the position of an entry, counted from the oldest, so that new ones move none.</summary>
internal static class Events
{
    const string Name = "events", StreamName = "events-stream";
    const int Most = 500;

    public static void Actions(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("data");
        foreach (var action in Enum.GetValues<EventAction>())
        {
            var (id, name, group) = action.Words();
            call.Json.WriteStartObject();
            call.Json.WriteString("id", id);
            call.Json.WriteString("type", "event-actions");
            call.Json.WriteStartObject("attributes");
            call.Json.WriteString("displayName", name);
            call.Json.WriteString("groupDisplayName", group);
            call.Json.WriteEndObject();
            call.Json.WriteEndObject();
        }

        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    /// <summary>Newest first.</summary>
    public static void List(Call call)
    {
        var question = Read(call, "cursor", "from", "to", "action", "actor", "limit");
        var action = question.One("action");
        var actors = question.All("actor");
        Page(call, question, Name, usual: 30, descending: true, entry =>
            (action is null || entry.Action.Words().Id == action) && (actors is null || actors.Contains(Actor(call, entry).Id)));
    }

    /// <summary>Oldest first unless asked otherwise; then there is always a next cursor, to come back with for what happens later.</summary>
    public static void Stream(Call call)
    {
        var question = Read(call, "cursor", "from", "to", "sortOrder", "limit");
        if (question.One("sortOrder") is not (null or "asc" or "desc")) throw Bad("sortOrder is asc or desc.");
        Page(call, question, StreamName, usual: 200, question.One("sortOrder") == "desc", _ => true);
    }

    public static void Show(Call call)
    {
        for (var i = call.Events.Count - 1; i >= 0; i--)
        {
            if (call.Events.IdOf(i) != call.Values[1]) continue;
            call.Json.WriteStartObject();
            call.Json.WritePropertyName("data");
            Write(call, i, Name);
            call.Json.WriteEndObject();
            return;
        }

        throw Errors.Admin(404, "ADMIN-404-4", "Event not found", "The event was not found.");
    }

    static void Page(Call call, Question question, string name, int usual, bool descending, Func<OrgEvent, bool> wanted)
    {
        var (from, to) = (Time(question, "from") ?? DateTimeOffset.MinValue, Time(question, "to") ?? DateTimeOffset.MaxValue);
        var limit = Limit(question, usual);
        var (count, step) = (call.Events.Count, descending ? -1 : 1);
        var position = question.One("cursor") is null ? (descending ? count - 1 : 0) : question.Start(call.Organisation, name);
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("data");
        var (start, written) = (position, 0);
        for (; position >= 0 && position < count && written < limit; position += step)
        {
            if (call.Events[position] is var entry && (entry.Time < from || entry.Time > to || !wanted(entry))) continue;
            Write(call, position, name);
            written++;
        }

        call.Json.WriteEndArray();
        var query = string.Join('&', call.Request.Query.Where(pair => pair.Key != "cursor").SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}")));
        var next = descending && position < 0 ? -1 : position;
        Pages.Urls(call, $"{Orgs.Url(call)}/{name}{(query.Length > 0 ? "?" : "")}{query}", name, Math.Max(0, start), next);
        call.Json.WriteStartObject("meta");
        if (next >= 0) call.Json.WriteString("next", Cursor.At(call.Organisation.Seed, name, next));
        call.Json.WriteNumber("page_size", written);
        call.Json.WriteEndObject();
        call.Json.WriteEndObject();
    }

    static void Write(Call call, int position, string name)
    {
        var entry = call.Events[position];
        var json = call.Json;
        var id = call.Events.IdOf(position);
        var time = Text(entry.Time);
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", "events");
        json.WriteStartObject("attributes");
        json.WriteString("time", time);
        if (name == StreamName) json.WriteString("processedAt", time);
        json.WriteString("action", entry.Action.Words().Id);
        var actor = Actor(call, entry);
        json.WriteStartObject("actor");
        json.WriteString("id", actor.Id);
        json.WriteString("name", actor.Name);
        json.WriteString("email", actor.Email);
        Self(json, $"{call.Origin}/users/{actor.Id}/manage/profile");
        json.WriteEndObject();
        json.WriteStartArray("context");
        Thing(json, call.Organisation.Accounts[entry.Account].Id, "user");
        if (entry.Group is { } group) Thing(json, group.Id, "group");
        if (entry.Resource is { } resource) Thing(json, resource.Ari, "resource");
        json.WriteEndArray();
        json.WriteStartArray("container");
        Thing(json, call.Organisation.Id, "org");
        json.WriteEndArray();
        json.WriteStartObject("location");
        json.WriteString("ip", $"192.0.2.{1 + actor.Index % 250}");
        json.WriteString("countryName", "Germany");
        json.WriteString("city", "Berlin");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("message");
        json.WriteString("content", entry.Action.Words().Name);
        json.WriteString("format", "simple");
        json.WriteEndObject();
        Self(json, $"{Orgs.Url(call)}/events/{id}");
        json.WriteEndObject();
    }

    /// <summary>Who did it: people sign in themselves, everything else an admin did.</summary>
    static Account Actor(Call call, OrgEvent entry) => entry.Action == EventAction.Login ? call.Organisation.Accounts[entry.Account] : call.Organisation.Admin;

    static void Thing(Utf8JsonWriter json, string id, string type)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    static void Self(Utf8JsonWriter json, string url)
    {
        json.WriteStartObject("links");
        json.WriteString("self", url);
        json.WriteEndObject();
    }

    static Question Read(Call call, params ReadOnlySpan<string> known)
    {
        foreach (var name in call.Request.Query.Keys)
            if (!known.Contains(name)) throw Bad($"This emulator does not know the parameter '{name}'.");
        return Question.Query(call.Request, known);
    }

    static int Limit(Question question, int usual)
    {
        if (question.One("limit") is not { } text) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Most ? limit : throw Bad($"limit must be between 1 and {Most}.");
    }

    /// <summary>Milliseconds since 1970.</summary>
    static DateTimeOffset? Time(Question question, string name)
    {
        if (question.One(name) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253_402_300_000_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : throw Errors.Admin(400, "ADMIN-400-3", "Invalid time", $"{name} is not a number of milliseconds.");
    }

    static Refusal Bad(string detail) => Errors.Admin(400, "ADMIN-400-19", "Invalid request", detail);

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
