using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>Groups as a site's Jira sees them.</summary>
internal static class JiraGroups
{
    public static void Bulk(Call call)
    {
        var site = call.Site();
        var query = call.Request.Query;
        var (ids, names) = (query["groupId"], query["groupName"]);
        var found = call.Organisation.Groups.Where(group => group.Directory == site.Directory && (ids.Count == 0 || ids.Contains(group.Id)) && (names.Count == 0 || names.Contains(group.Name))).ToArray();
        Page(call, found, most: 1_000, group =>
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("name"u8, group.Name);
            call.Json.WriteString("groupId"u8, group.Id);
            call.Json.WriteEndObject();
        });
    }

    /// <summary>Inactive and suspended people are left out unless asked for.</summary>
    public static void Members(Call call)
    {
        var site = call.Site();
        var (id, name) = (call.Request.Query["groupId"].ToString(), call.Request.Query["groupname"].ToString());
        if (call.Organisation.Groups.FirstOrDefault(group => group.Directory == site.Directory && (id.Length > 0 ? group.Id == id : group.Name == name)) is not { } group)
            throw Errors.Jira(StatusCodes.Status404NotFound, "The group does not exist.");
        var all = call.Request.Query["includeInactiveUsers"] == "true";
        Page(call, MembersOf(call.Organisation, group, all), most: 50, index => JiraUsers.Write(call, call.Organisation.Accounts[index]));
    }

    public static int[] MembersOf(Organisation organisation, Group group, bool all) =>
        [.. Enumerable.Range(0, organisation.Accounts.Count).Where(i =>
            organisation.Row(i) is var row && row.InGroup(group) && row.In(group.Directory.Index) != MembershipStatus.NoMembership
            && (all || row.Status == AccountStatus.Active && row.In(group.Directory.Index) == MembershipStatus.Active))];

    public static void WriteName(Call call, Site site, Group group)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("name"u8, group.Name);
        call.Json.WriteString("groupId"u8, group.Id);
        call.Json.WriteString("self"u8, $"{call.SiteUrl(site)}/rest/api/3/group?groupId={group.Id}");
        call.Json.WriteEndObject();
    }

    static void Page<T>(Call call, T[] items, int most, Action<T> write)
    {
        var start = JiraUsers.Number(call, "startAt", 0);
        var limit = Math.Clamp(JiraUsers.Number(call, "maxResults", 50), 1, most);
        var others = string.Concat(call.Request.Query.Where(pair => pair.Key is not ("startAt" or "maxResults")).SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}&")));
        string Url(int at) => $"{call.Origin}{call.Request.Path}?{others}maxResults={limit}&startAt={at}";
        var json = call.Json;
        var last = (long)start + limit >= items.Length;
        json.WriteStartObject();
        json.WriteString("self"u8, Url(start));
        if (!last) json.WriteString("nextPage"u8, Url(start + limit));
        json.WriteNumber("maxResults"u8, limit);
        json.WriteNumber("startAt"u8, start);
        json.WriteNumber("total"u8, items.Length);
        json.WriteBoolean("isLast"u8, last);
        json.WriteStartArray("values"u8);
        foreach (var item in items.Skip(start).Take(limit)) write(item);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
