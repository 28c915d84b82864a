using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Projects as a site's Jira lists them.</summary>
internal static class JiraProjects
{
    public static void Search(Call call)
    {
        var types = JiraPages.Listed(call, "typeKey", "software", "business", "service_desk", "product_discovery");
        var expand = JiraPages.Listed(call, "expand", "description", "projectKeys", "lead", "issueTypes", "url", "insight") ?? [];
        var (ids, keys, text) = (call.Request.Query["id"], call.Request.Query["keys"], call.Request.Query["query"].ToString());
        var found = call.Organisation.Projects.Of(call.Site()).Where(project =>
                (types is null || types.Contains(project.Type.Key()))
                && (ids.Count == 0 || ids.Contains(project.Id.ToString(CultureInfo.InvariantCulture)))
                && (keys.Count == 0 || keys.Contains(project.Key))
                && (project.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || project.Key.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(project => project.Key, StringComparer.Ordinal);
        JiraPages.Write(call, [.. found], most: 100, project => Write(call, project, expand));
    }

    /// <summary>The project of the path.</summary>
    public static Project Find(Call call) => call.Organisation.Projects.Find(call.Site(), call.Values[1]) ?? throw Errors.Jira(404, $"No project could be found with key or id '{call.Values[1]}'.");

    /// <summary>What tells a project from others where something else is the matter.</summary>
    public static void WriteName(Call call, Project project)
    {
        call.Json.WriteStartObject();
        Begin(call, project);
        call.Json.WriteEndObject();
    }

    static void Write(Call call, Project project, string[] expand)
    {
        var json = call.Json;
        json.WriteStartObject();
        Begin(call, project);
        if (expand.Contains("description")) json.WriteString("description"u8, "");
        if (expand.Contains("lead"))
        {
            json.WritePropertyName("lead"u8);
            JiraUsers.WriteName(call, call.Organisation.Accounts[project.Lead]);
        }

        json.WriteString("assigneeType"u8, project.AssignsLead ? "PROJECT_LEAD"u8 : "UNASSIGNED"u8);
        json.WriteString("projectTypeKey"u8, project.Type.Key());
        json.WriteBoolean("simplified"u8, project.Type == ProjectType.Discovery);
        json.WriteString("style"u8, project.Type == ProjectType.Discovery ? "next-gen"u8 : "classic"u8);
        json.WriteBoolean("isPrivate"u8, false);
        json.WriteEndObject();
    }

    static void Begin(Call call, Project project)
    {
        call.Json.WriteString("self"u8, $"{call.SiteUrl(project.Site)}/rest/api/3/project/{project.Id}");
        call.Json.WriteString("id"u8, project.Id.ToString(CultureInfo.InvariantCulture));
        call.Json.WriteString("key"u8, project.Key);
        call.Json.WriteString("name"u8, project.Name);
    }
}
