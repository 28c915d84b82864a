using System.Globalization;

namespace Recoup.Emulator;

/// <summary>A site's own audit log: changes of groups, as the organisation's log has them, newest first.</summary>
internal static class JiraAudit
{
    public static void List(Call call)
    {
        var site = call.Site();
        var offset = JiraUsers.Number(call, "offset", 0);
        var limit = Math.Clamp(JiraUsers.Number(call, "limit", 1_000), 1, 1_000);
        var found = Enumerable.Range(0, call.Events.Count).Reverse().Where(i => call.Events[i].Group?.Directory == site.Directory).ToArray();
        var json = call.Json;
        json.WriteStartObject();
        json.WriteNumber("offset", offset);
        json.WriteNumber("limit", limit);
        json.WriteNumber("total", found.Length);
        json.WriteStartArray("records");
        foreach (var position in found.Skip(offset).Take(limit))
        {
            var entry = call.Events[position];
            var account = call.Organisation.Accounts[entry.Account];
            json.WriteStartObject();
            json.WriteNumber("id", position + 1);
            json.WriteString("summary", entry.Action.Words().Name);
            json.WriteString("authorKey", "admin");
            json.WriteString("created", entry.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) + "+0000");
            json.WriteString("category", "group management");
            json.WriteString("eventSource", "");
            json.WriteStartObject("objectItem");
            json.WriteString("id", entry.Group!.Id);
            json.WriteString("name", entry.Group.Name);
            json.WriteString("typeName", "GROUP");
            json.WriteEndObject();
            json.WriteStartArray("associatedItems");
            json.WriteStartObject();
            json.WriteString("id", account.Id);
            json.WriteString("name", account.Id);
            json.WriteString("typeName", "USER");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
