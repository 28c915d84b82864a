using System.Net.Http.Headers;
using System.Text;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator.Contract;

/// <summary>One answer of the emulator.</summary>
sealed record Exchange(string Method, string Template, string Url, int Status, string? ContentType, string Body);

/// <summary>Asks every endpoint everything: rightly, with wrong keys and ids, and while things break.</summary>
public sealed class Tour : IAsyncLifetime
{
    readonly HttpClient http = new();
    readonly List<Exchange> exchanges = [];
    EmulatorServer? server;

    internal IReadOnlyList<Exchange> Exchanges => exchanges;

    EmulatorServer Server => server!;
    Organisation Organisation => Server.Organisation;

    public async ValueTask InitializeAsync()
    {
        if (Documents.Folder is null) return;
        server = await EmulatorServer.StartAsync(new() { Users = 600 });
        foreach (var route in Routes.All) await AskAllWaysAsync(route);
        await AskForMoreAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (server is not null) await server.DisposeAsync();
    }

    async Task AskAllWaysAsync(Route route)
    {
        await AskAsync(route, Values(route), Body(route));
        await AskAsync(route, Values(route), Body(route), key: "wrong");
        foreach (var status in new[] { 403, 429, 500 })
        {
            Server.Faults.Next((_, _) => true, 1, new Fault.Failed(status));
            await AskAsync(route, Values(route), Body(route));
        }

        foreach (var name in Values(route).Keys.Where(name => name != "site")) await AskAsync(route, new(Values(route)) { [name] = "unknown" }, Body(route));
        if (Body(route).Length > 0) await AskAsync(route, Values(route), """{"unknown": 1}""");
        if (route.Method == "GET") await AskAsync(route, Values(route), "", query: "?cursor=bm9uc2Vuc2U");
    }

    /// <summary>What one question for each endpoint does not bring up.</summary>
    async Task AskForMoreAsync()
    {
        foreach (var expand in new[] { "platformRoles", "productAccess", "groups", "counts.resources" }) await SearchAsync($$"""{"limit": 100, "expand": ["{{expand}}"]}""");
        await SearchAsync("""{"limit": 101}""");
        await SearchAsync("not json");
        await AskAsync(Of("POST", "/groups/search"), new() { ["org"] = Server.Org, ["directory"] = "-" }, """{"limit": 100, "expand": ["counts.users", "counts.resources"]}""");
        foreach (var query in new[] { "?limit=500", "?limit=501", "?from=yesterday", "?action=user_login" }) await AskAsync(Of("GET", "/events"), Values(Of("GET", "/events")), "", query: query);
        await AskAsync(Of("GET", "/events-stream"), Values(Of("GET", "/events-stream")), "", query: "?sortOrder=desc&limit=5");

        // One of every persona, because odd ones have odd fields.
        foreach (var account in Organisation.Accounts.GroupBy(account => account.Persona).Select(group => group.First()))
        {
            foreach (var route in Routes.All.Where(route => route is { Method: "GET", Template: var template } && template.Contains("{account}", StringComparison.Ordinal)))
                await AskAsync(route, new(Values(route)) { ["account"] = account.Id }, "", query: "");
            await AskAsync(Of("GET", "/api/3/user"), new() { ["site"] = "acme" }, "", query: $"?accountId={Uri.EscapeDataString(account.Id)}");
        }

        foreach (var refused in new[] { Organisation.Accounts.First(a => a is { Managed: true, Source: ManagementSource.Synced }), Organisation.Accounts.First(a => !a.Managed) })
            foreach (var route in Routes.All.Where(route => route.Template.Contains("/manage", StringComparison.Ordinal)))
            {
                await AskAsync(route, new() { ["account"] = refused.Id }, "");
                await AskAsync(route, new() { ["account"] = refused.Id }, "", key: Server.ScopedKey);
            }

        var deleted = Organisation.Accounts.Last(a => a is { Managed: true, Source: ManagementSource.Invited, Status: AccountStatus.Active }).Id;
        foreach (var verb in new[] { "disable", "disable", "delete", "enable", "disable", "delete", "cancel-delete" }) await AskAsync(Of("POST", $"/lifecycle/{verb}"), new() { ["account"] = deleted }, "");
        await AskAsync(Of("GET", "/directories/{directory}/users/{account}"), new() { ["org"] = Server.Org, ["directory"] = "-", ["account"] = deleted }, "");
        await AskAsync(Of("GET", "/search/jql"), new() { ["site"] = "acme" }, "", query: "?jql=created%20%3E%3D%20-90d&fields=reporter,assignee,created,updated");
        await AskAsync(Of("GET", "/search/jql"), new() { ["site"] = "acme" }, "", query: "?jql=order%20by%20created");
        await AskForProjectsAsync();
    }

    async Task AskForProjectsAsync()
    {
        foreach (var query in new[] { "?typeKey=software,service_desk,business&expand=lead,description&maxResults=3&startAt=2", "?typeKey=product_discovery", "?typeKey=unknown", "?startAt=one" })
            await AskAsync(Of("GET", "/project/search"), new() { ["site"] = "acme" }, "", query: query);
        foreach (var project in Organisation.Projects.Of(Organisation.Sites[0]))
        {
            foreach (var role in ProjectRole.Of(Organisation.Sites[0])) await AskAsync(Of("GET", "/role/{role}"), new() { ["site"] = "acme", ["project"] = project.Key, ["role"] = $"{role.Id}" }, "", query: "?excludeInactiveUsers=true");
            await AskAsync(Of("GET", "/permissionscheme"), new() { ["site"] = "acme", ["project"] = project.Key }, "", query: "?expand=permissions");
        }

        foreach (var query in new[] { "?expand=description,favourite,favouritedCount,owner,sharePermissions,editPermissions,viewUrl&maxResults=100", "?expand=unknown", "?owner=admin", $"?accountId={Uri.EscapeDataString(Organisation.Accounts[0].Id)}" })
        {
            await AskAsync(Of("GET", "/dashboard/search"), new() { ["site"] = "acme" }, "", query: query);
            await AskAsync(Of("GET", "/filter/search"), new() { ["site"] = "acme" }, "", query: $"{query}&overrideSharePermissions=true&startAt=1");
        }

        await AskAsync(Of("GET", "/filter/search"), new() { ["site"] = "acme" }, "", query: "?expand=jql,searchUrl");
    }

    Task SearchAsync(string body) => AskAsync(Of("POST", "/v2/orgs/{org}/directories/{directory}/users/search"), new() { ["org"] = Server.Org, ["directory"] = "-" }, body);

    static Route Of(string method, string end) => Routes.All.First(route => route.Method == method && route.Template.EndsWith(end, StringComparison.Ordinal));

    async Task AskAsync(Route route, Dictionary<string, string> values, string body, string? key = null, string? query = null)
    {
        var path = values.Aggregate(route.Template, (path, value) => path.Replace($"{{{value.Key}}}", Uri.EscapeDataString(value.Value), StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new(route.Method), new Uri(Server.Api, path + (query ?? Query(route))));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = Authorization(route.Door, key);
        using var response = await http.SendAsync(request);
        exchanges.Add(new(route.Method, route.Template, path, (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync()));
    }

    AuthenticationHeaderValue Authorization(Door door, string? key) => door is Door.Admin or Door.Account
        ? new("Bearer", key ?? Server.Key)
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Server.Sites[0].Email}:{key ?? Server.Sites[0].Token}")));

    /// <summary>Values that an endpoint takes. Writes get an account each, so that none spoils the next one's.</summary>
    Dictionary<string, string> Values(Route route)
    {
        var account = Account(route);
        var all = new Dictionary<string, string>
        {
            ["org"] = Server.Org,
            ["directory"] = Organisation.Directories[0].Id,
            ["account"] = account.Id,
            ["group"] = Group(route, account).Id,
            ["domain"] = Organisation.Domains[0].Id,
            ["event"] = Server.Events.IdOf(0),
            ["site"] = "acme",
            ["product"] = "jira-software",
            ["project"] = Organisation.Projects.Of(Organisation.Sites[0]).First(project => project.Type == ProjectType.ServiceDesk).Key,
            ["role"] = $"{ProjectRole.Agents.Id}",
        };
        return all.Where(pair => route.Template.Contains($"{{{pair.Key}}}", StringComparison.Ordinal)).ToDictionary();
    }

    Account Account(Route route) => Organisation.Accounts.Where(a => a is { Managed: true, Source: ManagementSource.Invited, Status: AccountStatus.Active, Persona: Persona.Everyday } && a.In(Organisation.Directories[0]) == MembershipStatus.Active
        && a.Groups.Any(group => group.Name == "confluence-users-acme")).ElementAt(Array.IndexOf(Routes.All, route) % 20);

    Group Group(Route route, Account account) => route.Method == "POST" && route.Template.EndsWith("/memberships", StringComparison.Ordinal)
        ? Organisation.Groups.First(group => group is { Name: "jpd-creators-acme" or "jsm-agents-acme" } && !account.Groups.Contains(group))
        : Organisation.Groups.First(group => group.Name == "confluence-users-acme");

    string Body(Route route)
    {
        var jira = Organisation.Resources[0].Ari;
        return (route.Method, route.Template.Split("/rest/api/3")[^1]) switch
        {
            ("POST", "/search/jql" or "/search/approximate-count") => """{"jql": "created >= -90d"}""",
            ("POST", var path) when path.EndsWith("/users/search", StringComparison.Ordinal) => """{"limit": 100, "expand": ["groups", "productAccess", "platformRoles"]}""",
            ("POST", var path) when path.EndsWith("/groups/search", StringComparison.Ordinal) || path.EndsWith("/workspaces", StringComparison.Ordinal) => """{"limit": 20}""",
            ("POST", var path) when path.EndsWith("/memberships", StringComparison.Ordinal) => $$"""{"accountId": "{{Account(route).Id}}"}""",
            ("POST", var path) when path.Contains("/groups/{group}/role-assignments/", StringComparison.Ordinal) => $$"""{"resourceId": "{{Organisation.Resources[1].Ari}}", "roleId": "atlassian/{{(path.EndsWith("/assign", StringComparison.Ordinal) ? "guest" : "user")}}"}""",
            ("POST", var path) when path.Contains("/roles/", StringComparison.Ordinal) => $$"""{"role": "atlassian/user", "resource": "{{jira}}"}""",
            ("POST", var path) when path.Contains("/role-assignments/", StringComparison.Ordinal) => """{"role": "atlassian/org-admin"}""",
            _ => "",
        };
    }

    string Query(Route route) => route.Template.Split('/')[^1] switch
    {
        "user" or "groups" when route.Door == Door.Jira => $"?accountId={Uri.EscapeDataString(Account(route).Id)}",
        "member" => $"?groupId={Organisation.Groups[0].Id}&includeInactiveUsers=true",
        "jql" when route.Method == "GET" => "?jql=created%20%3E%3D%20-90d",
        _ => "",
    };
}
