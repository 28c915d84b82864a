namespace Recoup.Emulator;

/// <summary>People and groups as a site's Confluence sees them.</summary>
internal static class ConfluenceUsers
{
    public static void Show(Call call) => Write(call, Find(call));

    public static void Groups(Call call)
    {
        var directory = call.Site().Directory;
        ConfluencePages.Write(call, [.. Find(call).Groups.Where(group => group.Directory == directory)], usual: 200, group => Write(call, group));
    }

    /// <summary>Groups of all sites, which is how Confluence answers.</summary>
    public static void AllGroups(Call call) => ConfluencePages.Write(call, call.Organisation.Groups, usual: 200, group => Write(call, group));

    /// <summary>Suspended and inactive members are missing without a word.</summary>
    public static void Members(Call call)
    {
        var group = call.Organisation.Groups.FirstOrDefault(group => group.Id == call.Values[1]) ?? throw Errors.Confluence(404, "No group with that id.");
        ConfluencePages.Write(call, JiraGroups.MembersOf(call.Organisation, group, all: false), usual: 200, index => Write(call, call.Organisation.Accounts[index]));
    }

    static Account Find(Call call)
    {
        var id = call.Request.Query["accountId"].ToString();
        if (id.Length == 0) throw Errors.Confluence(400, "accountId is needed.");
        return call.Organisation.Accounts.Find(id) ?? throw Errors.Confluence(404, "No user with that accountId.");
    }

    static void Write(Call call, Account account)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("type", "known");
        json.WriteString("accountId", account.Id);
        json.WriteString("accountType", "atlassian");
        json.WriteString("email", "");
        json.WriteString("publicName", account.Name);
        json.WriteString("displayName", account.Name);
        json.WriteStartObject("profilePicture");
        json.WriteString("path", "/wiki/aa-avatar/default");
        json.WriteNumber("width", 48);
        json.WriteNumber("height", 48);
        json.WriteBoolean("isDefault", true);
        json.WriteEndObject();
        json.WriteBoolean("isExternalCollaborator", false);
        ConfluencePages.Self(call, $"/user?accountId={Uri.EscapeDataString(account.Id)}");
        json.WriteEndObject();
    }

    static void Write(Call call, Group group)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("type", "group");
        call.Json.WriteString("name", group.Name);
        call.Json.WriteString("id", group.Id);
        ConfluencePages.Self(call, $"/group/by-id?id={group.Id}");
        call.Json.WriteEndObject();
    }
}
