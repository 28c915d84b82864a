using System.Globalization;

namespace Recoup.Emulator;

internal sealed record ProjectRole(int Id, string Name, string Description, ProjectType? Type = null)
{
    public static readonly ProjectRole Administrators = new(10_002, "Administrators", "Administer the project");
    public static readonly ProjectRole Addons = new(10_003, "atlassian-addons-project-access", "Apps that work in the project");
    public static readonly ProjectRole Developers = new(10_010, "Developers", "Build what the project is about");
    public static readonly ProjectRole Agents = new(10_101, "Service Desk Team", "Work on the requests of the project", ProjectType.ServiceDesk);
    public static readonly ProjectRole Customers = new(10_102, "Service Desk Customers", "Raise requests in the project", ProjectType.ServiceDesk);

    static readonly ProjectRole[] All = [Administrators, Addons, Developers, Agents, Customers];

    /// <summary>The roles of a site; those of a product only where that product is.</summary>
    public static IEnumerable<ProjectRole> Of(Site site) => All.Where(role => role.Type is not { } type || site.Of(type.Product()) is not null);
}

/// <summary>Project roles, and who holds them where.</summary>
internal static class JiraRoles
{
    public static void List(Call call)
    {
        call.Json.WriteStartArray();
        foreach (var role in ProjectRole.Of(call.Site())) Write(call, role, $"role/{role.Id}", role == ProjectRole.Administrators ? [Admins(call)] : [], []);
        call.Json.WriteEndArray();
    }

    public static void Show(Call call)
    {
        var project = JiraProjects.Find(call);
        if (ProjectRole.Of(project.Site).FirstOrDefault(role => role.Id.ToString(CultureInfo.InvariantCulture) == call.Values[2]) is not { } role) throw Errors.Jira(404, $"No project role has the id '{call.Values[2]}'.");
        var (groups, people) = Actors(call, project, role);
        if (call.Request.Query["excludeInactiveUsers"] == "true") people = people.Where(index => JiraUsers.IsActive(call.Organisation.Accounts[index], project.Site));
        Write(call, role, $"project/{project.Id}/role/{role.Id}", groups, people);
    }

    static (IEnumerable<Group> Groups, IEnumerable<int> People) Actors(Call call, Project project, ProjectRole role)
    {
        if (role == ProjectRole.Administrators) return ([Admins(call)], [project.Lead]);
        if (role == ProjectRole.Developers && project.Type is ProjectType.Software or ProjectType.Business) return ([Named(call, $"jira-users-{project.Site.Name}")], []);
        if (project.Type != ProjectType.ServiceDesk) return ([], []);
        if (role == ProjectRole.Agents) return (ProjectList.TakesAgentsGroup(project) ? [Named(call, "jsm-agents-acme")] : [], project.Agents);
        return (role == ProjectRole.Customers ? [Named(call, "jsm-customers-acme")] : [], []);
    }

    static Group Admins(Call call) => Named(call, $"jira-admins-{call.Site().Name}");

    static Group Named(Call call, string name) => call.Organisation.Groups.First(group => group.Name == name);

    static void Write(Call call, ProjectRole role, string path, IEnumerable<Group> groups, IEnumerable<int> people)
    {
        var json = call.Json;
        var actor = 10_200;
        json.WriteStartObject();
        json.WriteString("self"u8, $"{call.SiteUrl(call.Site())}/rest/api/3/{path}");
        json.WriteString("name"u8, role.Name);
        json.WriteNumber("id"u8, role.Id);
        json.WriteString("description"u8, role.Description);
        json.WriteStartArray("actors"u8);
        foreach (var group in groups)
        {
            Begin(group.Name, "atlassian-group-role-actor"u8);
            json.WriteString("name"u8, group.Name);
            json.WriteStartObject("actorGroup"u8);
            json.WriteString("name"u8, group.Name);
            json.WriteString("displayName"u8, group.Name);
            json.WriteString("groupId"u8, group.Id);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        foreach (var account in people.Select(index => call.Organisation.Accounts[index]))
        {
            Begin(account.Name, "atlassian-user-role-actor"u8);
            json.WriteStartObject("actorUser"u8);
            json.WriteString("accountId"u8, account.Id);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Begin(string name, ReadOnlySpan<byte> type)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, actor++);
            json.WriteString("displayName"u8, name);
            json.WriteString("type"u8, type);
        }
    }
}
