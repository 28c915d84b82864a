using System.Text.Json;
using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class ProjectFacts
{
    [Fact]
    public async Task Each_type_of_project_is_only_where_its_product_is()
    {
        await using var emulated = await Emulated.StartAsync();
        async Task<int[]> Counts(int site)
        {
            var counts = new List<int>();
            foreach (var type in new[] { "software", "service_desk", "product_discovery" })
            {
                var (_, page) = await emulated.SiteAsync(Get, $"rest/api/3/project/search?typeKey={type}", site: site);
                page.GetProperty("values").EnumerateArray().ShouldAllBe(project => project.GetProperty("projectTypeKey").GetString() == type);
                counts.Add(page.GetProperty("total").GetInt32());
            }

            return [.. counts];
        }

        (await Counts(0)).ShouldAllBe(count => count > 1);
        foreach (var site in new[] { 1, 2 })
        {
            var counts = await Counts(site);
            counts[0].ShouldBeGreaterThan(0);
            counts[1..].ShouldAllBe(count => count == 0);
        }
    }

    [Fact]
    public async Task Pages_of_projects_cover_each_once_with_its_lead_when_asked_for()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 5_000 });
        var seen = new List<JsonElement>();
        for (var path = "rest/api/3/project/search?maxResults=4&expand=lead&typeKey=software,service_desk"; path.Length > 0;)
        {
            var (_, page) = await emulated.SiteAsync(Get, path);
            seen.AddRange(page.GetProperty("values").EnumerateArray());
            page.GetProperty("isLast").GetBoolean().ShouldBe(!page.TryGetProperty("nextPage", out var next));
            path = next.ValueKind == JsonValueKind.String ? next.GetString()!.Split("/sites/acme/")[1] : "";
        }

        seen.Select(project => project.GetProperty("key").GetString()).ShouldBeUnique();
        seen.Count.ShouldBe(emulated.Server.Organisation.Projects.Of(emulated.Server.Organisation.Sites[0]).Count(project => project.Type is ProjectType.Software or ProjectType.ServiceDesk));
        var leads = seen.Select(project => emulated.Server.Organisation.Accounts.Find(project.GetProperty("lead").GetProperty("accountId").GetString()!)!.Value.Persona).ToArray();
        leads.Count(persona => persona == Persona.IdleEverywhere).ShouldBe(2);
        leads.Count(persona => persona == Persona.Everyday).ShouldBe(leads.Length - 2);
        seen.Select(project => project.GetProperty("assigneeType").GetString()).Distinct().ShouldBe(["PROJECT_LEAD", "UNASSIGNED"], ignoreOrder: true);
        (await emulated.JiraGetAsync("project/search")).Body.GetProperty("values")[0].TryGetProperty("lead", out _).ShouldBeFalse();
        (await emulated.JiraGetAsync("project/search?typeKey=unknown")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Roles_of_service_projects_are_only_on_the_site_that_has_them()
    {
        await using var emulated = await Emulated.StartAsync();
        async Task<string?[]> Names(int site) => [.. (await emulated.SiteAsync(Get, "rest/api/3/role", site: site)).Body.EnumerateArray().Select(role => role.GetProperty("name").GetString())];
        (await Names(0)).ShouldBe(["Administrators", "atlassian-addons-project-access", "Developers", "Service Desk Team", "Service Desk Customers"]);
        (await Names(1)).ShouldBe(["Administrators", "atlassian-addons-project-access", "Developers"]);
    }

    [Fact]
    public async Task Agents_come_by_role_through_their_group_or_by_name_and_in_one_project_by_permission_alone()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 3_000 });
        var (groups, people) = await Agents.OfAsync(emulated);
        var organisation = emulated.Server.Organisation;
        groups.ShouldContain(emulated.GroupNamed("jsm-agents-acme").Id);
        people.ShouldContain(id => organisation.Accounts.Find(id)!.Value.DirectRole(organisation.Resources[2]) == Role.User);
        people.ShouldContain(id => organisation.Accounts.Find(id)!.Value.Groups.Any(group => group.Name == "jsm-agents-acme"));
    }

    [Fact]
    public async Task Suspended_actors_are_left_out_when_asked_for()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var project = emulated.Server.Organisation.Projects.Of(emulated.Server.Organisation.Sites[0]).First(project => project.Agents.Count > 0);
        var agent = emulated.Server.Organisation.Accounts[project.Agents[0]];
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(agent)}/suspend");
        async Task<string> Actors(string query) => (await emulated.JiraGetAsync($"project/{project.Key}/role/{ProjectRole.Agents.Id}{query}")).Body.GetProperty("actors").ToString();
        (await Actors("")).ShouldContain(agent.Id);
        (await Actors("?excludeInactiveUsers=true")).ShouldNotContain(agent.Id);
    }

    [Fact]
    public async Task A_scheme_tells_permissions_only_when_asked_for_and_projects_go_by_key_or_id()
    {
        await using var emulated = await Emulated.StartAsync();
        var project = emulated.Server.Organisation.Projects.Of(emulated.Server.Organisation.Sites[0])[0];
        (await emulated.JiraGetAsync($"project/{project.Key}/permissionscheme")).Body.TryGetProperty("permissions", out _).ShouldBeFalse();
        var (_, scheme) = await emulated.JiraGetAsync($"project/{project.Id}/permissionscheme?expand=permissions");
        scheme.GetProperty("permissions").EnumerateArray().Select(grant => grant.GetProperty("permission").GetString()).ShouldContain("BROWSE_PROJECTS");
        (await emulated.JiraGetAsync("project/NONE/permissionscheme")).Status.ShouldBe(404);
        (await emulated.JiraGetAsync($"project/{project.Key}/role/1")).Status.ShouldBe(404);
    }
}
