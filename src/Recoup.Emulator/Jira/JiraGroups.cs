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
        JiraPages.Write(call, found, most: 1_000, group =>
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
        JiraPages.Write(call, MembersOf(call.Organisation, group, all), most: 50, index => JiraUsers.Write(call, call.Organisation.Accounts[index]));
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
}
