using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Filters and dashboards as a site's Jira lists them: the caller's own and the shared ones, unless an admin asks for all filters.</summary>
internal static class JiraPossessions
{
    public static void Filters(Call call)
    {
        var expand = Expand(call, "jql", "searchUrl", "approximateLastUsed", "subscriptions");
        JiraPages.Write(call, Find(call, PossessionKind.Filter), most: 100, filter => Write(call, filter, expand));
    }

    public static void Dashboards(Call call)
    {
        var expand = Expand(call);
        JiraPages.Write(call, Find(call, PossessionKind.Dashboard), most: 100, dashboard => WriteDashboard(call, dashboard, expand));
    }

    static string[] Expand(Call call, params ReadOnlySpan<string> also) =>
        JiraPages.Listed(call, "expand", ["description", "favourite", "favouritedCount", "owner", "sharePermissions", "editPermissions", "isWritable", "viewUrl", .. also]) ?? [];

    static Possession[] Find(Call call, PossessionKind kind)
    {
        var (site, query) = (call.Site(), call.Request.Query);
        if (query.ContainsKey("owner")) throw Errors.Jira(400, "Names of users are gone. Use 'accountId'.");
        var id = query["accountId"].ToString();
        var found = id.Length == 0 ? call.Organisation.Possessions.Of(site, kind)
            : call.Organisation.Accounts.Find(id) is { } owner ? call.Organisation.Possessions.Of(site, kind, owner) : [];
        if (kind == PossessionKind.Filter && query["overrideSharePermissions"] == "true") return found;
        return [.. found.Where(possession => possession.Sharing != Sharing.Private || possession.Owner == call.Organisation.Admin.Index)];
    }

    static void Write(Call call, Possession filter, string[] expand)
    {
        var (json, site, id) = (call.Json, call.SiteUrl(call.Site()), filter.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteStartObject();
        json.WriteString("self"u8, $"{site}/rest/api/3/filter/{id}");
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, $"Filter {id}");
        if (expand.Contains("description")) json.WriteString("description"u8, "");
        if (expand.Contains("owner"))
        {
            json.WritePropertyName("owner"u8);
            JiraUsers.WriteName(call, call.Organisation.Accounts[filter.Owner]);
        }

        if (expand.Contains("jql")) json.WriteString("jql"u8, "updated >= -7d"u8);
        if (expand.Contains("viewUrl")) json.WriteString("viewUrl"u8, $"{site}/issues/?filter={id}");
        if (expand.Contains("searchUrl")) json.WriteString("searchUrl"u8, $"{site}/rest/api/3/search/jql?jql=updated%20%3E%3D%20-7d");
        if (expand.Contains("favourite")) json.WriteBoolean("favourite"u8, false);
        if (expand.Contains("favouritedCount")) json.WriteNumber("favouritedCount"u8, filter.Id % 7);
        Shares(call, filter, expand);
        json.WriteEndObject();
    }

    static void WriteDashboard(Call call, Possession dashboard, string[] expand)
    {
        var (json, site, id) = (call.Json, call.SiteUrl(call.Site()), dashboard.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteStartObject();
        json.WriteString("self"u8, $"{site}/rest/api/3/dashboard/{id}");
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, $"Dashboard {id}");
        if (expand.Contains("description")) json.WriteString("description"u8, "");
        if (expand.Contains("owner"))
        {
            json.WritePropertyName("owner"u8);
            JiraUsers.WriteName(call, call.Organisation.Accounts[dashboard.Owner], type: false);
        }

        if (expand.Contains("viewUrl")) json.WriteString("view"u8, $"{site}/jira/dashboards/{id}");
        if (expand.Contains("favourite")) json.WriteBoolean("isFavourite"u8, false);
        if (expand.Contains("favouritedCount")) json.WriteNumber("popularity"u8, dashboard.Id % 7);
        if (expand.Contains("isWritable")) json.WriteBoolean("isWritable"u8, false);
        Shares(call, dashboard, expand);
        json.WriteEndObject();
    }

    static void Shares(Call call, Possession possession, string[] expand)
    {
        var (json, site) = (call.Json, call.Site());
        if (expand.Contains("editPermissions"))
        {
            json.WriteStartArray("editPermissions"u8);
            json.WriteEndArray();
        }

        if (!expand.Contains("sharePermissions")) return;
        json.WriteStartArray("sharePermissions"u8);
        if (possession.Sharing != Sharing.Private)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, possession.Id);
            json.WriteString("type"u8, possession.Sharing switch { Sharing.Group => "group"u8, Sharing.Project => "project"u8, Sharing.SignedIn => "loggedin"u8, _ => "global"u8 });
            if (possession.Sharing == Sharing.Group)
            {
                json.WritePropertyName("group"u8);
                JiraGroups.WriteName(call, site, call.Organisation.Groups.First(group => group.Name == $"jira-users-{site.Name}"));
            }
            else if (possession.Sharing == Sharing.Project)
            {
                json.WritePropertyName("project"u8);
                JiraProjects.WriteName(call, call.Organisation.Projects.Of(site)[possession.Owner % call.Organisation.Projects.Of(site).Count]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
