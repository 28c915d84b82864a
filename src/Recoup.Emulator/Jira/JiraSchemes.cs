using System.Globalization;

namespace Recoup.Emulator;

/// <summary>Who may do what in a project. Being an agent comes by role mostly, in one project also by a group, in another by name.</summary>
internal static class JiraSchemes
{
    const string ByName = "user", ByGroup = "group", ByRole = "projectRole", Anybody = "applicationRole";

    static readonly string[] Expansions = ["all", "field", "group", "permissions", "projectRole", "user"];

    public static void Show(Call call)
    {
        var project = JiraProjects.Find(call);
        var asked = JiraPages.Listed(call, "expand", Expansions) is { Length: > 0 };
        var (json, number) = (call.Json, project.Type == ProjectType.ServiceDesk ? 10_100 + project.Number : 10_000 + (int)project.Type);
        var self = $"{call.SiteUrl(project.Site)}/rest/api/3/permissionscheme/{number}";
        json.WriteStartObject();
        json.WriteString("self"u8, self);
        json.WriteNumber("id"u8, number);
        json.WriteString("name"u8, project.Type == ProjectType.ServiceDesk ? $"Permissions of {project.Key}" : $"Permissions of {project.Type.Key()} projects");
        json.WriteString("description"u8, "");
        if (asked)
        {
            var id = 10 * number;
            json.WriteStartArray("permissions"u8);
            foreach (var (permission, type, parameter, value) in Grants(call, project)) Write(call, self, id++, permission, type, parameter, value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    static IEnumerable<(string Permission, string Type, string? Parameter, string? Value)> Grants(Call call, Project project)
    {
        yield return Role("ADMINISTER_PROJECTS", ProjectRole.Administrators);
        if (project.Type != ProjectType.ServiceDesk)
        {
            yield return ("BROWSE_PROJECTS", Anybody, null, null);
            yield return ("CREATE_ISSUES", Anybody, project.Type.Product().Key(), project.Type.Product().Key());
            yield return project.Type == ProjectType.Discovery ? ("EDIT_ISSUES", Anybody, project.Type.Product().Key(), project.Type.Product().Key()) : Role("EDIT_ISSUES", ProjectRole.Developers);
            yield break;
        }

        yield return Role("BROWSE_PROJECTS", ProjectRole.Administrators);
        yield return Role("BROWSE_PROJECTS", ProjectRole.Agents);
        yield return Role("BROWSE_PROJECTS", ProjectRole.Customers);
        yield return Role("CREATE_ISSUES", ProjectRole.Customers);
        yield return Role("SERVICEDESK_AGENT", ProjectRole.Agents);
        if (project.Number == 1 && call.Organisation.Groups.First(group => group.Name == "jsm-admins-acme") is var admins) yield return ("SERVICEDESK_AGENT", ByGroup, admins.Name, admins.Id);
        if (project.Number == 2 && call.Organisation.Accounts[project.Lead].Id is var lead) yield return ("SERVICEDESK_AGENT", ByName, lead, lead);
    }

    static (string, string, string?, string?) Role(string permission, ProjectRole role) =>
        (permission, ByRole, role.Id.ToString(CultureInfo.InvariantCulture), role.Id.ToString(CultureInfo.InvariantCulture));

    static void Write(Call call, string scheme, int id, string permission, string type, string? parameter, string? value)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteNumber("id"u8, id);
        json.WriteString("self"u8, $"{scheme}/permission/{id}");
        json.WriteStartObject("holder"u8);
        json.WriteString("type"u8, type);
        if (parameter is not null) json.WriteString("parameter"u8, parameter);
        if (value is not null) json.WriteString("value"u8, value);
        if (type is ByRole or ByGroup or ByName) json.WriteString("expand"u8, type);
        json.WriteEndObject();
        json.WriteString("permission"u8, permission);
        json.WriteEndObject();
    }
}
